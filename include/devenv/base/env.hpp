#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// A copy of a process's environment.
using Env = std::map<std::string, std::string, std::less<>>;

// Copies what `environ` points at. Entries without "=" are left out.
Env capture_env(const char* const* environment);

// The value of a variable that is set and not empty.
std::optional<std::string> variable(const Env& env, std::string_view name);

// Whether a switch such as DEVENV_OFFLINE is on: set, and neither empty nor "0".
bool is_on(const Env& env, std::string_view name);

} // namespace devenv
