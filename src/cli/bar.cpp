#include "bar.hpp"

#include "progress.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace devenv::cli {

namespace {

std::string bar(double share, std::size_t width, Charset charset)
{
    const auto filled = static_cast<std::size_t>(
        std::lround(std::clamp(share, 0.0, 1.0) * static_cast<double>(width)));
    std::string out;
    for (std::size_t i = 0; i < width; ++i) {
        if (charset == Charset::Utf8) {
            out += i < filled ? "\u2501" : "\u2500";
        } else {
            out += i < filled ? '#' : '-';
        }
    }
    return out;
}

std::string time_left(const BarState& state)
{
    if (!state.total || state.bytes_per_second < 1 || *state.total < state.done) {
        return {};
    }
    const auto seconds
        = std::ceil(static_cast<double>(*state.total - state.done) / state.bytes_per_second);
    if (seconds >= 3600) {
        return "  over an hour left";
    }
    char text[32];
    std::snprintf(text,
                  sizeof text,
                  "  %d:%02d left",
                  static_cast<int>(seconds) / 60,
                  static_cast<int>(seconds) % 60);
    return text;
}

std::string numbers(const BarState& state)
{
    switch (state.phase) {
    case BarState::Phase::Queued:
        return "queued";
    case BarState::Phase::Waiting:
        return "another devenv installs it";
    case BarState::Phase::Unpacking:
        return "unpacking";
    case BarState::Phase::Done:
        return "installed";
    case BarState::Phase::Downloading:
        break;
    }
    std::string text = format_size(state.done);
    if (state.total) {
        text += " of " + format_size(*state.total);
    }
    if (state.bytes_per_second >= 1) {
        text += "  " + format_size(static_cast<std::uint64_t>(state.bytes_per_second)) + "/s";
    }
    return text + time_left(state);
}

double share(const BarState& state)
{
    switch (state.phase) {
    case BarState::Phase::Queued:
    case BarState::Phase::Waiting:
        return 0;
    case BarState::Phase::Unpacking:
        return state.unpacked;
    case BarState::Phase::Done:
        return 1;
    case BarState::Phase::Downloading:
        break;
    }
    const bool known = state.total && *state.total > 0;
    return known ? static_cast<double>(state.done) / static_cast<double>(*state.total) : 0;
}

} // namespace

std::string format_bar(const BarState& state,
                       std::size_t name_width,
                       std::size_t width,
                       Charset charset)
{
    constexpr std::size_t bar_width = 24;
    auto name = state.name;
    name.resize(std::max(name.size(), name_width), ' ');
    const auto text = numbers(state);
    const auto without_bar = name + "  " + text;
    if (without_bar.size() + bar_width + 2 > width) {
        return without_bar.substr(0, width);
    }
    return name + "  " + bar(share(state), bar_width, charset) + "  " + text;
}

} // namespace devenv::cli
