// The program behind every name in $DEVENV_HOME/shims and <project>/.devenv/bin. It becomes the
// program that the project chose, so that arguments, files, signals and exit status are that
// program's own. Whatever is not plain and ready it leaves to the full program.

#include "environment_block.hpp"
#include "message.hpp"
#include "path_buffer.hpp"
#include "project_search.hpp"
#include "recursion_guard.hpp"
#include "system.hpp"
#include "system_program.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace devenv::shim {

namespace {

struct Invocation
{
    int argc;
    char** argv;
    char** environment;
    const char* executed_path;
    std::string_view name;
    std::string_view home;
    std::string_view fixed_root; // empty unless called as <project>/.devenv/bin/<name>
};

constexpr std::string_view stable_folder = ".devenv/bin";

char* concatenate(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 1;
    for (const auto part : parts) {
        size += part.size();
    }
    auto* const text = static_cast<char*>(allocate(size));
    char* end = text;
    for (const auto part : parts) {
        std::memcpy(end, part.data(), part.size());
        end += part.size();
    }
    *end = '\0';
    return text;
}

// Returns only if the program cannot be started, with the reason in errno.
void start(const char* program, const Invocation& call, char** environment)
{
    auto** const argv =
        static_cast<char**>(allocate((static_cast<std::size_t>(call.argc) + 3) * sizeof(char*)));
    argv[0] = concatenate({"sh"});
    argv[1] = concatenate({program});
    int end = 2;
    for (int i = 1; i < call.argc; ++i) {
        argv[end++] = call.argv[i];
    }
    argv[end] = nullptr;
    execve(program, argv + 1, environment);
    if (errno == ENOEXEC) { // a script without a first line that says so, which shells run as well
        execve("/bin/sh", argv, environment);
        errno = ENOEXEC;
    }
}

[[noreturn]] void hand_over(const Invocation& call, std::string_view root)
{
    EnvironmentBlock environment{call.environment, 2};
    environment.set(guard_against_recursion(call.argc, call.argv, call.environment, call.name));
    environment.unset("DEVENV_SHIM_PROJECT");
    if (!root.empty()) {
        environment.set(concatenate({"DEVENV_SHIM_PROJECT=", root}));
    }
    auto** const argv =
        static_cast<char**>(allocate((static_cast<std::size_t>(call.argc) + 4) * sizeof(char*)));
    int end = 0;
    for (const std::string_view argument :
         {std::string_view{"devenv"}, {"shim"}, {"--"}, call.name}) {
        argv[end++] = concatenate({argument});
    }
    for (int i = 1; i < call.argc; ++i) {
        argv[end++] = call.argv[i];
    }
    argv[end] = nullptr;
    const char* const devenv = concatenate({call.home, "/bin/devenv"});
    execve(devenv, argv, environment.finish());
    if (errno == E2BIG) {
        fail(cannot_run, {"error: cannot run `", call.name, "`: ", reason_of(errno), "\n"});
    }
    fail(cannot_run,
         {"error: cannot run `",
          call.name,
          "`: devenv itself is not at `",
          devenv,
          "`\nhint: install devenv again, or set DEVENV_DISABLE=1 to use the system's `",
          call.name,
          "`\n"});
}

[[noreturn]] void run_system_program(const Invocation& call, std::string_view hint)
{
    EnvironmentBlock environment{call.environment, 1};
    environment.set(guard_against_recursion(call.argc, call.argv, call.environment, call.name));
    PathBuffer own_file;
    if (!find_own_file(own_file, call.executed_path)) {
        own_file.clear();
    }
    const auto path = find_variable(call.environment, "PATH");
    const char* const shims = concatenate({call.home, "/shims"});
    PathBuffer program;
    if (!find_system_program(call.name,
                             path.data() == nullptr ? default_path : path,
                             shims,
                             own_file.c_str(),
                             program)) {
        fail(not_found, {"error: command not found: ", call.name, "\nhint: ", hint, "\n"});
    }
    start(program.c_str(), call, environment.finish());
    fail(cannot_run, {"error: cannot run `", program.view(), "`: ", reason_of(errno), "\n"});
}

// "PATH=..." with the project's folders in front; null if they are there already.
char* path_assignment(const Invocation& call, std::string_view records)
{
    const auto present = find_variable(call.environment, "PATH");
    const auto rest = present.data() == nullptr ? default_path : present;
    auto* const text = static_cast<char*>(allocate(records.size() + rest.size() + 8));
    char* end = text;
    const auto append = [&](std::string_view part) {
        std::memcpy(end, part.data(), part.size());
        end += part.size();
    };
    append("PATH=");
    while (const auto record = hot::take_record(records)) {
        if (record->type == "path") {
            append(record->fields[0]);
            append(":");
        } else if (record->type == "command") {
            break;
        }
    }
    const std::string_view folders{text + 5, static_cast<std::size_t>(end - text - 5)};
    if (rest.starts_with(folders) && present.data() != nullptr) {
        return nullptr;
    }
    append(rest);
    *end = '\0';
    return text;
}

char* set_assignment(const hot::Record& record)
{
    const auto& [name, value, none] = record.fields;
    char* const text = concatenate({name, "=", value});
    char* end = text + name.size() + 1;
    hot::unescape_value(value, [&](char c) { *end++ = c; });
    *end = '\0';
    return text;
}

char** project_environment(const Invocation& call, std::string_view records)
{
    std::size_t changes = 1;
    for (auto rest = records; const auto record = hot::take_record(rest);) {
        changes += record->type == "set" || record->type == "unset" ? 1 : 0;
    }
    EnvironmentBlock environment{call.environment, changes};
    if (char* const path = path_assignment(call, records)) {
        environment.set(path);
    }
    while (const auto record = hot::take_record(records)) {
        if (record->type == "set") {
            environment.set(set_assignment(*record));
        } else if (record->type == "unset") {
            environment.unset(record->fields[0]);
        }
    }
    return environment.finish();
}

[[noreturn]] void run_project_program(const Invocation& call, const Project& project)
{
    const auto program = hot::find_command(project.records, call.name);
    if (!program) {
        run_system_program(call,
                           "no tool of this project has it; `devenv list` shows what there is");
    }
    const char* const path = concatenate({*program});
    start(path, call, project_environment(call, project.records));
    if (errno == ENOENT || errno == ENOTDIR) {
        hand_over(call, call.fixed_root);
    }
    fail(cannot_run, {"error: cannot run `", path, "`: ", reason_of(errno), "\n"});
}

[[noreturn]] void run_in_project(const Invocation& call, const Project& project)
{
    switch (project.state) {
    case Project::State::Installed:
        run_project_program(call, project);
    case Project::State::NotInstalled:
    case Project::State::Stale:
    case Project::State::Unknown:
        hand_over(call, call.fixed_root);
    case Project::State::None:
        break;
    }
    run_system_program(call,
                       "this folder belongs to no project, and the system has no such program; "
                       "`devenv init` makes a project of it");
}

[[noreturn]] void run_in_folder(const Invocation& call)
{
    PathBuffer folder;
    if (getcwd(folder.data(), PathBuffer::capacity) == nullptr) {
        if (errno == ENOENT) { // removed under our feet: in no project any more
            run_in_project(call, {});
        }
        hand_over(call, {});
    }
    folder.set_size(std::strlen(folder.c_str()));
    run_in_project(call, find_project(call.home, folder.view()));
}

[[noreturn]] void run_in_fixed_root(Invocation call)
{
    auto project = project_at(call.home, call.fixed_root);
    PathBuffer root;
    if (project.state != Project::State::Installed) {
        // Routes know the root by the name that getcwd() gives it.
        const char* const path = call.fixed_root.empty() ? "." : concatenate({call.fixed_root});
        if (realpath(path, root.data()) != nullptr) {
            root.set_size(std::strlen(root.c_str()));
            call.fixed_root = root.view();
            project = project_at(call.home, call.fixed_root);
        }
    }
    if (project.state == Project::State::None) {
        hand_over(call, call.fixed_root);
    }
    run_in_project(call, project);
}

// Where the routes are. The shim is $DEVENV_HOME/shims/<name>, so it needs no environment.
std::string_view find_home(const Invocation& call)
{
    const auto home = find_variable(call.environment, "DEVENV_HOME");
    if (home.starts_with('/')) {
        return home;
    }
    PathBuffer own_file;
    if (!find_own_file(own_file, call.executed_path)) {
        fail(cannot_run,
             {"error: cannot run `",
              call.name,
              "`: the shim does not find its own file\nhint: set DEVENV_HOME\n"});
    }
    return concatenate({parent_of(parent_of(own_file.view()))});
}

bool is_disabled(const Invocation& call)
{
    const auto value = find_variable(call.environment, "DEVENV_DISABLE");
    return !value.empty() && value != "0";
}

} // namespace

[[noreturn]] static void run(int argc, char** argv, char** environment)
{
    Invocation call{argc, argv, environment, executed_path(argc, argv), {}, {}, {}};
    const std::string_view executed{call.executed_path};
    call.name = name_of(executed);
    call.home = find_home(call);
    if (is_disabled(call)) {
        run_in_project(call, {});
    }
    const auto folder = parent_of(executed);
    if (folder.ends_with(stable_folder)) {
        const auto root = folder.substr(0, folder.size() - stable_folder.size());
        if (root.empty() || root.ends_with('/')) {
            call.fixed_root = root.size() > 1 ? root.substr(0, root.size() - 1) : root;
            run_in_fixed_root(call);
        }
    }
    run_in_folder(call);
}

} // namespace devenv::shim

int main(int argc, char** argv, char** environment)
{
    devenv::shim::run(argc, argv, environment);
}
