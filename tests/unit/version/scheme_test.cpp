#include "catch.hpp"

#include <devenv/version/scheme.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace devenv;

namespace {

constexpr auto semver = VersionScheme::Semver;
constexpr auto pep440 = VersionScheme::Pep440;
constexpr auto go = VersionScheme::Go;

} // namespace

TEST_CASE("a scheme is known by its name only", "[version]")
{
    CHECK(parse_version_scheme("semver") == semver);
    CHECK(parse_version_scheme("pep440") == pep440);
    CHECK(parse_version_scheme("go") == go);
    CHECK_FALSE(parse_version_scheme("Go"));
    CHECK_FALSE(parse_version_scheme(""));
}

TEST_CASE("a version is whole and in its normal spelling", "[version]")
{
    struct Case
    {
        VersionScheme scheme;
        const char* text;
        bool expected;
    };
    const auto [scheme, text, expected] = GENERATE(values<Case>({
        // clang-format off
        {semver, "22.11.0",            true},
        {semver, "23.0.0-rc.1",        true},
        {semver, "24.0.0-nightly20241219756077867b", true},
        {semver, "1.0.0+build.7",      true},
        {semver, "v22.11.0",           false},
        {semver, "22.11",              false},
        {semver, "22.x.0",             false},
        {semver, "22.11.00",           false},
        {pep440, "3.12.4",             true},
        {pep440, "3.15.0rc1",          true},
        {pep440, "3.13.15+20260814",   true},
        {pep440, "3.15.0-rc1",         false},
        {pep440, "3.15.0RC1",          false},
        {pep440, "1!3.12",             false},
        {pep440, "pypy3.10",           false},
        {go,     "1",                  true},
        {go,     "1.0.1",              true},
        {go,     "1.20",               true},
        {go,     "1.20.1",             true},
        {go,     "1.22.0",             true},
        {go,     "1.22rc1",            true},
        {go,     "1.5beta1",           true},
        {go,     "1.9.2rc2",           true},
        {go,     "1.20.0",             false},
        {go,     "1.0",                false},
        {go,     "1.22",               false},
        {go,     "go1.22.3",           false},
        {go,     "1.22foo1",           false},
        {go,     "1.22rc",             false},
        // clang-format on
    }));
    CAPTURE(text);
    CHECK(is_version(scheme, text) == expected);
}

TEST_CASE("what could leave a folder or a url is no version in any scheme", "[version]")
{
    const auto scheme = GENERATE(semver, pep440, go);
    for (const std::string text : {"",
                                   " 1.2.3",
                                   "1.2.3\n",
                                   "1.2.3/../x",
                                   "../1.2.3",
                                   "1..2",
                                   "1.2.3-a..b",
                                   "1.2.3?x",
                                   "1.2.3%2f",
                                   "-1.2.3"}) {
        CAPTURE(text);
        CHECK_FALSE(is_version(scheme, text));
    }
    CHECK_FALSE(is_version(scheme, "1.2.3" + std::string(60, '4')));
    CHECK_FALSE(is_version(scheme, std::string_view{"1.2.3\0", 6}));
}

TEST_CASE("versions are in the order of their ecosystem", "[version]")
{
    const std::vector<std::pair<VersionScheme, std::vector<std::string>>> ascending = {
        {semver, {"9.11.2", "22.2.0", "22.11.0", "23.0.0-rc.2", "23.0.0-rc.10", "23.0.0"}},
        {pep440,
         {"3.9.25", "3.10.0", "3.15.0a7", "3.15.0b1", "3.15.0rc1", "3.15.0", "3.15.0.post1"}},
        {go,
         {"1",
          "1.0.1",
          "1.9.2rc2",
          "1.9.2",
          "1.20rc1",
          "1.20",
          "1.20.1",
          "1.21rc2",
          "1.21rc10",
          "1.21.0",
          "1.22beta1"}},
    };
    for (const auto& [scheme, versions] : ascending) {
        for (std::size_t i = 0; i < versions.size(); ++i) {
            for (std::size_t j = 0; j < versions.size(); ++j) {
                CAPTURE(versions[i], versions[j]);
                CHECK(compare_versions(scheme, versions[i], versions[j]) == (i <=> j));
            }
        }
    }
}

TEST_CASE("build metadata does not count in the order", "[version]")
{
    CHECK(compare_versions(semver, "1.0.0+a", "1.0.0+b") == std::strong_ordering::equal);
}

TEST_CASE("alphas, betas, candidates and development versions are prereleases", "[version]")
{
    CHECK(is_prerelease(semver, "23.0.0-rc.1"));
    CHECK_FALSE(is_prerelease(semver, "23.0.0+build"));
    CHECK(is_prerelease(pep440, "3.15.0rc1"));
    CHECK(is_prerelease(pep440, "3.15.0.dev1"));
    CHECK_FALSE(is_prerelease(pep440, "3.15.0.post1"));
    CHECK(is_prerelease(go, "1.22rc1"));
    CHECK_FALSE(is_prerelease(go, "1.20"));
    CHECK_FALSE(is_prerelease(go, "no version"));
}
