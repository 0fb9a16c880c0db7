#include "../command.hpp"
#include "../locking_step.hpp"

#include <devenv/lock/lock_file.hpp>
#include <devenv/base/files.hpp>

namespace devenv::cli {

namespace {

struct Options
{
    bool check = false;
    bool offline = false;
    unsigned jobs = 0;
    std::vector<std::string> upgrade;
    const CLI::Option* upgrade_option = nullptr;
};

Upgrade read_upgrade(const Options& options, const Invocation& invocation)
{
    Upgrade upgrade;
    for (const auto& name : options.upgrade) {
        if (name.empty()) { // how the library tells of an option without a value
            continue;
        }
        const auto* const plugin = find_plugin(invocation.plugins, name);
        if (plugin == nullptr) {
            throw Error{"unknown tool `" + name + '`'}
                .hint("run `devenv plugins` to see which there are")
                .exit_with(ExitCode::Usage);
        }
        upgrade.tools.insert(plugin->name);
    }
    upgrade.all = options.upgrade_option->count() > 0 && upgrade.tools.empty();
    return upgrade;
}

ExitCode run(const Options& options, Invocation& invocation)
{
    auto workspace = open_workspace(invocation);
    warn_about_unused_tables(invocation, workspace.project);
    const auto lock = resolve_lock(invocation,
                                   workspace,
                                   read_upgrade(options, invocation),
                                   invocation.is_offline(options.offline),
                                   invocation.jobs(options.jobs));
    if (!options.check) {
        write_lock(invocation, workspace, lock);
        return ExitCode::Success;
    }
    if (read_file_if_there(workspace.project.lock_file()) != format_lock(lock)) {
        throw Error{"devenv.lock is not what `devenv lock` would write"}
            .hint("run `devenv lock`, and commit the result")
            .exit_with(ExitCode::NotInstalled);
    }
    return ExitCode::Success;
}

} // namespace

Action declare_lock(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_flag("--check", options->check, "Write nothing; exit with 3 if the lock would change");
    app.add_flag("--offline", options->offline, "Use no network");
    app.add_option("--jobs,-j", options->jobs, "How many upstreams to ask at a time")
        ->check(positive_number)
        ->type_name("N");
    options->upgrade_option
        = app.add_option("--upgrade",
                         options->upgrade,
                         "Choose the newest that the manifest allows, of these tools or of all")
              ->expected(0, -1)
              ->type_name("TOOL");
    return make_action(std::move(options), run);
}

} // namespace devenv::cli
