#pragma once

#include <devenv/plugin/plugin.hpp>

#include <filesystem>
#include <string>

namespace devenv {

// Does to an unpacked tool in `tree` what its plugin says must be done before it is used from `place`.
void adjust(const std::filesystem::path& tree,
            const std::filesystem::path& place,
            const std::string& version,
            const Adjustments& adjustments);

} // namespace devenv
