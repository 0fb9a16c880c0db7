#include "catch.hpp"
#include "conformance.hpp"

#include <devenv/base/text.hpp>
#include <devenv/version/request.hpp>

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

using namespace devenv;
using test::Json;

namespace {

struct Release
{
    std::string version;
    std::string lts; // its code name in lower case
};

std::vector<Release> node_releases(const Json& index)
{
    std::vector<Release> releases;
    for (const auto& row : index) {
        const auto& lts = row.at("lts");
        releases.push_back({row.at("version").get<std::string>().substr(1),
                            lts.is_string() ? to_lower(lts.get<std::string>()) : ""});
    }
    return releases;
}

// From the keys of uv's table, one a line; the whole of it is too much to parse for a test.
std::vector<Release> python_releases(std::string_view table)
{
    constexpr std::string_view before = "\"cpython-";
    constexpr std::string_view after = "-linux-x86_64-gnu\": {";
    std::vector<Release> releases;
    for (const auto line : lines(table)) {
        auto key = trim(line);
        if (key.starts_with(before) && key.ends_with(after)) {
            key.remove_prefix(before.size());
            key.remove_suffix(after.size());
            if (key.find('+') == key.npos) { // "+debug" and the like are builds, not versions
                releases.push_back({std::string{key}, ""});
            }
        }
    }
    return releases;
}

bool matches(const Request& request, const Release& release)
{
    switch (request.kind) {
    case Request::Kind::Latest:
        return !is_prerelease(request.scheme, release.version);
    case Request::Kind::Channel:
        return request.channel == "*" ? !release.lts.empty() : release.lts == request.channel;
    case Request::Kind::Range:
        break;
    }
    return satisfies(request, release.version);
}

std::vector<Release> newest_first(VersionScheme scheme, std::vector<Release> releases)
{
    std::ranges::sort(releases, [&](const Release& a, const Release& b) {
        return compare_versions(scheme, a.version, b.version) > 0;
    });
    return releases;
}

Json newest_match(VersionScheme scheme,
                  const std::string& text,
                  const std::vector<Release>& newest_first)
{
    const auto request = parse_request(scheme, text);
    for (const auto& release : newest_first) {
        if (request && matches(*request, release)) {
            return release.version;
        }
    }
    return nullptr;
}

struct Corpus
{
    std::vector<Release> node;
    std::vector<Release> python;
};

void check_python_lines(const Json& entry, const Corpus& corpus, test::Tally& tally)
{
    for (const auto& line : entry.at("expect").at("lines")) {
        const auto text = line.at("value").get<std::string>();
        CAPTURE(text);
        if (text == "latest" || text == "3.14.0rc2") {
            tally.set_aside("a request to devenv; the corpus takes it for a virtual environment");
            CHECK(parse_request(VersionScheme::Pep440, text));
            continue;
        }
        tally.checked();
        CHECK(parse_request(VersionScheme::Pep440, text).has_value()
              == (line.at("kind") != "name"));
        CHECK(newest_match(VersionScheme::Pep440, text, corpus.python) == line.at("resolved"));
    }
}

void check_go_line(const Json& entry)
{
    const auto& expected = entry.at("expect");
    const auto text = expected.contains("implicit") ? expected.at("implicit").get<std::string>()
                                                    : entry.at("value").get<std::string>();
    if (expected.at("kind") == "go-minimum") {
        const auto floor = floor_request(VersionScheme::Go, text);
        REQUIRE(floor);
        CHECK(satisfies(*floor, "1.99.0"));
        CHECK_FALSE(satisfies(*floor, "1.14.15"));
    } else {
        const auto exact = parse_request(VersionScheme::Go, text);
        REQUIRE(exact);
        CHECK(satisfies(*exact, text.substr(2)));
    }
}

void check(const Json& entry, const Corpus& corpus, test::Tally& tally)
{
    if (!entry.contains("expect")) {
        tally.set_aside("a file of another tool, or one without a version");
        return;
    }
    const auto file = entry.at("file").get<std::string>();
    const auto& expected = entry.at("expect");
    if (expected.contains("lines")) {
        check_python_lines(entry, corpus, tally);
        return;
    }
    if (expected.at("kind") == "poetry-constraint") {
        tally.set_aside("Poetry's own grammar");
        return;
    }
    if (file == "go.mod") {
        check_go_line(entry);
    } else if (expected.at("kind") == "pep440") {
        const auto text = entry.at("value").get<std::string>();
        CHECK(newest_match(VersionScheme::Pep440, text, corpus.python) == expected.at("resolved"));
    } else {
        const auto& text =
            file == "package.json" ? entry.at("value").at("node") : entry.at("parsed");
        CHECK(newest_match(VersionScheme::Semver, text.get<std::string>(), corpus.node)
              == expected.at("resolved"));
    }
    tally.checked();
}

} // namespace

TEST_CASE("what projects ask for resolves to what the ecosystems' tools pick",
          "[version][conformance]")
{
    const auto entries = test::read_upstream("corpus/version-files.jsonl");
    if (!entries) {
        return;
    }
    const auto node = test::read_upstream_json("node/index.reconstructed-2026-08-05.json");
    const auto python = test::read_upstream("python/uv-download-metadata.json");
    const Corpus corpus{newest_first(VersionScheme::Semver, node_releases(*node)),
                        newest_first(VersionScheme::Pep440, python_releases(*python))};
    REQUIRE(corpus.node.size() > 800);
    REQUIRE(corpus.python.size() > 90);

    test::Tally tally;
    for (const auto line : lines(*entries)) {
        const auto entry = Json::parse(line);
        CAPTURE(line.substr(0, 400));
        check(entry, corpus, tally);
    }
    CHECK(tally.total() > 0);
    tally.report("version files");
}
