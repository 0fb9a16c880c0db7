#include "go_version.hpp"

#include "scanner.hpp"

namespace devenv {

namespace {

// Takes a number without leading zeros; empty if there is none.
std::string take_number(Scanner& scanner)
{
    const auto digits = scanner.take_while(is_digit);
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    return std::string{leading_zero ? std::string_view{} : digits};
}

// From 1.21 on, the first release is written 1.21.0 and 1.21 is the language alone.
bool has_language_versions(const GoVersion& version)
{
    return compare_go_numbers(version.major, "1") > 0
           || compare_go_numbers(version.minor, "21") >= 0;
}

// Takes the ".3", the "rc1", or the "beta1" of what is left of a version.
bool take_patch_and_prerelease(Scanner& scanner, GoVersion& version)
{
    if (scanner.take('.')) {
        version.patch = take_number(scanner);
        if (version.patch.empty()) {
            return false;
        }
    }
    version.kind = scanner.take_while([](char c) { return c >= 'a' && c <= 'z'; });
    if (version.kind.empty()) {
        return true;
    }
    version.pre = take_number(scanner);
    return true;
}

// A prerelease of a patch (1.9.2rc2, the only one there was) comes before it, and a language
// version before the prereleases of its first release.
int rank(const GoVersion& version)
{
    return version.patch.empty() == version.kind.empty() ? 0 : 1;
}

} // namespace

std::strong_ordering compare_go_numbers(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

std::strong_ordering GoVersion::operator<=>(const GoVersion& other) const
{
    if (const auto order = compare_go_numbers(major, other.major); order != 0) {
        return order;
    }
    if (const auto order = compare_go_numbers(minor, other.minor); order != 0) {
        return order;
    }
    if (const auto order = compare_go_numbers(patch, other.patch); order != 0) {
        return order;
    }
    if (const auto order = rank(*this) <=> rank(other); order != 0) {
        return order;
    }
    if (const auto order = kind.compare(other.kind) <=> 0; order != 0) {
        return order;
    }
    return compare_go_numbers(pre, other.pre);
}

std::optional<GoVersion> parse_go_version(std::string_view text)
{
    Scanner scanner{text};
    GoVersion version;
    version.major = take_number(scanner);
    if (version.major.empty()) {
        return std::nullopt;
    }
    if (scanner.at_end()) {
        version.minor = "0";
    } else {
        if (!scanner.take('.')) {
            return std::nullopt;
        }
        version.minor = take_number(scanner);
        if (version.minor.empty() || !take_patch_and_prerelease(scanner, version)
            || !scanner.at_end()) {
            return std::nullopt;
        }
    }
    if (version.is_language() && !has_language_versions(version)) {
        version.patch = "0";
    }
    return version;
}

std::string to_string(const GoVersion& version)
{
    auto text = version.major;
    const bool patch_shown =
        !version.patch.empty()
        && (version.patch != "0" || version.is_prerelease() || has_language_versions(version));
    if (version.minor != "0" || patch_shown || version.is_prerelease()) {
        text += '.' + version.minor;
    }
    if (patch_shown) {
        text += '.' + version.patch;
    }
    return text + version.kind + version.pre;
}

} // namespace devenv
