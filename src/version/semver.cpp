#include "semver.hpp"

#include "scanner.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

constexpr std::size_t max_length = 256;

bool is_identifier_character(char c)
{
    return is_digit(c) || is_letter(c) || c == '-';
}

bool is_numeric(std::string_view identifier)
{
    return std::ranges::all_of(identifier, is_digit);
}

// By value and of any size, without leading zeros: a date with a time is longer than any integer.
std::strong_ordering compare_numeric(std::string_view a, std::string_view b)
{
    return a.size() != b.size() ? a.size() <=> b.size() : a.compare(b) <=> 0;
}

std::strong_ordering compare_identifiers(std::string_view a, std::string_view b)
{
    if (is_numeric(a) && is_numeric(b)) {
        return compare_numeric(a, b);
    }
    if (is_numeric(a) != is_numeric(b)) {
        return is_numeric(a) ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    return a.compare(b) <=> 0;
}

std::strong_ordering compare_prereleases(const std::vector<std::string>& a,
                                         const std::vector<std::string>& b)
{
    if (a.empty() || b.empty()) {
        return a.empty() <=> b.empty();
    }
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (const auto order = compare_identifiers(a[i], b[i]); order != 0) {
            return order;
        }
    }
    return a.size() <=> b.size();
}

// Takes one of the three numbers. Nothing if there is none; an empty number for an "x".
std::optional<std::optional<std::uint64_t>> take_part(Scanner& scanner, SemverGrammar grammar)
{
    if (scanner.take('x') || scanner.take('X') || scanner.take('*')) {
        return std::optional<std::uint64_t>{};
    }
    const auto digits = scanner.take_while(is_digit);
    const auto number = parse_number(digits, max_semver_number);
    const bool leading_zero = digits.size() > 1 && digits.front() == '0';
    if (!number || (leading_zero && grammar == SemverGrammar::Strict)) {
        return std::nullopt;
    }
    return number;
}

// Takes identifiers with dots between; empty if they are not well formed.
std::vector<std::string> take_prerelease(Scanner& scanner, SemverGrammar grammar)
{
    std::vector<std::string> identifiers;
    do {
        auto identifier = scanner.take_while(is_identifier_character);
        if (identifier.empty()) {
            return {};
        }
        if (identifier.size() > 1 && identifier.front() == '0' && is_numeric(identifier)) {
            if (grammar == SemverGrammar::Strict) {
                return {};
            }
            identifier.remove_prefix(
                std::min(identifier.find_first_not_of('0'), identifier.size() - 1));
        }
        identifiers.emplace_back(identifier);
    } while (scanner.take('.'));
    return identifiers;
}

// Whether a prerelease follows; passes the dash before it, which the loose grammar can do without.
bool take_prerelease_start(Scanner& scanner, SemverGrammar grammar)
{
    if (grammar == SemverGrammar::Strict) {
        return scanner.take('-');
    }
    if (scanner.rest().size() > 1 && is_identifier_character(scanner.rest()[1])) {
        scanner.take('-');
    }
    return is_identifier_character(scanner.peek());
}

bool is_build(std::string_view text)
{
    return std::ranges::all_of(split(text, '.'), [](std::string_view identifier) {
        return !identifier.empty() && std::ranges::all_of(identifier, is_identifier_character);
    });
}

// What ranges and versions share: the numbers and the prerelease, with nothing after them.
bool read_parts(std::string_view text, SemverGrammar grammar, SemverPartial& partial)
{
    Scanner scanner{text};
    for (auto* part : {&partial.major, &partial.minor, &partial.patch}) {
        const auto number = take_part(scanner, grammar);
        if (!number) {
            return false;
        }
        *part = *number;
        if (part != &partial.patch && !scanner.take('.')) {
            return scanner.at_end();
        }
    }
    if (take_prerelease_start(scanner, grammar)) {
        partial.prerelease = take_prerelease(scanner, grammar);
        return !partial.prerelease.empty() && scanner.at_end();
    }
    return scanner.at_end();
}

} // namespace

std::strong_ordering Semver::operator<=>(const Semver& other) const
{
    if (const auto order = major <=> other.major; order != 0) {
        return order;
    }
    if (const auto order = minor <=> other.minor; order != 0) {
        return order;
    }
    if (const auto order = patch <=> other.patch; order != 0) {
        return order;
    }
    return compare_prereleases(prerelease, other.prerelease);
}

std::optional<SemverPartial> parse_semver_partial(std::string_view text, SemverGrammar grammar)
{
    SemverPartial partial;
    const auto plus = text.find('+');
    if (plus != std::string_view::npos) {
        partial.build = text.substr(plus + 1);
        if (!is_build(partial.build)) {
            return std::nullopt;
        }
        text = text.substr(0, plus);
    }
    if (text.size() > max_length || !read_parts(text, grammar, partial)) {
        return std::nullopt;
    }
    return partial;
}

std::optional<Semver> parse_semver(std::string_view text, SemverGrammar grammar)
{
    if (text.size() > max_length) {
        return std::nullopt;
    }
    Scanner scanner{without_blanks(text)};
    if (grammar == SemverGrammar::Strict) {
        scanner.take('v');
    } else {
        scanner.take_while(
            [](char c) { return c == 'v' || c == '=' || blanks.find(c) != blanks.npos; });
    }
    auto partial = parse_semver_partial(scanner.rest(), grammar);
    if (!partial || !partial->major || !partial->minor || !partial->patch) {
        return std::nullopt;
    }
    return Semver{*partial->major,
                  *partial->minor,
                  *partial->patch,
                  std::move(partial->prerelease),
                  std::move(partial->build)};
}

std::string to_string(const Semver& version)
{
    auto text = std::to_string(version.major) + '.' + std::to_string(version.minor) + '.'
                + std::to_string(version.patch);
    if (!version.prerelease.empty()) {
        text += '-' + join(version.prerelease, ".");
    }
    return text;
}

} // namespace devenv
