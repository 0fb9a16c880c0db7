#include "scanner.hpp"
#include "semver_range.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

using Operator = SemverComparator::Operator;

// How many of a version's numbers are given.
enum class Precision { None, Major, Minor, Patch };

Precision precision_of(const SemverPartial& partial)
{
    if (!partial.major) {
        return Precision::None;
    }
    if (!partial.minor) {
        return Precision::Major;
    }
    return partial.patch ? Precision::Patch : Precision::Minor;
}

// The lowest version there is.
Semver zero()
{
    return {0, 0, 0, {"0"}, {}};
}

// No version is below the lowest: npm's way to write "nothing".
bool is_nothing(const SemverComparator& comparator)
{
    return comparator == SemverComparator{Operator::Less, zero()};
}

// The first version, prereleases counted, that is past all those that agree with `version` down to
// `precision`: 1.3.0-0 for 1.2.3 and Minor. Nothing if its number would be too large.
std::optional<Semver> first_past(Semver version, Precision precision)
{
    auto& number = precision == Precision::Major   ? version.major
                   : precision == Precision::Minor ? version.minor
                                                   : version.patch;
    if (number == max_semver_number) {
        return std::nullopt;
    }
    ++number;
    if (precision <= Precision::Minor) {
        version.patch = 0;
    }
    if (precision == Precision::Major) {
        version.minor = 0;
    }
    version.prerelease = {"0"};
    return version;
}

// Writes the comparators of one "||" alternative out. Each function that adds some returns false if
// the text is no range.
class SetBuilder
{
public:
    SetBuilder(SemverGrammar grammar, SemverPrereleases prereleases)
        : m_grammar(grammar), m_prereleases(prereleases)
    {}

    bool add_hyphen_range(std::string_view from, std::string_view to);
    bool add_word(std::string_view word);
    SemverComparatorSet finish() &&;

private:
    bool add_tilde(const SemverPartial& partial);
    bool add_caret(const SemverPartial& partial);
    bool add_equal(const SemverPartial& partial);
    bool add_ordered(Operator op, const SemverPartial& partial);
    bool add_from(const Semver& lowest, Precision until);
    bool add_below(const Semver& version, Precision precision);
    Semver lowest_of(const SemverPartial& partial) const;
    std::optional<SemverPartial> parse_bound(std::string_view text) const;

    bool everywhere() const { return m_prereleases == SemverPrereleases::Everywhere; }
    std::vector<std::string> lowest_prerelease() const;

    SemverGrammar m_grammar;
    SemverPrereleases m_prereleases;
    SemverComparatorSet m_set;
};

// Without what npm passes over before the first number.
std::string_view without_prefix(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of("v="), text.size()));
}

// The version beside a comparison sign or a hyphen: "1.x", "v1.2.3". A whole one is read strictly.
std::optional<SemverPartial> SetBuilder::parse_bound(std::string_view text) const
{
    const auto bare = without_prefix(text);
    auto partial = parse_semver_partial(bare, m_grammar);
    if (!partial) {
        return std::nullopt;
    }
    const auto prefix = text.substr(0, text.size() - bare.size());
    const bool whole = precision_of(*partial) == Precision::Patch;
    if (whole && m_grammar == SemverGrammar::Strict && !prefix.empty() && prefix != "v") {
        return std::nullopt;
    }
    return partial;
}

// What follows the numbers of the lowest version that agrees with them.
std::vector<std::string> SetBuilder::lowest_prerelease() const
{
    return everywhere() ? std::vector<std::string>{"0"} : std::vector<std::string>{};
}

// The lowest version that `partial` stands for.
Semver SetBuilder::lowest_of(const SemverPartial& partial) const
{
    switch (precision_of(partial)) {
    case Precision::None:
        return {0, 0, 0, lowest_prerelease(), {}};
    case Precision::Major:
        return {*partial.major, 0, 0, lowest_prerelease(), {}};
    case Precision::Minor:
        return {*partial.major, *partial.minor, 0, lowest_prerelease(), {}};
    case Precision::Patch:
        break;
    }
    return {*partial.major, *partial.minor, *partial.patch, partial.prerelease, {}};
}

