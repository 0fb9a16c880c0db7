#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// A Go version or language version. The numbers are decimal digits of any length, as in Go itself.
// An empty patch is that of a language version (1.21, from 1.21 on) or of a prerelease (1.21rc1).
struct GoVersion
{
    std::string major;
    std::string minor;
    std::string patch;
    std::string kind; // "alpha", "beta" or "rc" of a prerelease
    std::string pre;  // its number

    bool is_prerelease() const { return !kind.empty(); }
    bool is_language() const { return patch.empty() && kind.empty(); }

    std::strong_ordering operator<=>(const GoVersion& other) const;
    bool operator==(const GoVersion& other) const { return (*this <=> other) == 0; }
};

// Reads "1.22.3", "1.22rc1", "1.22" or "1", without "go" in front.
std::optional<GoVersion> parse_go_version(std::string_view text);

// The name of its release: "1.20" for 1.20.0, and "1.21.0".
std::string to_string(const GoVersion& version);

// The order of two numbers in decimal digits.
std::strong_ordering compare_go_numbers(std::string_view a, std::string_view b);

} // namespace devenv
