#include "invocation.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>
#include <charconv>
#include <ostream>
#include <thread>

namespace devenv::cli {

namespace fs = std::filesystem;

namespace {

fs::path home_folder(const Env& env)
{
    const auto home = variable(env, "HOME");
    if (!home || !fs::path{*home}.is_absolute()) {
        throw Error{"there is no home folder"}.hint(
            "set HOME, or DEVENV_HOME and DEVENV_CACHE_DIR and DEVENV_CONFIG_DIR");
    }
    return *home;
}

// The folder that `name` gives, else devenv's own below `base_name`'s, else below the home folder.
fs::path folder_from(const Env& env,
                     std::string_view name,
                     std::string_view base_name,
                     std::string_view in_home)
{
    if (const auto own = variable(env, name)) {
        if (!fs::path{*own}.is_absolute()) {
            throw Error{std::string{name} + " must be an absolute path, and is `" + *own + '`'}
                .exit_with(ExitCode::Usage);
        }
        return fs::path{*own}.lexically_normal();
    }
    const auto base = variable(env, base_name);
    // The XDG specification asks to ignore a relative path.
    const bool usable = base && fs::path{*base}.is_absolute();
    return (usable ? fs::path{*base} : home_folder(env) / in_home) / "devenv";
}

Error not_installed(const ActiveTool& tool)
{
    Error error{tool.locked.name + ' ' + tool.locked.version + " is not installed"};
    error.hint("run `devenv install`").exit_with(ExitCode::NotInstalled);
    return error;
}

} // namespace

Layout layout_from(const Env& env)
{
    return {folder_from(env, "DEVENV_HOME", "XDG_DATA_HOME", ".local/share"),
            folder_from(env, "DEVENV_CACHE_DIR", "XDG_CACHE_HOME", ".cache"),
            folder_from(env, "DEVENV_CONFIG_DIR", "XDG_CONFIG_HOME", ".config")};
}

Colour Invocation::colour() const
{
    if (options.colour != "auto") {
        return options.colour == "always" ? Colour::On : Colour::Off;
    }
    const bool wanted = session.err_is_terminal && !variable(session.env, "NO_COLOR")
                        && !is_on(session.env, "CI")
                        && variable(session.env, "TERM").value_or("dumb") != "dumb";
    return wanted ? Colour::On : Colour::Off;
}

Verbosity Invocation::verbosity() const
{
    if (options.quiet) {
        return Verbosity::Quiet;
    }
    return options.verbose ? Verbosity::Verbose : Verbosity::Normal;
}

bool Invocation::is_offline(bool flag) const
{
    return flag || is_on(session.env, "DEVENV_OFFLINE");
}

unsigned Invocation::jobs(unsigned flag) const
{
    auto jobs = flag;
    if (const auto text = variable(session.env, "DEVENV_JOBS"); text && jobs == 0) {
        const auto [end, error]
            = std::from_chars(text->data(), text->data() + text->size(), jobs);
        if (error != std::errc{} || end != text->data() + text->size() || jobs == 0) {
            throw Error{"DEVENV_JOBS must be a number from 1, and is `" + *text + '`'}.exit_with(
                ExitCode::Usage);
        }
    }
    return jobs > 0 ? jobs : std::max(2U, std::thread::hardware_concurrency());
}

std::unique_ptr<Fetcher> Invocation::fetcher(bool offline) const
{
    return offline ? make_offline_fetcher() : session.make_fetcher(session.env);
}

void Invocation::say(const std::string& line) const
{
    if (verbosity() != Verbosity::Quiet) {
        session.err << line << '\n';
    }
}

void Invocation::warn(const SourceLocation& location, const std::string& line) const
{
    if (verbosity() == Verbosity::Quiet) {
        return;
    }
    const bool coloured = colour() == Colour::On;
    session.err << location.file << ':' << location.line << ':' << location.column << ": "
                << (coloured ? "\x1b[1;33mwarning:\x1b[0m " : "warning: ") << line << '\n';
}

std::optional<Workspace> find_workspace(const Invocation& invocation, const fs::path& folder)
{
    const auto home = variable(invocation.session.env, "HOME").value_or("/");
    const auto root = find_project_root(folder, home, invocation.plugins);
    if (!root) {
        return std::nullopt;
    }
    auto project = load_project(*root, invocation.plugins);
    auto lock = load_lock(project);
    return Workspace{std::move(project), std::move(lock)};
}

Workspace open_workspace(const Invocation& invocation)
{
    auto found = find_workspace(invocation, invocation.session.folder);
    if (!found) {
        throw Error{"there is no project here"}
            .because("neither `" + invocation.session.folder.native()
                     + "` nor a folder above it has a devenv.toml or a version file")
            .hint("write a `devenv.toml` with the two lines `[tools]` and `node = \"22\"`")
            .exit_with(ExitCode::Usage);
    }
    return *std::move(found);
}

std::vector<ActiveTool> tools_of(const Invocation& invocation, const Workspace& workspace)
{
    if (!workspace.lock) {
        throw Error{"this project has no lock yet"}
            .hint("run `devenv install`, which writes one")
            .exit_with(ExitCode::NotInstalled);
    }
    check_lock(*workspace.lock, workspace.project, invocation.plugins);
    const auto host = platform::this_host();
    const auto platform = platform_of(host);
    if (!platform) {
        throw Error{"devenv has no name for this machine"}.because(
            "it runs " + host.os + " on a processor called " + host.arch);
    }
    return active_tools(workspace.project,
                        *workspace.lock,
                        invocation.plugins,
                        *platform,
                        invocation.layout);
}

std::vector<ActiveTool> installed_tools_of(const Invocation& invocation,
                                           const Workspace& workspace)
{
    auto tools = tools_of(invocation, workspace);
    const auto missing = std::ranges::find_if_not(tools, is_installed);
    if (missing != tools.end()) {
        throw not_installed(*missing);
    }
    return tools;
}

hot::Routes activate(const Invocation& invocation,
                     const Project& project,
                     std::span<const ActiveTool> tools)
{
    auto routes = activation_of(project, tools, invocation.layout);
    publish_activation(routes, invocation.layout, find_programs(invocation.session.executable));
    return routes;
}

} // namespace devenv::cli