bool SetBuilder::add_below(const Semver& version, Precision precision)
{
    auto end = first_past(version, precision);
    if (!end) {
        return false;
    }
    m_set.push_back({Operator::Less, *std::move(end)});
    return true;
}

bool SetBuilder::add_from(const Semver& lowest, Precision until)
{
    m_set.push_back({Operator::GreaterEqual, lowest});
    return add_below(lowest, until);
}

bool SetBuilder::add_tilde(const SemverPartial& partial)
{
    const auto precision = precision_of(partial);
    return precision == Precision::None
           || add_from(lowest_of(partial), std::min(precision, Precision::Minor));
}

bool SetBuilder::add_caret(const SemverPartial& partial)
{
    const auto precision = precision_of(partial);
    if (precision == Precision::None) {
        return true;
    }
    const auto lowest = lowest_of(partial);
    if (lowest.major != 0) {
        return add_from(lowest, Precision::Major);
    }
    return add_from(lowest, lowest.minor != 0 ? std::min(precision, Precision::Minor) : precision);
}

bool SetBuilder::add_equal(const SemverPartial& partial)
{
    const auto precision = precision_of(partial);
    if (precision == Precision::None) {
        return true;
    }
    if (precision == Precision::Patch) {
        m_set.push_back({Operator::Equal, lowest_of(partial)});
        return true;
    }
    return add_from(lowest_of(partial), precision);
}

// Of a version with parts missing, the comparison is with all the versions that it stands for.
bool SetBuilder::add_ordered(Operator op, const SemverPartial& partial)
{
    const auto precision = precision_of(partial);
    auto lowest = lowest_of(partial);
    if (precision == Precision::None) {
        if (op == Operator::Less || op == Operator::Greater) {
            m_set.push_back({Operator::Less, zero()});
        }
        return true;
    }
    if (precision == Precision::Patch || op == Operator::GreaterEqual) {
        m_set.push_back({op, std::move(lowest)});
        return true;
    }
    if (op == Operator::Less) {
        lowest.prerelease = {"0"};
        m_set.push_back({op, std::move(lowest)});
        return true;
    }
    if (!add_below(lowest, precision)) {
        return false;
    }
    if (op == Operator::Greater) {
        m_set.back().op = Operator::GreaterEqual;
        if (!everywhere()) {
            m_set.back().version.prerelease.clear();
        }
    }
    return true;
}

bool SetBuilder::add_hyphen_range(std::string_view from, std::string_view to)
{
    const auto first = parse_bound(from);
    const auto last = parse_bound(to);
    if (!first || !last) {
        return false;
    }
    if (first->major) {
        auto lowest = lowest_of(*first);
        if (everywhere() && lowest.prerelease.empty()) {
            lowest.prerelease = {"0"};
        }
        m_set.push_back({Operator::GreaterEqual, std::move(lowest)});
    }
    if (!last->major) {
        return true;
    }
    const auto precision = precision_of(*last);
    if (precision == Precision::Patch && !(everywhere() && last->prerelease.empty())) {
        m_set.push_back({Operator::LessEqual, lowest_of(*last)});
        return true;
    }
    return add_below(lowest_of(*last), precision);
}

