#pragma once

#include "path_buffer.hpp"

#include <string_view>

namespace devenv::shim {

// Where a shell looks if PATH is not set.
inline constexpr std::string_view default_path = "/usr/local/bin:/usr/bin:/bin";

// The program that `name` would be without any shim: puts the path of the first one on
// `search_path` into `program`. Whatever is the same file as `own_file` is a shim, and so is all
// that lies in the folder `shims`. False if there is none.
bool find_system_program(std::string_view name,
                         std::string_view search_path,
                         std::string_view shims,
                         const char* own_file,
                         PathBuffer& program);

} // namespace devenv::shim
