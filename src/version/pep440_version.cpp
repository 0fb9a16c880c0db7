#include "pep440_version.hpp"

#include "scanner.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

using Stage = Pep440Version::Stage;
using Prerelease = Pep440Version::Prerelease;

struct StageName
{
    std::string_view name;
    Stage stage;
};

// A name comes after the longer ones that begin with it.
constexpr StageName stage_names[] = {
    {"alpha", Stage::Alpha},
    {"a", Stage::Alpha},
    {"beta", Stage::Beta},
    {"b", Stage::Beta},
    {"preview", Stage::Candidate},
    {"pre", Stage::Candidate},
    {"c", Stage::Candidate},
    {"rc", Stage::Candidate},
};

constexpr std::string_view post_names[] = {"post", "rev", "r"};

void skip_separator(Scanner& scanner)
{
    scanner.take('.') || scanner.take('-') || scanner.take('_');
}

// The number after "rc" or "post": 0 if it is left out. Nothing if it is too large.
std::optional<std::uint64_t> take_implicit_number(Scanner& scanner)
{
    skip_separator(scanner);
    const auto digits = scanner.take_while(is_digit);
    return digits.empty() ? 0 : parse_number(digits);
}

// Each of the take_ functions below returns false if what it read can be in no version; a part that
// is not there is no failure.

bool take_epoch_and_release(Scanner& scanner, Pep440Version& version)
{
    auto number = parse_number(scanner.take_while(is_digit));
    if (number && scanner.take('!')) {
        version.epoch = *number;
        number = parse_number(scanner.take_while(is_digit));
    }
    while (number) {
        version.release.push_back(*number);
        auto next = scanner;
        if (!next.take('.') || !is_digit(next.peek())) {
            return true;
        }
        number = parse_number(next.take_while(is_digit));
        scanner = next;
    }
    return false;
}

bool take_pre(Scanner& scanner, Pep440Version& version)
{
    auto ahead = scanner;
    skip_separator(ahead);
    const auto* const found = std::ranges::find_if(
        stage_names, [&](const StageName& candidate) { return ahead.take(candidate.name); });
    if (found == std::end(stage_names)) {
        return true;
    }
    const auto number = take_implicit_number(ahead);
    if (number) {
        version.pre = Prerelease{found->stage, *number};
    }
    scanner = ahead;
    return number.has_value();
}

bool take_post(Scanner& scanner, Pep440Version& version)
{
    auto ahead = scanner;
    if (ahead.take('-') && is_digit(ahead.peek())) {
        version.post = parse_number(ahead.take_while(is_digit));
    } else {
        ahead = scanner;
        skip_separator(ahead);
        if (std::ranges::none_of(post_names, [&](auto name) { return ahead.take(name); })) {
            return true;
        }
        version.post = take_implicit_number(ahead);
    }
    scanner = ahead;
    return version.post.has_value();
}

bool take_dev(Scanner& scanner, Pep440Version& version)
{
    auto ahead = scanner;
    skip_separator(ahead);
    if (!ahead.take("dev")) {
        return true;
    }
    version.dev = take_implicit_number(ahead);
    scanner = ahead;
    return version.dev.has_value();
}

bool take_local(Scanner& scanner, Pep440Version& version)
{
    if (!scanner.take('+')) {
        return true;
    }
    while (true) {
        auto part = scanner.take_while([](char c) { return is_digit(c) || is_letter(c); });
        if (part.empty()) {
            return false;
        }
        if (std::ranges::all_of(part, is_digit)) {
            part.remove_prefix(std::min(part.find_first_not_of('0'), part.size() - 1));
        }
        version.local.emplace_back(part);
        if (!scanner.take('.') && !scanner.take('-') && !scanner.take('_')) {
            return true;
        }
    }
}

std::strong_ordering compare_releases(const std::vector<std::uint64_t>& a,
                                      const std::vector<std::uint64_t>& b)
{
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const auto order = (i < a.size() ? a[i] : 0) <=> (i < b.size() ? b[i] : 0);
        if (order != 0) {
            return order;
        }
    }
    return std::strong_ordering::equal;
}

// A development version comes before its alphas, and a release after its candidates.
int rank(const Pep440Version& version)
{
    if (version.pre) {
        return 1;
    }
    return version.dev && !version.post ? 0 : 2;
}

std::strong_ordering compare_local_parts(std::string_view a, std::string_view b)
{
    const bool a_is_number = std::ranges::all_of(a, is_digit);
    const bool b_is_number = std::ranges::all_of(b, is_digit);
    if (a_is_number != b_is_number) {
        return a_is_number <=> b_is_number;
    }
    if (a_is_number && a.size() != b.size()) {
        return a.size() <=> b.size();
    }
    return a.compare(b) <=> 0;
}

} // namespace

std::strong_ordering Pep440Version::operator<=>(const Pep440Version& other) const
{
    if (const auto order = epoch <=> other.epoch; order != 0) {
        return order;
    }
    if (const auto order = compare_releases(release, other.release); order != 0) {
        return order;
    }
    if (const auto order = rank(*this) <=> rank(other); order != 0) {
        return order;
    }
    if (const auto order = pre <=> other.pre; order != 0) {
        return order;
    }
    if (const auto order = post <=> other.post; order != 0) {
        return order;
    }
    // "no dev" is the later one, so an empty optional must not come first here
    if (const auto order = dev.value_or(UINT64_MAX) <=> other.dev.value_or(UINT64_MAX);
        order != 0) {
        return order;
    }
    for (std::size_t i = 0; i < std::min(local.size(), other.local.size()); ++i) {
        if (const auto order = compare_local_parts(local[i], other.local[i]); order != 0) {
            return order;
        }
    }
    return local.size() <=> other.local.size();
}

std::optional<Pep440Version> parse_pep440_version(std::string_view text)
{
    const auto lower = to_lower(without_blanks(text));
    Scanner scanner{lower};
    scanner.take('v');
    Pep440Version version;
    if (!take_epoch_and_release(scanner, version) || !take_pre(scanner, version)
        || !take_post(scanner, version) || !take_dev(scanner, version)
        || !take_local(scanner, version) || !scanner.at_end()) {
        return std::nullopt;
    }
    return version;
}

std::string to_string(const Pep440Version& version)
{
    std::string text;
    if (version.epoch != 0) {
        text += std::to_string(version.epoch) + '!';
    }
    for (const auto number : version.release) {
        text += std::to_string(number) + '.';
    }
    text.pop_back();
    if (version.pre) {
        constexpr std::string_view letters[] = {"a", "b", "rc"};
        text += letters[static_cast<std::size_t>(version.pre->stage)];
        text += std::to_string(version.pre->number);
    }
    if (version.post) {
        text += ".post" + std::to_string(*version.post);
    }
    if (version.dev) {
        text += ".dev" + std::to_string(*version.dev);
    }
    if (!version.local.empty()) {
        text += '+' + join(version.local, ".");
    }
    return text;
}

} // namespace devenv
