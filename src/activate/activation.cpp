#include <devenv/activate/activation.hpp>

#include <devenv/base/text.hpp>
#include <devenv/model/text_template.hpp>
#include <devenv/platform/filesystem.hpp>

#include <algorithm>
#include <set>

#include <unistd.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

std::optional<hot::FileStamp> stamp_of(const fs::path& path)
{
    const auto stamp = platform::stamp_of(path);
    return stamp ? std::optional{hot::FileStamp{stamp->mtime_ns, stamp->size}} : std::nullopt;
}

std::vector<hot::Watch> watches_of(const Project& project)
{
    std::vector<hot::Watch> watches;
    for (const auto& file : project.read_files) {
        watches.push_back({file, stamp_of(file)});
    }
    watches.push_back({project.lock_file(), stamp_of(project.lock_file())});
    for (const auto& file : project.absent) {
        watches.push_back({file, stamp_of(file)});
    }
    return watches;
}

TemplateValues places_of(const ActiveTool& tool, const Layout& layout)
{
    return {{"install", tool.folder},
            {"global", layout.global_folder(tool.locked.name, tool.locked.version)}};
}

// The executables of a folder, by name.
std::vector<std::string> programs_in(const fs::path& folder)
{
    std::vector<std::string> names;
    std::error_code ignored;
    for (fs::directory_iterator entry{folder, ignored}, end; entry != end;
         entry.increment(ignored)) {
        const auto& path = entry->path();
        if (fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0) {
            names.push_back(path.filename());
        }
    }
    std::ranges::sort(names);
    return names;
}

void add_commands(hot::Routes& routes)
{
    std::set<std::string> known;
    for (const auto& folder : routes.path) {
        for (const auto& name : programs_in(folder)) {
            if (!has_control_character(name) && known.insert(name).second) {
                routes.commands.push_back({name, fs::path{folder} / name});
            }
        }
    }
}

} // namespace

hot::Routes activation_of(const Project& project,
                          std::span<const ActiveTool> tools,
                          const Layout& layout)
{
    hot::Routes routes;
    routes.root = project.root;
    routes.kind = project.kind == ProjectKind::Manifest ? hot::ProjectKind::Manifest
                                                        : hot::ProjectKind::Files;
    routes.watches = watches_of(project);
    for (const auto& tool : tools) {
        for (const auto& folder : tool.artifact.bin) {
            routes.path.push_back(folder == "." ? tool.folder : tool.folder / folder);
        }
    }
    // What a package manager put in a tool's global folder must not hide the tools themselves.
    for (const auto& tool : tools) {
        const auto places = places_of(tool, layout);
        for (const auto& folder : tool.locked.environment.path) {
            routes.path.push_back(expand_template(folder, places));
        }
        for (const auto& [name, value] : tool.locked.environment.set) {
            routes.changes.push_back({name, expand_template(value, places)});
        }
        for (const auto& name : tool.locked.environment.unset) {
            routes.changes.push_back({name, std::nullopt});
        }
    }
    add_commands(routes);
    return routes;
}

} // namespace devenv
