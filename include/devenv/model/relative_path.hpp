#pragma once

#include <string_view>

namespace devenv {

// Whether `path` leads from a folder to something in it whatever that folder holds: relative, parts
// between single slashes, none of them "..", no control characters. "." is the folder itself.
bool is_contained_path(std::string_view path);

} // namespace devenv
