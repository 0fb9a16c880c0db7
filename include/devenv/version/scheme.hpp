#pragma once

#include <compare>
#include <optional>
#include <string_view>

namespace devenv {

// The grammars of versions that the ecosystems use.
enum class VersionScheme {
    Semver, // npm: "22.11.0", "23.0.0-rc.1"
    Pep440, // Python: "3.12.4", "3.15.0rc1"
    Go,     // Go: "1.22.3", "1.22rc1", and "1.20" for what others would call 1.20.0
};

// "semver", "pep440" or "go"; nothing for another text.
std::optional<VersionScheme> parse_version_scheme(std::string_view text);

// Whether `text` is one whole version in its normal spelling, as an upstream's list has it (no "v", no
// "go" in front). Such a text is safe in a path and in a url.
bool is_version(VersionScheme scheme, std::string_view text);

// The order of two versions; both must satisfy is_version(). Build metadata does not count.
std::strong_ordering compare_versions(VersionScheme scheme, std::string_view a, std::string_view b);

// Whether the version is an alpha, beta, release candidate or development version.
bool is_prerelease(VersionScheme scheme, std::string_view text);

} // namespace devenv
