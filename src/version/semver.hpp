#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Numbers above what a JavaScript number holds exactly are not versions to npm.
constexpr std::uint64_t max_semver_number = 9007199254740991;

// Loose is what npm reads from old packages: "=1.2.3", "1.2.3beta", "01.02.03".
enum class SemverGrammar { Strict, Loose };

struct Semver
{
    std::uint64_t major = 0;
    std::uint64_t minor = 0;
    std::uint64_t patch = 0;
    std::vector<std::string> prerelease; // "rc.1" is {"rc", "1"}
    std::string build;

    // Build metadata does not count.
    std::strong_ordering operator<=>(const Semver& other) const;
    bool operator==(const Semver& other) const { return (*this <=> other) == 0; }
};

// A version in which numbers may be missing or be written "x": what ranges are made of.
struct SemverPartial
{
    std::optional<std::uint64_t> major;
    std::optional<std::uint64_t> minor;
    std::optional<std::uint64_t> patch;
    std::vector<std::string> prerelease;
    std::string build;
};

// Reads "1.2.3-rc.1+build"; a "v" and blanks in front are passed over.
std::optional<Semver> parse_semver(std::string_view text,
                                   SemverGrammar grammar = SemverGrammar::Strict);

// Reads "1", "1.x" or "1.2.3-rc.1", with nothing in front of it.
std::optional<SemverPartial> parse_semver_partial(std::string_view text, SemverGrammar grammar);

// The version without its build metadata.
std::string to_string(const Semver& version);

} // namespace devenv
