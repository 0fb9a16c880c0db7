#include "catch.hpp"

#include <devenv/version/request.hpp>

#include <string>
#include <string_view>

using namespace devenv;
using Kind = Request::Kind;

namespace {

constexpr auto semver = VersionScheme::Semver;
constexpr auto pep440 = VersionScheme::Pep440;
constexpr auto go = VersionScheme::Go;

} // namespace

TEST_CASE("words for the newest version mean the same in every scheme", "[version]")
{
    const auto scheme = GENERATE(semver, pep440, go);
    for (const auto* const word : {"latest", "Latest", "current", "node", "stable", " latest\n"}) {
        const auto request = parse_request(scheme, word);
        REQUIRE(request);
        CHECK(request->kind == Kind::Latest);
        CHECK(request->scheme == scheme);
    }
}

TEST_CASE("a channel is any, a code name, or counted back from the newest", "[version]")
{
    struct Case
    {
        const char* text;
        const char* channel;
    };
    const auto [text, channel] = GENERATE(values<Case>({
        {"lts", "*"},
        {"LTS", "*"},
        {"lts/*", "*"},
        {"lts/Jod", "jod"},
        {"lts/-1", "-1"},
        {"lts/-12", "-12"},
    }));
    CAPTURE(text);
    const auto request = parse_request(semver, text);
    REQUIRE(request);
    CHECK(request->kind == Kind::Channel);
    CHECK(request->channel == channel);
    CHECK(request->text == text);
}

TEST_CASE("a text that asks for nothing that can be found is no request", "[version]")
{
    const auto scheme = GENERATE(semver, pep440, go);
    for (const auto* const text : {"",
                                   "  \n",
                                   "system",
                                   "iojs",
                                   "lts/",
                                   "lts/-0",
                                   "lts/-",
                                   "lts/1",
                                   "lts/a b",
                                   "lts/../x",
                                   "22.12.0.",
                                   "\"v18.17.0\"",
                                   "1.2\t3",
                                   "1.2.3\n1.2.4",
                                   "venv_3.9.1",
                                   "{{ version }}",
                                   "ref:main",
                                   "path:/usr"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_request(scheme, text));
    }
    CHECK_FALSE(parse_request(scheme, ">=1.0.0" + std::string(260, '0')));
}

TEST_CASE("a request keeps what was written, without the blanks around it", "[version]")
{
    CHECK(parse_request(semver, " v22.11 \n")->text == "v22.11");
    CHECK(parse_request(pep440, "3.12")->text == "3.12");
    CHECK(parse_request(go, "go1.22.3")->text == "go1.22.3");
}

TEST_CASE("texts that ask for the same have the same range", "[version]")
{
    struct Case
    {
        VersionScheme scheme;
        const char* text;
        const char* range;
    };
    const auto [scheme, text, range] = GENERATE(values<Case>({
        // clang-format off
        {semver, "v22",             ">=22.0.0 <23.0.0-0"},
        {semver, "22.x",            ">=22.0.0 <23.0.0-0"},
        {semver, "=22.11.0",        "22.11.0"},
        {semver, ">= 20 || 18",     ">=20.0.0||>=18.0.0 <19.0.0-0"},
        {semver, "x",               "*"},
        {pep440, "3.12",            "==3.12.*"},
        {pep440, "3.12.x",          "==3.12.*"},
        {pep440, "3.12.4",          "==3.12.4"},
        {pep440, "3.15.0-RC1",      "==3.15.0rc1"},
        {pep440, ">= 3.11  < 3.13", ">=3.11,<3.13"},
        {go,     "go1.22",          "=1.22"},
        {go,     "1.22.x",          "=1.22"},
        {go,     "1.20.0",          "=1.20.0"},
        {go,     "1.22rc1",         "=1.22rc1"},
        {go,     "1",               "=1"},
        {go,     ">= 1.21,<1.23",   ">=1.21 <1.23"},
        // clang-format on
    }));
    CAPTURE(text);
    const auto request = parse_request(scheme, text);
    REQUIRE(request);
    CHECK(request->range == range);
    CHECK(parse_request(scheme, range)->range == range);
}

