#include "../command.hpp"
#include "../environment.hpp"

#include <algorithm>

#include <fnmatch.h>

namespace devenv::cli {

namespace {

// The tool of this project that brings a command of that name, whether it is installed or not; null if
// none does.
const ToolRequest*
tool_that_brings(const std::string& name, const Project& project, std::span<const Plugin> plugins)
{
    const auto brings = [&](const ToolRequest& request) {
        const auto& commands = find_plugin(plugins, request.tool)->commands;
        return std::ranges::any_of(commands, [&](const std::string& pattern) {
            return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
        });
    };
    const auto found = std::ranges::find_if(project.tools, brings);
    return found == project.tools.end() ? nullptr : &*found;
}

[[noreturn]] void become_system_program(const std::vector<std::string>& words,
                                        const Invocation& invocation)
{
    const auto program
        = find_program(words.front(), invocation.session.env, invocation.layout.shims());
    if (!program) {
        throw Error{"command not found: " + words.front()}.exit_with(ExitCode::NotFound);
    }
    become(*program, words, invocation.session.env);
}

std::filesystem::path project_folder(const Invocation& invocation)
{
    const auto named = variable(invocation.session.env, "DEVENV_SHIM_PROJECT");
    return named ? std::filesystem::path{*named} : invocation.session.folder;
}

// What a shim cannot decide by the routes alone: whether they can be brought up to date, and what to tell
// if not.
ExitCode run_shim(Invocation& invocation)
{
    auto words = invocation.words;
    if (words.empty()) {
        throw Error{"there is no command to run"}.exit_with(ExitCode::Usage);
    }
    const auto workspace = find_workspace(invocation, project_folder(invocation));
    invocation.session.env.erase("DEVENV_SHIM_PROJECT");
    if (!workspace) {
        become_system_program(words, invocation);
    }
    const auto* const request
        = tool_that_brings(words.front(), workspace->project, invocation.plugins);
    try {
        const auto tools = installed_tools_of(invocation, *workspace);
        const auto routes = activate(invocation, workspace->project, tools);
        const auto found
            = std::ranges::find(routes.commands, words.front(), &hot::Command::name);
        if (found != routes.commands.end()) {
            words.front() = found->program;
            become(found->program, words, with_routes(invocation.session.env, routes));
        }
    } catch (Error& error) {
        if (request != nullptr && error.diagnostic().exit_code != ExitCode::CannotExecute) {
            error.in_context("`" + words.front() + "` is " + request->tool + "'s, which this project ("
                             + workspace->project.root.native() + ") pins");
            throw;
        }
        if (error.diagnostic().exit_code == ExitCode::CannotExecute) {
            throw;
        }
    }
    become_system_program(words, invocation);
}

} // namespace

Action declare_shim(CLI::App& /*app*/)
{
    return run_shim;
}

} // namespace devenv::cli
