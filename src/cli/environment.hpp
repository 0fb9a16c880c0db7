#pragma once

#include "invocation.hpp"

#include <devenv/hot/routes.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace devenv::cli {

// `env` with a project's bin folders first on PATH and its variables set.
Env with_routes(Env env, const hot::Routes& routes);

// The executable that `name` means: the first on the PATH of `env`, or `name` itself if it is a path.
// Folders named in `without` are passed over. Nothing if there is none.
std::optional<std::filesystem::path> find_program(const std::string& name,
                                                  const Env& env,
                                                  const std::filesystem::path& without = {});

// Becomes another program. Returns only to throw an Error (exit 126).
[[noreturn]] void become(const std::filesystem::path& program,
                         const std::vector<std::string>& arguments,
                         const Env& env);

} // namespace devenv::cli
