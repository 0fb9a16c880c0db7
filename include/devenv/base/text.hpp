#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// `text` without spaces, tabs and line ends at both ends.
std::string_view trim(std::string_view text);

// The parts of `text` between `separator`s, as views into it; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

// The lines of `text` without their ends ("\n" or "\r\n"), as views into it. A last line without an
// end counts; nothing after a last end does not.
std::vector<std::string_view> lines(std::string_view text);

std::string join(std::span<const std::string> parts, std::string_view separator);

std::string to_lower(std::string_view text); // ASCII only

// `text` with each `from` replaced by `to`; `from` must not be empty.
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

// Whether `text` has a control character (below 0x20, or 0x7f): such a text is in no path, url or
// version that devenv accepts.
bool has_control_character(std::string_view text);

// Whether a text begins as a web page does: what a network's login page or a proxy sends in place of
// what was asked for.
bool is_web_page(std::string_view text);

// The candidate that a person who typed `typed` most likely meant, if one is near enough.
std::optional<std::string> nearest(std::string_view typed, std::span<const std::string> candidates);

} // namespace devenv
