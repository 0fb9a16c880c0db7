#include <devenv/base/env.hpp>

namespace devenv {

Env capture_env(const char* const* environment)
{
    Env env;
    for (; environment != nullptr && *environment != nullptr; ++environment) {
        const std::string_view entry{*environment};
        if (const auto at = entry.find('='); at != std::string_view::npos) {
            env.emplace(entry.substr(0, at), entry.substr(at + 1));
        }
    }
    return env;
}

std::optional<std::string> variable(const Env& env, std::string_view name)
{
    const auto found = env.find(name);
    if (found == env.end() || found->second.empty()) {
        return std::nullopt;
    }
    return found->second;
}

bool is_on(const Env& env, std::string_view name)
{
    const auto value = variable(env, name);
    return value && *value != "0";
}

} // namespace devenv
