#include "environment.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace devenv::cli {

namespace fs = std::filesystem;

namespace {

bool is_program(const fs::path& path)
{
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts)
{
    std::vector<char*> pointers;
    std::ranges::transform(texts, std::back_inserter(pointers), [](std::string& text) {
        return text.data();
    });
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace

Env with_routes(Env env, const hot::Routes& routes)
{
    auto path = join(routes.path, ":");
    if (const auto old = variable(env, "PATH")) {
        // Nested runs must not make it longer and longer.
        path = (*old + ':').starts_with(path + ':') ? *old : path + ':' + *old;
    }
    env["PATH"] = path;
    for (const auto& change : routes.changes) {
        if (change.value) {
            env[change.name] = *change.value;
        } else {
            env.erase(change.name);
        }
    }
    return env;
}

std::optional<fs::path>
find_program(const std::string& name, const Env& env, const fs::path& without)
{
    if (name.find('/') != std::string::npos) {
        return is_program(name) ? std::optional<fs::path>{name} : std::nullopt;
    }
    const auto path = variable(env, "PATH").value_or("/usr/local/bin:/usr/bin:/bin");
    std::error_code ignored;
    for (const auto folder : split(path, ':')) {
        const auto program = fs::path{folder.empty() ? "." : folder} / name;
        if (is_program(program) && (without.empty() || !fs::equivalent(folder, without, ignored))) {
            return program;
        }
    }
    return std::nullopt;
}

void become(const fs::path& program, const std::vector<std::string>& arguments, const Env& env)
{
    auto texts = arguments;
    std::vector<std::string> variables;
    for (const auto& [name, value] : env) {
        variables.push_back(name + '=' + value);
    }
    ::execve(program.c_str(), pointers_to(texts).data(), pointers_to(variables).data());
    throw system_error("run", program.native(), errno).exit_with(ExitCode::CannotExecute);
}

} // namespace devenv::cli