TEST_CASE("a range holds the versions that its text stands for", "[version]")
{
    struct Case
    {
        VersionScheme scheme;
        const char* text;
        const char* version;
        bool expected;
    };
    const auto [scheme, text, version, expected] = GENERATE(values<Case>({
        // clang-format off
        {semver, "22",               "22.99.7",      true},
        {semver, "v22",              "22.1.0",       true},
        {semver, "22",               "23.0.0",       false},
        {semver, "22.11",            "22.11.9",      true},
        {semver, "22.11",            "22.12.0",      false},
        {semver, "22.11.0",          "22.11.0",      true},
        {semver, "=22.11.0",         "22.11.0",      true},
        {semver, "22.11.0",          "22.11.1",      false},
        {semver, "23.0.0-rc.1",      "23.0.0-rc.1",  true},
        {semver, "23.0.0-rc.1",      "23.0.0-rc.2",  false},
        {semver, "23",               "23.0.0-rc.1",  false},
        {semver, ">=20 <23",         "22.4.0",       true},
        {semver, ">18 <=22",         "18.9.0",       false},
        {semver, ">18 <=22",         "22.9.0",       true},
        {semver, "^20.17.0",         "20.16.9",      false},
        {semver, "18 || 20",         "20.1.0",       true},
        {semver, "*",                "26.7.0",       true},
        {semver, "x",                "26.7.0",       true},
        {semver, "*",                "27.0.0-rc.1",  false},

        {pep440, "3",                "3.14.7",       true},
        {pep440, "3.12",             "3.12.14",      true},
        {pep440, "3.12",             "3.13.0",       false},
        {pep440, "3.1",              "3.12.0",       false},
        {pep440, "3.12.x",           "3.12.14",      true},
        {pep440, "3.12.*",           "3.12.14",      true},
        {pep440, "v3.12",            "3.12.14",      true},
        {pep440, "*",                "3.12.14",      true},
        {pep440, "3.12.4",           "3.12.4",       true},
        {pep440, "3.12.4",           "3.12.5",       false},
        {pep440, "3.15",             "3.15.0rc1",    false},
        {pep440, "3.15.0rc1",        "3.15.0rc1",    true},
        {pep440, ">=3.15.0rc1",      "3.15.0rc2",    true},
        {pep440, ">=3.11,<3.13",     "3.12.14",      true},
        {pep440, ">=3.11 <3.13",     "3.12.14",      true},
        {pep440, ">= 3.11,  < 3.13", "3.12.14",      true},
        {pep440, ">=3.11,<3.13",     "3.13.0rc1",    false},
        {pep440, ">=3.11 <3.13",     "3.13.0",       false},
        {pep440, "~=3.12",           "3.99.0",       true},
        {pep440, "~=3.12.1",         "3.13.0",       false},
        {pep440, "==3.12",           "3.12.4",       false},
        {pep440, "!=3.12.*,>=3.11",  "3.12.4",       false},

        {go,     "1",                "1.27.0",       true},
        {go,     "1.22",             "1.22.3",       true},
        {go,     "1.22.x",           "1.22.3",       true},
        {go,     "1.22",             "1.22rc1",      false},
        {go,     "1.2",              "1.22.0",       false},
        {go,     "1.20",             "1.20",         true},
        {go,     "1.20",             "1.20.14",      true},
        {go,     "1.20",             "1.20rc1",      false},
        {go,     "1.20.0",           "1.20",         true},
        {go,     "1.20.0",           "1.20.1",       false},
        {go,     "1.21.0",           "1.21.0",       true},
        {go,     "1.22rc1",          "1.22rc1",      true},
        {go,     "go1.22.3",         "1.22.3",       true},
        {go,     "*",                "1.22.3",       true},
        {go,     ">=1.21 <1.23",     "1.22.9",       true},
        {go,     ">=1.21,<1.23",     "1.23.0",       false},
        {go,     ">= 1.21",          "1.21.0",       true},
        {go,     ">1.21",            "1.21.5",       false},
        {go,     "<=1.21",           "1.21.5",       true},
        {go,     "<1.22",            "1.22rc1",      false},
        {go,     ">=1.22rc1",        "1.22rc2",      true},
        {go,     ">=1.22rc1",        "1.23rc1",      false},
        // clang-format on
    }));
    CAPTURE(text, version);
    const auto request = parse_request(scheme, text);
    REQUIRE(request);
    CHECK(request->kind == Kind::Range);
    CHECK(satisfies(*request, version) == expected);
}

TEST_CASE("what is a range in one scheme need not be one in another", "[version]")
{
    CHECK_FALSE(parse_request(pep440, "^3.10"));
    CHECK_FALSE(parse_request(pep440, "3.11 3.12"));
    CHECK_FALSE(parse_request(pep440, "==3. 12"));
    CHECK_FALSE(parse_request(go, "^1.21"));
    CHECK_FALSE(parse_request(go, "1.21 1.22"));
    CHECK_FALSE(parse_request(go, "1.21.3.x"));
    CHECK_FALSE(parse_request(go, "go1.21.0-vendor"));
    CHECK_FALSE(parse_request(semver, "~=3.12.1,<4"));
}

TEST_CASE("a floor lets in what it names and all that is newer", "[version]")
{
    struct Case
    {
        VersionScheme scheme;
        const char* floor;
        const char* version;
        bool expected;
    };
    const auto [scheme, floor, version, expected] = GENERATE(values<Case>({
        // clang-format off
        {semver, "20",       "20.0.0",      true},
        {semver, "v20.1",    "26.7.0",      true},
        {semver, "20.1",     "20.0.9",      false},
        {semver, "20",       "27.0.0-rc.1", false},
        {pep440, "3.11",     "3.11.1",      true},
        {pep440, "3.11",     "3.10.9",      false},
        {pep440, "3.11",     "3.15.0rc1",   false},
        {go,     "1.22",     "1.22.0",      true},
        {go,     "1.22",     "1.27.0",      true},
        {go,     "1.22",     "1.22rc1",     false},
        {go,     "1.22",     "1.23rc1",     false},
        {go,     "1.22",     "1.21.13",     false},
        {go,     "1.20",     "1.20",        true},
        {go,     "1.22.4",   "1.22.3",      false},
        {go,     "go1.22.4", "1.22.4",      true},
        {go,     "1.22rc1",  "1.22.0",      true},
        // clang-format on
    }));
    CAPTURE(floor, version);
    const auto request = floor_request(scheme, floor);
    REQUIRE(request);
    CHECK(request->text == floor);
    CHECK(satisfies(*request, version) == expected);
}

TEST_CASE("only a version or a part of one is a floor", "[version]")
{
    const auto scheme = GENERATE(semver, pep440, go);
    for (const auto* const text : {"", "latest", "lts", ">=1.2", "1.x", "*", "1.2 1.3", "1.2,<2"}) {
        CAPTURE(text);
        CHECK_FALSE(floor_request(scheme, text));
    }
}
