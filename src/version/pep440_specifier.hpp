#pragma once

#include "pep440_version.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

struct Pep440Specifier
{
    enum class Operator {
        Compatible, // ~=
        Equal,
        NotEqual,
        LessEqual,
        GreaterEqual,
        Less,
        Greater,
        Arbitrary, // ===, which compares texts
    };

    Operator op = Operator::Equal;
    Pep440Version version;
    bool wildcard = false; // "==3.12.*", "!=3.12.*"
    std::string text;      // Operator::Arbitrary: in lower case
};

// All of them must hold; without any, every version does.
using Pep440SpecifierSet = std::vector<Pep440Specifier>;

// Reads ">=3.11,<3.13"; an empty text is the set without specifiers.
std::optional<Pep440SpecifierSet> parse_pep440_specifiers(std::string_view text);

// Whether the operators hold for `version`, be it a prerelease or not. A text that is no version
// can only be in a set that compares texts.
bool contains(const Pep440SpecifierSet& set, std::string_view version);

// Whether a specifier names a prerelease, other than to exclude it: it then asks for prereleases.
bool names_prerelease(const Pep440SpecifierSet& set);

// The specifiers in normal form, with commas between: ">=3.11,<3.13".
std::string to_string(const Pep440SpecifierSet& set);

} // namespace devenv
