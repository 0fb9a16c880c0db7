#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// A Python version, as the version specifiers standard (PEP 440) has it.
struct Pep440Version
{
    enum class Stage { Alpha, Beta, Candidate };

    struct Prerelease
    {
        Stage stage = Stage::Alpha;
        std::uint64_t number = 0;

        auto operator<=>(const Prerelease&) const = default;
    };

    std::uint64_t epoch = 0;
    std::vector<std::uint64_t> release; // "3.12" is {3, 12}; never empty
    std::optional<Prerelease> pre;
    std::optional<std::uint64_t> post;
    std::optional<std::uint64_t> dev;
    std::vector<std::string> local; // in lower case, numbers without leading zeros

    bool is_prerelease() const { return pre || dev; }

    // Whether it has none of the parts that may follow the release.
    bool is_release_only() const { return !pre && !post && !dev && local.empty(); }

    // Zeros at the end of the release do not count: 3.12 and 3.12.0 are equal.
    std::strong_ordering operator<=>(const Pep440Version& other) const;
    bool operator==(const Pep440Version& other) const { return (*this <=> other) == 0; }
};

// Reads a version in any spelling that the standard allows, such as "v3.15.0-RC.1".
std::optional<Pep440Version> parse_pep440_version(std::string_view text);

// The normal form: "3.15.0rc1".
std::string to_string(const Pep440Version& version);

} // namespace devenv
