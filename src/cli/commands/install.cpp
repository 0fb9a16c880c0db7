#include "../command.hpp"
#include "../locking_step.hpp"
#include "../progress.hpp"

#include <devenv/base/text.hpp>
#include <devenv/install/install.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace devenv::cli {

namespace {

struct Options
{
    bool locked = false;
    bool offline = false;
    unsigned jobs = 0;
    std::vector<std::string> tools;
};

// Nobody should find out later that the lock was written by an install that was told not to.
void lock_if_needed(const Options& options, const Invocation& invocation, Workspace& workspace)
{
    if (workspace.lock) {
        return;
    }
    if (options.locked) {
        throw Error{"this project has no lock, and --locked asks not to write one"}
            .hint("run `devenv lock`, and commit the devenv.lock")
            .exit_with(ExitCode::NotInstalled);
    }
    const auto lock = resolve_lock(invocation,
                                   workspace,
                                   {},
                                   invocation.is_offline(options.offline),
                                   invocation.jobs(options.jobs));
    write_lock(invocation, workspace, lock);
}

void keep_named(const Options& options, const Invocation& invocation, std::vector<ActiveTool>& tools)
{
    if (options.tools.empty()) {
        return;
    }
    std::vector<std::string> wanted;
    for (const auto& name : options.tools) {
        const auto* const plugin = find_plugin(invocation.plugins, name);
        const auto is_it = [&](const ActiveTool& tool) { return tool.plugin == plugin; };
        if (plugin == nullptr || std::ranges::none_of(tools, is_it)) {
            throw Error{"this project does not ask for `" + name + '`'}
                .hint("add it to [tools] in devenv.toml")
                .exit_with(ExitCode::Usage);
        }
        wanted.push_back(plugin->name);
    }
    std::erase_if(tools, [&](const ActiveTool& tool) {
        return std::ranges::count(wanted, tool.locked.name) == 0;
    });
}

std::string listed(std::span<const ActiveTool> tools)
{
    std::vector<std::string> names;
    for (const auto& tool : tools) {
        names.push_back(tool.locked.name + ' ' + tool.locked.version);
    }
    return join(names, ", ");
}

std::string seconds_since(std::chrono::steady_clock::time_point began)
{
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began;
    char text[32];
    std::snprintf(text, sizeof text, "%.1f s", spent.count());
    return text;
}

void install_missing(const Options& options,
                     const Invocation& invocation,
                     std::span<const ActiveTool> tools)
{
    std::vector<ActiveTool> missing;
    std::ranges::copy_if(tools, std::back_inserter(missing), [](const ActiveTool& tool) {
        return !is_installed(tool);
    });
    if (missing.empty()) {
        invocation.say("in place: " + listed(tools));
        return;
    }
    const auto began = std::chrono::steady_clock::now();
    const auto fetcher = invocation.fetcher(invocation.is_offline(options.offline));
    {
        const auto progress = make_progress(invocation, missing);
        install(missing,
                invocation.layout,
                *fetcher,
                invocation.session.env,
                invocation.jobs(options.jobs),
                *progress);
    }
    const auto count = std::to_string(missing.size()) + (missing.size() == 1 ? " tool" : " tools");
    invocation.say("done: " + count + " in " + seconds_since(began));
}

ExitCode run(const Options& options, Invocation& invocation)
{
    auto workspace = open_workspace(invocation);
    warn_about_unused_tables(invocation, workspace.project);
    if (workspace.project.tools.empty()) {
        invocation.say("this project asks for no tools");
        return ExitCode::Success;
    }
    lock_if_needed(options, invocation, workspace);
    const auto all = tools_of(invocation, workspace);
    auto wanted = all;
    keep_named(options, invocation, wanted);
    install_missing(options, invocation, wanted);
    if (std::ranges::all_of(all, is_installed)) {
        activate(invocation, workspace.project, all);
    }
    return ExitCode::Success;
}

} // namespace

Action declare_install(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_flag("--locked", options->locked, "Fail rather than write a lock");
    app.add_flag("--offline", options->offline, "Use no network");
    app.add_option("--jobs,-j", options->jobs, "How many downloads and unpacks at a time")
        ->check(positive_number)
        ->type_name("N");
    app.add_option("tools", options->tools, "Only these tools")->type_name("TOOL");
    return make_action(std::move(options), run);
}

} // namespace devenv::cli
