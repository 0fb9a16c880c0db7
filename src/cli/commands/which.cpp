#include "../command.hpp"
#include "../environment.hpp"

#include <devenv/json/json.hpp>

#include <algorithm>
#include <ostream>

namespace devenv::cli {

namespace {

struct Options
{
    std::string name;
    bool tool = false;
};

const ActiveTool* owner_of(const std::filesystem::path& program, std::span<const ActiveTool> tools)
{
    const auto found = std::ranges::find_if(tools, [&](const ActiveTool& tool) {
        return program.native().starts_with(tool.folder.native() + '/');
    });
    return found == tools.end() ? nullptr : &*found;
}

ExitCode run(const Options& options, Invocation& invocation)
{
    const auto workspace = open_workspace(invocation);
    const auto tools = installed_tools_of(invocation, workspace);
    const auto routes = activation_of(workspace.project, tools, invocation.layout);
    const auto env = with_routes(invocation.session.env, routes);
    const auto program = find_program(options.name, env, invocation.layout.shims());
    if (!program) {
        throw Error{"command not found: " + options.name}
            .because("neither a tool of this project nor PATH has it")
            .exit_with(ExitCode::Failure);
    }
    const auto* const tool = owner_of(*program, tools);
    auto& out = invocation.session.out;
    if (invocation.options.json) {
        Json json;
        json["version"] = 1;
        json["path"] = program->native();
        json["tool"] = tool == nullptr ? Json() : Json(tool->locked.name);
        json["tool_version"] = tool == nullptr ? Json() : Json(tool->locked.version);
        out << format_json(json, 1);
    } else if (options.tool) {
        out << (tool == nullptr ? "system" : tool->locked.name + ' ' + tool->locked.version) << '\n';
    } else {
        out << program->native() << '\n';
    }
    return ExitCode::Success;
}

} // namespace

Action declare_which(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_option("name", options->name, "The command to look for")->required()->type_name("NAME");
    app.add_flag("--tool", options->tool, "Print the tool and its version instead of the path");
    return make_action(std::move(options), run);
}

} // namespace devenv::cli
