#include <devenv/install/install.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/file_lock.hpp>
#include <devenv/base/files.hpp>
#include <devenv/base/parallel.hpp>
#include <devenv/base/scratch_folder.hpp>
#include <devenv/plugin/mirror.hpp>
#include <devenv/store/publish.hpp>
#include <devenv/unpack/unpack.hpp>

#include "adjust.hpp"
#include "download.hpp"

namespace devenv {

namespace {

// Held for the network's sake: two processes that install the same tool download it once. Without it
// they would still not harm each other.
FileLock lock_artifact(const ActiveTool& tool, const Layout& layout, InstallObserver& observer)
{
    const auto folder = layout.cache / "locks";
    make_folders(folder);
    return FileLock::acquire(folder / tool.artifact.sha256.hex(),
                             [&] { observer.waiting(tool); });
}

void install_one(const ActiveTool& tool,
                 const Layout& layout,
                 Fetcher& fetcher,
                 const Env& env,
                 InstallObserver& observer)
{
    const auto lock = lock_artifact(tool, layout, observer);
    if (!is_published(tool.folder)) {
        const auto archive
            = download(tool.artifact,
                       mirrored_url(*tool.plugin, tool.artifact.url, env),
                       layout.downloads(),
                       fetcher,
                       [&](auto done, auto total) { observer.downloading(tool, done, total); });
        const ScratchFolder scratch{layout.scratch()};
        const auto tree = scratch.path() / "tree";
        make_folders(tree);
        unpack(archive, tree, tool.artifact.root, [&](double share) {
            observer.unpacking(tool, share);
        });
        adjust(tree, tool.folder, tool.locked.version, tool.plugin->adjustments);
        publish(tree, tool.folder, tool.plugin->adjustments.cache_folder);
    }
    observer.installed(tool);
}

} // namespace

void install(std::span<const ActiveTool> tools,
             const Layout& layout,
             Fetcher& fetcher,
             const Env& env,
             unsigned jobs,
             InstallObserver& observer)
{
    remove_abandoned_scratch(layout.scratch());
    parallel_for(tools.size(), jobs, [&](std::size_t i) {
        const auto& tool = tools[i];
        try {
            install_one(tool, layout, fetcher, env, observer);
        } catch (Error& error) {
            error.in_context("cannot install " + tool.locked.name + ' ' + tool.locked.version);
            throw;
        }
    });
}

} // namespace devenv
