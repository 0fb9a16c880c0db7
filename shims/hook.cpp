// Started by the hook of an interactive shell when the folder or a watched file has changed. Prints
// the code that makes the shell's environment that of the folder, or nothing if it is already.

#include "message.hpp"
#include "path_buffer.hpp"
#include "project_search.hpp"
#include "refresh.hpp"
#include "watch_list.hpp"

#include <devenv/hot/activation_state.hpp>
#include <devenv/hot/shell_code.hpp>

#include <algorithm>

#include <fcntl.h>
#include <unistd.h>

namespace devenv::shim {

namespace {

using hot::Environment;

struct Situation
{
    std::string generation; // of all routes, before these were read
    std::optional<hot::Routes> routes;
    std::string routes_id;
    WatchList watches;
};

// What the hook was told in the last run of this program.
constexpr const char* seen_variable = "DEVENV_HOOK_SEEN";

Environment capture(char* const* environment)
{
    Environment env;
    for (; *environment != nullptr; ++environment) {
        const std::string_view text{*environment};
        const auto end = text.find('=');
        if (end != std::string_view::npos) {
            env.emplace(text.substr(0, end), text.substr(end + 1));
        }
    }
    return env;
}

std::string value_or_empty(const Environment& env, std::string_view name)
{
    const auto found = env.find(name);
    return found == env.end() ? std::string{} : found->second;
}

std::string find_home(const Environment& env)
{
    if (auto home = value_or_empty(env, "DEVENV_HOME"); home.starts_with('/')) {
        return home;
    }
    if (const auto data = value_or_empty(env, "XDG_DATA_HOME"); data.starts_with('/')) {
        return data + "/devenv";
    }
    return value_or_empty(env, "HOME") + "/.local/share/devenv";
}

std::string read_generation(const std::string& home)
{
    char text[256];
    const int file = open((home + "/generation").c_str(), O_RDONLY | O_CLOEXEC);
    const auto size = file < 0 ? -1 : read(file, text, sizeof text);
    if (file >= 0) {
        close(file);
    }
    const std::string_view read_text{text, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
    return std::string{read_text.substr(0, read_text.find('\n'))};
}

// getcwd() and not $PWD, which may name the folder through a symbolic link: the shims and the
// routes know projects by this name.
std::string current_folder()
{
    PathBuffer folder;
    return getcwd(folder.data(), PathBuffer::capacity) == nullptr ? "" : folder.data();
}

bool has_control_character(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

struct Finding
{
    Project project;
    std::optional<hot::Routes> routes; // also if they are stale
};

Finding find(const std::string& home, const std::string& folder)
{
    Finding finding{find_project(home, folder), std::nullopt};
    if (!finding.project.text.empty()) {
        finding.routes = hot::parse_routes(finding.project.text);
        if (!finding.routes) {
            finding.project.state = Project::State::Stale;
        }
    }
    return finding;
}

bool needs_refresh(const Project& project)
{
    return project.state == Project::State::NotInstalled || project.state == Project::State::Stale;
}

Situation look_around(const std::string& home, char* const* environment)
{
    const auto folder = current_folder();
    Situation situation{read_generation(home), {}, {}, {}};
    // Such a project is refused by everything else, and a name of that kind was made to do harm.
    if (folder.empty() || has_control_character(folder)) {
        return situation;
    }
    auto found = find(home, folder);
    if (needs_refresh(found.project) && refresh(home, environment)) {
        situation.generation = read_generation(home);
        found = find(home, folder);
    }
    const auto* const routes = found.routes ? &*found.routes : nullptr;
    situation.watches = watch_list(home, folder, found.project, routes);
    if (found.project.state == Project::State::Installed) {
        const auto id = hot::hex_of(hot::hash_of(found.project.text));
        situation.routes_id.assign(id.begin(), id.end());
        situation.routes = std::move(found.routes);
    }
    return situation;
}

// The environment as it ought to be.
Environment settle(const Environment& env, const Situation& situation)
{
    const auto active = hot::decode_state(value_or_empty(env, hot::state_variable));
    const auto& routes = situation.routes;
    if (active && routes && active->root == routes->root && active->routes_id == situation.routes_id
        && hot::is_on_path(*active, env)) {
        return env;
    }
    auto after = active ? hot::applied(hot::leave(*active, env), env) : env;
    after.erase(hot::state_variable);
    if (routes) {
        const auto entry = hot::enter(*routes, situation.routes_id, after);
        after = hot::applied(entry.changes, std::move(after));
        after[hot::state_variable] = hot::encode_state(entry.state);
    }
    return after;
}

// The variables that the hook's own code looks at.
std::string watch_code(hot::Shell shell, const Situation& situation, std::string_view seen)
{
    const auto& [present, absent, reference] = situation.watches;
    auto code = hot::assign_statement(shell, "_devenv_generation", situation.generation)
                + hot::assign_statement(shell, "_devenv_reference", reference)
                + hot::assign_statement(shell, "_devenv_present", present)
                + hot::assign_statement(shell, "_devenv_absent", absent);
    const auto hash = hot::hex_of(hot::hash_of(code));
    const std::string_view id{hash.data(), hash.size()};
    return id == seen ? std::string{} : code + hot::assign_statement(shell, "_devenv_seen", id);
}

bool write_all(std::string_view text)
{
    while (!text.empty()) {
        const auto size = write(STDOUT_FILENO, text.data(), text.size());
        if (size <= 0) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

int run(hot::Shell shell, char* const* environment)
{
    auto env = capture(environment);
    const auto home = find_home(env);
    const auto seen = value_or_empty(env, seen_variable);
    const auto disabled = value_or_empty(env, "DEVENV_DISABLE");
    env.erase(seen_variable);
    const bool steps_aside = !disabled.empty() && disabled != "0";
    const auto situation =
        steps_aside ? Situation{read_generation(home), {}, {}, {}} : look_around(home, environment);
    std::string code;
    for (const auto& change : hot::difference(env, settle(env, situation))) {
        code += hot::export_statement(shell, change);
    }
    return write_all(code + watch_code(shell, situation, seen)) ? 0 : 1;
}

} // namespace

} // namespace devenv::shim

int main(int argc, char** argv, char** environment)
{
    using namespace devenv;
    const auto shell = argc == 2 ? hot::parse_shell(argv[1]) : std::nullopt;
    if (!shell) {
        shim::fail(2,
                   {"usage: devenv-hook bash|zsh|fish\n"
                    "hint: this is for the code that `devenv hook` prints\n"});
    }
    return shim::run(*shell, environment);
}
