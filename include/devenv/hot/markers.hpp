#pragma once

#include <array>
#include <string_view>

namespace devenv::hot {

inline constexpr std::string_view manifest_name = "devenv.toml";

// The files that make a folder a project where no folder above has a devenv.toml.
inline constexpr std::array<std::string_view, 5> marker_names{
    "devenv.lock",
    ".nvmrc",
    ".node-version",
    ".python-version",
    "go.mod",
};

} // namespace devenv::hot