bool SetBuilder::add_word(std::string_view word)
{
    Scanner scanner{word};
    if (scanner.take('~')) {
        scanner.take('>');
        const auto partial = parse_semver_partial(without_prefix(scanner.rest()), m_grammar);
        return partial && add_tilde(*partial);
    }
    if (scanner.take('^')) {
        const auto partial = parse_semver_partial(without_prefix(scanner.rest()), m_grammar);
        return partial && add_caret(*partial);
    }
    std::optional<Operator> op;
    if (scanner.take('<')) {
        op = scanner.take('=') ? Operator::LessEqual : Operator::Less;
    } else if (scanner.take('>')) {
        op = scanner.take('=') ? Operator::GreaterEqual : Operator::Greater;
    } else {
        scanner.take('=');
    }
    const auto partial = parse_bound(scanner.rest());
    if (!partial || (!partial->major && partial->minor) || (!partial->minor && partial->patch)) {
        return false; // "x.1" and "1.x.3" say nothing
    }
    return op ? add_ordered(*op, *partial) : add_equal(*partial);
}

SemverComparatorSet SetBuilder::finish() &&
{
    const SemverComparator anything{Operator::GreaterEqual, everywhere() ? zero() : Semver{}};
    SemverComparatorSet set;
    for (auto& comparator : m_set) {
        if (is_nothing(comparator)) {
            return {comparator};
        }
        if (comparator != anything && std::ranges::find(set, comparator) == set.end()) {
            set.push_back(std::move(comparator));
        }
    }
    return set;
}

// The words of `text`; a sign that stands alone belongs to the word after it, as in ">= 1.2".
std::vector<std::string> split_words(std::string_view text)
{
    constexpr std::string_view signs = "<>=~^";
    std::vector<std::string> words;
    bool after_sign = false;
    while (true) {
        const auto begin = text.find_first_not_of(blanks);
        if (begin == std::string_view::npos) {
            return words;
        }
        text.remove_prefix(begin);
        const auto word = text.substr(0, text.find_first_of(blanks));
        text.remove_prefix(word.size());
        if (after_sign) {
            words.back() += word;
            after_sign = false;
        } else {
            words.emplace_back(word);
            after_sign = word.find_first_not_of(signs) == word.npos && !word.ends_with("==");
        }
    }
}

// Nothing if the text is no range.
std::optional<SemverComparatorSet>
parse_set(std::string_view text, SemverGrammar grammar, SemverPrereleases prereleases)
{
    const auto words = split_words(text);
    SetBuilder builder{grammar, prereleases};
    if (words.size() == 3 && words[1] == "-") {
        if (!builder.add_hyphen_range(words[0], words[2])) {
            return std::nullopt;
        }
        return std::move(builder).finish();
    }
    std::size_t added = 0;
    for (const auto& word : words) {
        if (builder.add_word(word)) {
            ++added;
        } else if (grammar == SemverGrammar::Strict) {
            return std::nullopt;
        }
    }
    if (added == 0 && !words.empty()) {
        return std::nullopt;
    }
    return std::move(builder).finish();
}

// An alternative that holds nothing adds nothing, and one that holds everything makes the others
// moot.
void simplify(std::vector<SemverComparatorSet>& alternatives)
{
    const auto holds_nothing = [](const SemverComparatorSet& set) {
        return !set.empty() && is_nothing(set.front());
    };
    if (std::ranges::all_of(alternatives, holds_nothing)) {
        alternatives.resize(1);
        return;
    }
    std::erase_if(alternatives, holds_nothing);
    if (std::ranges::any_of(alternatives, [](const auto& set) { return set.empty(); })) {
        alternatives.assign(1, {});
    }
}

} // namespace

std::optional<SemverRange>
parse_semver_range(std::string_view text, SemverGrammar grammar, SemverPrereleases prereleases)
{
    SemverRange range{{}, prereleases};
    while (true) {
        const auto end = text.find("||");
        if (auto set = parse_set(text.substr(0, end), grammar, prereleases)) {
            range.alternatives.push_back(*std::move(set));
        } else if (grammar == SemverGrammar::Strict) {
            return std::nullopt;
        }
        if (end == std::string_view::npos) {
            break;
        }
        text.remove_prefix(end + 2);
    }
    if (range.alternatives.empty()) {
        return std::nullopt;
    }
    simplify(range.alternatives);
    return range;
}

} // namespace devenv
