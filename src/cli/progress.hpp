#pragma once

#include "invocation.hpp"

#include <devenv/install/install.hpp>

#include <memory>

namespace devenv::cli {

// How an installation is shown: a bar for each tool on a terminal, single lines elsewhere, nothing with
// --quiet.
std::unique_ptr<InstallObserver> make_progress(const Invocation& invocation,
                                               std::span<const ActiveTool> tools);

// "26.1 MB", with 1 MB = 10^6 bytes, as download pages have it.
std::string format_size(std::uint64_t bytes);

} // namespace devenv::cli
