#include "go_range.hpp"
#include "pep440_specifier.hpp"
#include "scanner.hpp"
#include "semver_range.hpp"

#include <devenv/base/text.hpp>
#include <devenv/version/request.hpp>

#include <algorithm>

namespace devenv {

namespace {

constexpr std::size_t max_length = 256;

bool is_channel_name(std::string_view text)
{
    const auto belongs = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-'; };
    return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, belongs);
}

// "-1" is the line before the newest.
bool is_channel_offset(std::string_view text)
{
    return text.size() >= 2 && text.size() <= 4 && text[0] == '-' && text[1] != '0'
           && std::ranges::all_of(text.substr(1), is_digit);
}

// The channel that "lts", "lts/*", "lts/jod" or "lts/-1" names, of a text in lower case.
std::optional<std::string> parse_channel(std::string_view text)
{
    if (text == "lts" || text == "lts/*") {
        return "*";
    }
    constexpr std::string_view prefix = "lts/";
    const auto name = text.substr(std::min(prefix.size(), text.size()));
    if (text.starts_with(prefix) && (is_channel_name(name) || is_channel_offset(name))) {
        return std::string{name};
    }
    return std::nullopt;
}

bool is_latest(std::string_view text)
{
    return text == "latest" || text == "current" || text == "node" || text == "stable";
}

// People part specifiers by a blank as well as by a comma: ">=3.11 <3.13".
std::string with_commas(std::string_view text)
{
    constexpr std::string_view signs = "<>=!~, ";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool parts = text[i] == ' ' && i > 0 && signs.find(text[i - 1]) == signs.npos
                           && signs.find(text[text.find_first_not_of(' ', i)]) != signs.npos;
        out += parts ? ',' : text[i];
    }
    return out;
}

// "3.12" is any 3.12.x, as in every version file; "==3.12" is 3.12.0, as the standard says.
std::optional<Pep440SpecifierSet> parse_python_range(std::string_view text)
{
    if (text == "*" || text == "x") {
        return parse_pep440_specifiers(">=0");
    }
    const bool series = text.ends_with(".x") || text.ends_with(".*");
    if (const auto version =
            parse_pep440_version(series ? text.substr(0, text.size() - 2) : text)) {
        const bool part = version->is_release_only() && version->release.size() < 3;
        return parse_pep440_specifiers("==" + to_string(*version) + (series || part ? ".*" : ""));
    }
    auto set = parse_pep440_specifiers(with_commas(text));
    return set && !set->empty() ? set : std::nullopt;
}

template <class Range>
std::optional<std::string> text_of(const std::optional<Range>& range)
{
    return range ? std::optional{to_string(*range)} : std::nullopt;
}

// What `text` asks for, in one spelling for all texts that ask for the same.
std::optional<std::string> parse_range(VersionScheme scheme, std::string_view text)
{
    switch (scheme) {
    case VersionScheme::Semver:
        return text_of(parse_semver_range(text));
    case VersionScheme::Pep440:
        return text_of(parse_python_range(text));
    case VersionScheme::Go:
        return text_of(parse_go_range(text == "*" || text == "x" ? ">=1" : text));
    }
    return std::nullopt;
}

} // namespace

std::optional<Request> parse_request(VersionScheme scheme, std::string_view text)
{
    text = trim(text);
    if (text.empty() || text.size() > max_length || has_control_character(text)) {
        return std::nullopt;
    }
    Request request;
    request.scheme = scheme;
    request.text = text;
    const auto word = to_lower(text);
    if (is_latest(word)) {
        return request;
    }
    if (auto channel = parse_channel(word)) {
        request.kind = Request::Kind::Channel;
        request.channel = *std::move(channel);
        return request;
    }
    if (auto range = parse_range(scheme, text)) {
        request.kind = Request::Kind::Range;
        request.range = *std::move(range);
        return request;
    }
    return std::nullopt;
}

std::optional<Request> floor_request(VersionScheme scheme, std::string_view version)
{
    version = trim(version);
    auto bare = version;
    if (scheme == VersionScheme::Go && bare.starts_with("go")) {
        bare.remove_prefix(2);
    } else if (scheme != VersionScheme::Go && bare.starts_with('v')) {
        bare.remove_prefix(1);
    }
    if (bare.empty() || !is_digit(bare.front())
        || bare.find_first_of(" ,|*xX<>=") != std::string_view::npos) {
        return std::nullopt;
    }
    auto request = parse_request(scheme, ">=" + std::string{bare});
    if (request) {
        request->text = version;
    }
    return request;
}

bool satisfies(const Request& request, std::string_view version)
{
    switch (request.scheme) {
    case VersionScheme::Semver: {
        const auto range = parse_semver_range(request.range);
        const auto parsed = parse_semver(version);
        return range && parsed && contains(*range, *parsed);
    }
    case VersionScheme::Pep440: {
        const auto set = parse_pep440_specifiers(request.range);
        return set && contains(*set, version)
               && (names_prerelease(*set) || !is_prerelease(request.scheme, version));
    }
    case VersionScheme::Go: {
        const auto range = parse_go_range(request.range);
        const auto parsed = parse_go_version(version);
        return range && parsed && contains(*range, *parsed);
    }
    }
    return false;
}

} // namespace devenv
