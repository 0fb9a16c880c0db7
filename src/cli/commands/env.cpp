#include "../command.hpp"
#include "../environment.hpp"

#include <devenv/hot/shell_code.hpp>
#include <devenv/json/json.hpp>

#include <ostream>

namespace devenv::cli {

namespace {

struct Options
{
    std::string format = "bash";
};

Json to_json(const hot::Routes& routes, const Env& env)
{
    Json json;
    json["version"] = 1;
    json["project"] = routes.root;
    json["path"] = routes.path;
    auto& variables = json["variables"] = Json::object();
    variables["PATH"] = env.at("PATH");
    for (const auto& change : routes.changes) {
        variables[change.name] = change.value ? Json(*change.value) : Json();
    }
    return json;
}

// The quoting that the dotenv libraries agree on.
std::string dotenv_line(const std::string& name, const std::string& value)
{
    std::string line = name + "=\"";
    for (const char c : value) {
        if (c == '"' || c == '\\' || c == '$') {
            line += '\\';
        }
        line += c;
    }
    return line + "\"\n";
}

ExitCode run(const Options& options, Invocation& invocation)
{
    const auto workspace = open_workspace(invocation);
    const auto tools = installed_tools_of(invocation, workspace);
    const auto routes = activation_of(workspace.project, tools, invocation.layout);
    const auto env = with_routes(invocation.session.env, routes);
    auto& out = invocation.session.out;
    if (invocation.options.json || options.format == "json") {
        out << format_json(to_json(routes, env), 2);
        return ExitCode::Success;
    }
    if (options.format == "dotenv") {
        out << dotenv_line("PATH", env.at("PATH"));
        for (const auto& change : routes.changes) {
            out << (change.value ? dotenv_line(change.name, *change.value) : "");
        }
        return ExitCode::Success;
    }
    const auto shell = hot::parse_shell(options.format).value();
    out << hot::export_statement(shell, {"PATH", env.at("PATH")});
    for (const auto& change : routes.changes) {
        out << hot::export_statement(shell, change);
    }
    return ExitCode::Success;
}

} // namespace

Action declare_env(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_option("--shell", options->format, "bash, zsh, fish, json or dotenv")
        ->check(CLI::IsMember({"bash", "zsh", "fish", "json", "dotenv"}))
        ->capture_default_str()
        ->type_name("FORMAT");
    return make_action(std::move(options), run);
}

} // namespace devenv::cli
