#pragma once

#include "semver.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Which prereleases a range holds: those of a version whose prerelease one of its comparators
// names, as npm installs by default, or every one between its ends.
enum class SemverPrereleases { WhereNamed, Everywhere };

struct SemverComparator
{
    enum class Operator { Less, LessEqual, Equal, GreaterEqual, Greater };

    Operator op = Operator::Equal;
    Semver version;

    bool operator==(const SemverComparator&) const = default;
};

// All of them must hold; without any, every version does.
using SemverComparatorSet = std::vector<SemverComparator>;

// npm's range, with "~", "^", "x" and " - " written out as comparators.
struct SemverRange
{
    std::vector<SemverComparatorSet> alternatives;
    SemverPrereleases prereleases = SemverPrereleases::WhereNamed;
};

std::optional<SemverRange>
parse_semver_range(std::string_view text,
                   SemverGrammar grammar = SemverGrammar::Strict,
                   SemverPrereleases prereleases = SemverPrereleases::WhereNamed);

bool contains(const SemverRange& range, const Semver& version);

// The range as npm prints it: ">=1.2.0 <2.0.0-0||3.0.0", or "*".
std::string to_string(const SemverRange& range);

} // namespace devenv
