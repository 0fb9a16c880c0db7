#include <devenv/plugin/mirror.hpp>
#include <devenv/project/project.hpp>

#include <algorithm>

namespace devenv {

namespace {

// A lock of a cloned repository says which version; it must not say where else to download from, or
// what else to do to the environment.
void check_against_plugin(const LockedTool& locked, const Plugin& plugin)
{
    const auto refuse = [&](const std::string& what) {
        throw Error{"the lock names " + what + ", which is not one that " + locked.name + " uses"}
            .at({"devenv.lock", 0, 0})
            .hint("run `devenv lock --upgrade " + locked.name + "` to write the entry anew")
            .exit_with(ExitCode::NotTrusted);
    };
    for (const auto& [platform, artifact] : locked.artifacts) {
        if (!is_of_upstream(plugin, artifact.url)) {
            refuse("the address `" + artifact.url + '`');
        }
    }
    for (const auto& [name, value] : locked.environment.set) {
        if (!uses_variable(plugin, name)) {
            refuse("the variable `" + name + '`');
        }
    }
    for (const auto& name : locked.environment.unset) {
        if (!uses_variable(plugin, name)) {
            refuse("the variable `" + name + '`');
        }
    }
}

std::string asked_by(const Declaration& declaration)
{
    const auto& location = declaration.request_location;
    return location.file + ':' + std::to_string(location.line) + " asks for `"
           + declaration.request + '`';
}

} // namespace

bool answers(const LockedTool& locked, const ToolRequest& request)
{
    const auto& wanted = request.chosen.request;
    const bool in_floors = std::ranges::all_of(request.floors, [&](const Demand& floor) {
        return satisfies(floor.request, locked.version);
    });
    if (!is_version(wanted.scheme, locked.version) || !in_floors) {
        return false;
    }
    // What "lts" or "latest" stands for is decided when locking, and stays until the words change.
    return wanted.kind == Request::Kind::Range ? satisfies(wanted, locked.version)
                                               : locked.request == wanted.text;
}

void check_lock(const Lock& lock, const Project& project, std::span<const Plugin> plugins)
{
    for (const auto& request : project.tools) {
        const auto* const locked = find_tool(lock, request.tool);
        if (locked == nullptr || !answers(*locked, request)) {
            Error error{"the lock does not answer what the project asks for"};
            error.because(asked_by(request.chosen.declaration))
                .because(locked == nullptr ? "devenv.lock has no " + request.tool
                                           : "devenv.lock has " + request.tool + ' '
                                                 + locked->version)
                .hint("run `devenv lock` to bring the lock up to date, then `devenv install`")
                .exit_with(ExitCode::NotInstalled);
            throw error;
        }
        check_against_plugin(*locked, *find_plugin(plugins, request.tool));
    }
}

} // namespace devenv
