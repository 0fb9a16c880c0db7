#include "semver_range.hpp"

#include <algorithm>

namespace devenv {

namespace {

using Operator = SemverComparator::Operator;

bool holds(const SemverComparator& comparator, const Semver& version)
{
    const auto order = version <=> comparator.version;
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

// Whoever asks for 1.2.3-beta.2 has accepted the betas of 1.2.3, and of no other version.
bool names_prerelease_of(const SemverComparator& comparator, const Semver& version)
{
    const auto& named = comparator.version;
    return !named.prerelease.empty() && named.major == version.major && named.minor == version.minor
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
        return "";
    case Operator::GreaterEqual:
        return ">=";
    case Operator::Greater:
        return ">";
    }
    return "";
}

std::string to_string(const SemverComparatorSet& set)
{
    std::string text;
    for (const auto& [op, version] : set) {
        text += text.empty() ? "" : " ";
        text += symbol(op);
        text += to_string(version);
    }
    return text;
}

} // namespace

bool contains(const SemverRange& range, const Semver& version)
{
    return std::ranges::any_of(range.alternatives, [&](const SemverComparatorSet& set) {
        return std::ranges::all_of(set, [&](const auto& c) { return holds(c, version); })
               && (version.prerelease.empty() || range.prereleases == SemverPrereleases::Everywhere
                   || std::ranges::any_of(
                       set, [&](const auto& c) { return names_prerelease_of(c, version); }));
    });
}

std::string to_string(const SemverRange& range)
{
    std::string text;
    for (const auto& set : range.alternatives) {
        text += text.empty() ? "" : "||";
        text += set.empty() ? "*" : to_string(set);
    }
    return text;
}

} // namespace devenv
