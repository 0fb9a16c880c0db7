#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace devenv::cli {

// How far one tool is, for one line of a progress display.
struct BarState
{
    enum class Phase { Queued, Waiting, Downloading, Unpacking, Done };

    std::string name; // "node 22.11.0"
    Phase phase = Phase::Queued;
    std::uint64_t done = 0; // bytes
    std::optional<std::uint64_t> total;
    double unpacked = 0;         // share, 0 to 1
    double bytes_per_second = 0; // 0 while it is not known
};

enum class Charset { Ascii, Utf8 };

// The line, at most `width` columns wide. Names are padded to `name_width`.
std::string format_bar(const BarState& state,
                       std::size_t name_width,
                       std::size_t width,
                       Charset charset);

} // namespace devenv::cli
