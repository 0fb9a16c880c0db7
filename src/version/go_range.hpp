#pragma once

#include "go_version.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Go has no grammar of ranges of its own: this is the least that people write, a version or a list
// of comparators.
struct GoComparator
{
    enum class Operator { Less, LessEqual, Equal, GreaterEqual, Greater };

    // "1.22" is the whole series: what is compared with it is compared in as many numbers.
    enum class Precision { Major, Minor, Whole };

    Operator op = Operator::Equal;
    GoVersion version;
    Precision precision = Precision::Whole;
};

// All of them must hold.
using GoRange = std::vector<GoComparator>;

// Reads "1.22", "1.22.x", "go1.22.3" or ">=1.21 <1.23".
std::optional<GoRange> parse_go_range(std::string_view text);

// A prerelease is only in a range that names one of the same series.
bool contains(const GoRange& range, const GoVersion& version);

// The range in its plainest spelling: ">=1.21 <1.23". A release is written in full, "1.20.0".
std::string to_string(const GoRange& range);

} // namespace devenv
