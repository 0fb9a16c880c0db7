#include "../command.hpp"
#include "../environment.hpp"

namespace devenv::cli {

namespace {

ExitCode run_command(Invocation& invocation)
{
    const auto& command = invocation.words;
    if (command.empty()) {
        throw Error{"there is no command to run"}
            .hint("devenv exec -- npm start")
            .exit_with(ExitCode::Usage);
    }
    const auto workspace = open_workspace(invocation);
    const auto tools = installed_tools_of(invocation, workspace);
    const auto routes = activation_of(workspace.project, tools, invocation.layout);
    const auto env = with_routes(invocation.session.env, routes);
    const auto program = find_program(command.front(), env);
    if (!program) {
        throw Error{"command not found: " + command.front()}
            .because("neither a tool of this project nor PATH has it")
            .exit_with(ExitCode::NotFound);
    }
    become(*program, command, env);
}

} // namespace

Action declare_exec(CLI::App& /*app*/)
{
    return run_command;
}

} // namespace devenv::cli
