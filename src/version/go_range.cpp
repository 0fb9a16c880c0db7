#include "go_range.hpp"

#include "scanner.hpp"

#include <algorithm>

namespace devenv {

namespace {

using Operator = GoComparator::Operator;
using Precision = GoComparator::Precision;

bool is_separator(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

std::optional<Operator> take_operator(Scanner& scanner)
{
    if (scanner.take('<')) {
        return scanner.take('=') ? Operator::LessEqual : Operator::Less;
    }
    if (scanner.take('>')) {
        return scanner.take('=') ? Operator::GreaterEqual : Operator::Greater;
    }
    return scanner.take('=') ? std::optional{Operator::Equal} : std::nullopt;
}

std::optional<GoComparator> parse_bound(std::string_view text)
{
    if (text.starts_with("go")) {
        text.remove_prefix(2);
    }
    const bool series = text.ends_with(".x") || text.ends_with(".*");
    if (series) {
        text.remove_suffix(2);
    }
    auto version = parse_go_version(text);
    if (!version) {
        return std::nullopt;
    }
    const auto dots = std::ranges::count(text, '.');
    const auto precision = dots == 0                                ? Precision::Major
                           : dots == 1 && !version->is_prerelease() ? Precision::Minor
                                                                    : Precision::Whole;
    if (series && precision == Precision::Whole) {
        return std::nullopt;
    }
    return GoComparator{Operator::Equal, *std::move(version), precision};
}

std::strong_ordering compare(const GoVersion& version, const GoComparator& bound)
{
    if (bound.precision == Precision::Whole) {
        return version <=> bound.version;
    }
    const auto order = compare_go_numbers(version.major, bound.version.major);
    return order != 0 || bound.precision == Precision::Major
               ? order
               : compare_go_numbers(version.minor, bound.version.minor);
}

bool holds(const GoComparator& comparator, const GoVersion& version)
{
    const auto order = compare(version, comparator);
    switch (comparator.op) {
    case Operator::Less:
        return order < 0;
    case Operator::LessEqual:
        return order <= 0;
    case Operator::Equal:
        return order == 0;
    case Operator::GreaterEqual:
        return order >= 0;
    case Operator::Greater:
        return order > 0;
    }
    return false;
}

bool names_prerelease_of(const GoComparator& comparator, const GoVersion& version)
{
    const auto& named = comparator.version;
    return named.is_prerelease() && named.major == version.major && named.minor == version.minor
           && named.patch == version.patch;
}

std::string_view symbol(Operator op)
{
    switch (op) {
    case Operator::Less:
        return "<";
    case Operator::LessEqual:
        return "<=";
    case Operator::Equal:
        return "=";
    case Operator::GreaterEqual:
        return ">=";
    case Operator::Greater:
        return ">";
    }
    return "";
}

// Not as the release is called: "1.20" would come back as the whole series.
std::string bound_text(const GoComparator& comparator)
{
    const auto& version = comparator.version;
    switch (comparator.precision) {
    case Precision::Major:
        return version.major;
    case Precision::Minor:
        return version.major + '.' + version.minor;
    case Precision::Whole:
        break;
    }
    return version.major + '.' + version.minor + (version.patch.empty() ? "" : '.' + version.patch)
           + version.kind + version.pre;
}

} // namespace

std::optional<GoRange> parse_go_range(std::string_view text)
{
    GoRange range;
    bool bare = false;
    Scanner scanner{text};
    scanner.take_while(is_separator);
    while (!scanner.at_end()) {
        const auto op = take_operator(scanner);
        scanner.take_while([](char c) { return c == ' ' || c == '\t'; });
        auto bound = parse_bound(scanner.take_while(
            [](char c) { return !is_separator(c) && c != '<' && c != '>' && c != '='; }));
        if (!bound) {
            return std::nullopt;
        }
        bare = bare || !op;
        bound->op = op.value_or(Operator::Equal);
        range.push_back(*std::move(bound));
        scanner.take_while(is_separator);
    }
    // two versions side by side are a list to choose from, which a request is not
    if (range.empty() || (bare && range.size() > 1)) {
        return std::nullopt;
    }
    return range;
}

bool contains(const GoRange& range, const GoVersion& version)
{
    return std::ranges::all_of(range, [&](const auto& c) { return holds(c, version); })
           && (!version.is_prerelease() || std::ranges::any_of(range, [&](const auto& c) {
                  return names_prerelease_of(c, version);
              }));
}

std::string to_string(const GoRange& range)
{
    std::string text;
    for (const auto& comparator : range) {
        text += text.empty() ? "" : " ";
        text += symbol(comparator.op);
        text += bound_text(comparator);
    }
    return text;
}

} // namespace devenv
