#include "pep440_specifier.hpp"

#include "scanner.hpp"

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

using Operator = Pep440Specifier::Operator;

struct Symbol
{
    std::string_view text;
    Operator op;
};

// A symbol comes after the longer ones that begin with it.
constexpr Symbol symbols[] = {
    {"===", Operator::Arbitrary},
    {"~=", Operator::Compatible},
    {"==", Operator::Equal},
    {"!=", Operator::NotEqual},
    {"<=", Operator::LessEqual},
    {">=", Operator::GreaterEqual},
    {"<", Operator::Less},
    {">", Operator::Greater},
};

bool is_well_formed(const Pep440Specifier& specifier)
{
    const bool equality = specifier.op == Operator::Equal || specifier.op == Operator::NotEqual;
    if (specifier.wildcard) {
        return equality && specifier.version.is_release_only();
    }
    if (specifier.op == Operator::Compatible && specifier.version.release.size() < 2) {
        return false;
    }
    return equality || specifier.version.local.empty();
}

std::optional<Pep440Specifier> parse_specifier(std::string_view text)
{
    const auto* const symbol = std::ranges::find_if(
        symbols, [&](const Symbol& candidate) { return text.starts_with(candidate.text); });
    if (symbol == std::end(symbols)) {
        return std::nullopt;
    }
    text = without_blanks(text.substr(symbol->text.size()));
    if (text.empty() || text.find_first_of(blanks) != text.npos) {
        return std::nullopt;
    }
    Pep440Specifier specifier;
    specifier.op = symbol->op;
    if (specifier.op == Operator::Arbitrary) {
        specifier.text = to_lower(text);
        return specifier;
    }
    if (text.ends_with(".*")) {
        specifier.wildcard = true;
        text.remove_suffix(2);
    }
    auto version = parse_pep440_version(text);
    if (!version) {
        return std::nullopt;
    }
    specifier.version = *std::move(version);
    return is_well_formed(specifier) ? std::optional{specifier} : std::nullopt;
}

Pep440Version without_local(Pep440Version version)
{
    version.local.clear();
    return version;
}

bool has_release_prefix(const Pep440Version& version,
                        std::uint64_t epoch,
                        const std::vector<std::uint64_t>& prefix)
{
    auto release = version.release;
    release.resize(std::max(release.size(), prefix.size()));
    return version.epoch == epoch && std::equal(prefix.begin(), prefix.end(), release.begin());
}

bool equals(const Pep440Specifier& specifier, const Pep440Version& version)
{
    const auto& named = specifier.version;
    if (specifier.wildcard) {
        return has_release_prefix(version, named.epoch, named.release);
    }
    return named == (named.local.empty() ? without_local(version) : version);
}

bool is_compatible(const Pep440Version& named, const Pep440Version& version)
{
    auto prefix = named.release;
    prefix.pop_back();
    return version >= named && has_release_prefix(version, named.epoch, prefix);
}

// "<3.13" leaves the prereleases of 3.13 out, though they come before it.
bool is_below(const Pep440Version& version, Pep440Version named)
{
    if (!named.is_prerelease()) {
        named.dev = 0;
    }
    return version < named;
}

// ">3.13" leaves the post-releases of 3.13 out, though they come after it.
bool is_above(const Pep440Version& version, const Pep440Version& named)
{
    if (version.post && !named.post && !named.dev) {
        auto original = version;
        original.post.reset();
        original.dev.reset();
        return original > named;
    }
    return version > named;
}

bool holds(const Pep440Specifier& specifier, const Pep440Version& version)
{
    const auto& named = specifier.version;
    switch (specifier.op) {
    case Operator::Equal:
        return equals(specifier, version);
    case Operator::NotEqual:
        return !equals(specifier, version);
    case Operator::Compatible:
        return is_compatible(named, without_local(version));
    case Operator::LessEqual:
        return without_local(version) <= named;
    case Operator::GreaterEqual:
        return without_local(version) >= named;
    case Operator::Less:
        return is_below(without_local(version), named);
    case Operator::Greater:
        return is_above(without_local(version), named);
    case Operator::Arbitrary:
        break;
    }
    return false;
}

std::string to_string(const Pep440Specifier& specifier)
{
    const auto* const symbol = std::ranges::find(symbols, specifier.op, &Symbol::op);
    std::string text{symbol->text};
    if (specifier.op == Operator::Arbitrary) {
        return text + specifier.text;
    }
    return text + to_string(specifier.version) + (specifier.wildcard ? ".*" : "");
}

} // namespace

std::optional<Pep440SpecifierSet> parse_pep440_specifiers(std::string_view text)
{
    Pep440SpecifierSet set;
    for (auto part : split(text, ',')) {
        part = without_blanks(part);
        if (part.empty()) {
            continue;
        }
        auto specifier = parse_specifier(part);
        if (!specifier) {
            return std::nullopt;
        }
        set.push_back(*std::move(specifier));
    }
    return set;
}

bool contains(const Pep440SpecifierSet& set, std::string_view version)
{
    const auto parsed = parse_pep440_version(version);
    return std::ranges::all_of(set, [&](const Pep440Specifier& specifier) {
        if (specifier.op == Operator::Arbitrary) {
            return specifier.text == to_lower(version);
        }
        return parsed && holds(specifier, *parsed);
    });
}

bool names_prerelease(const Pep440SpecifierSet& set)
{
    return std::ranges::any_of(set, [](const Pep440Specifier& specifier) {
        if (specifier.op == Operator::Arbitrary) {
            const auto version = parse_pep440_version(specifier.text);
            return version && version->is_prerelease();
        }
        return specifier.op != Operator::NotEqual && specifier.version.is_prerelease();
    });
}

std::string to_string(const Pep440SpecifierSet& set)
{
    std::string text;
    for (const auto& specifier : set) {
        text += (text.empty() ? "" : ",") + to_string(specifier);
    }
    return text;
}

} // namespace devenv
