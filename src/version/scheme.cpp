#include "go_version.hpp"
#include "pep440_version.hpp"
#include "scanner.hpp"
#include "semver.hpp"

#include <devenv/version/scheme.hpp>

#include <algorithm>

namespace devenv {

namespace {

constexpr std::size_t max_length = 64;

// Safe in a path and in a url, whatever the grammar of the scheme lets through.
bool is_safe(std::string_view text)
{
    const auto is_allowed = [](char c) {
        return is_digit(c) || is_letter(c) || c == '.' || c == '+' || c == '-';
    };
    return !text.empty() && text.size() <= max_length && is_digit(text.front())
           && text.find("..") == std::string_view::npos && std::ranges::all_of(text, is_allowed);
}

bool is_go_release(std::string_view text)
{
    const auto version = parse_go_version(text);
    if (!version || version->is_language() || to_string(*version) != text) {
        return false;
    }
    const bool known_kind =
        version->kind == "alpha" || version->kind == "beta" || version->kind == "rc";
    return !version->is_prerelease() || (known_kind && !version->pre.empty());
}

bool is_pep440_normal_form(std::string_view text)
{
    const auto version = parse_pep440_version(text);
    return version && to_string(*version) == text;
}

} // namespace

std::optional<VersionScheme> parse_version_scheme(std::string_view text)
{
    if (text == "semver") {
        return VersionScheme::Semver;
    }
    if (text == "pep440") {
        return VersionScheme::Pep440;
    }
    if (text == "go") {
        return VersionScheme::Go;
    }
    return std::nullopt;
}

bool is_version(VersionScheme scheme, std::string_view text)
{
    if (!is_safe(text)) {
        return false;
    }
    switch (scheme) {
    case VersionScheme::Semver:
        return parse_semver(text).has_value();
    case VersionScheme::Pep440:
        return is_pep440_normal_form(text);
    case VersionScheme::Go:
        return is_go_release(text);
    }
    return false;
}

std::strong_ordering compare_versions(VersionScheme scheme, std::string_view a, std::string_view b)
{
    switch (scheme) {
    case VersionScheme::Semver:
        return parse_semver(a) <=> parse_semver(b);
    case VersionScheme::Pep440:
        return parse_pep440_version(a) <=> parse_pep440_version(b);
    case VersionScheme::Go:
        break;
    }
    return parse_go_version(a) <=> parse_go_version(b);
}

bool is_prerelease(VersionScheme scheme, std::string_view text)
{
    switch (scheme) {
    case VersionScheme::Semver: {
        const auto version = parse_semver(text);
        return version && !version->prerelease.empty();
    }
    case VersionScheme::Pep440: {
        const auto version = parse_pep440_version(text);
        return version && version->is_prerelease();
    }
    case VersionScheme::Go: {
        const auto version = parse_go_version(text);
        return version && version->is_prerelease();
    }
    }
    return false;
}

} // namespace devenv
