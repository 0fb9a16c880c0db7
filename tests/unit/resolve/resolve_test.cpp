#include "catch.hpp"

#include <devenv/base/text.hpp>
#include <devenv/resolve/resolve.hpp>

using namespace devenv;

namespace {

const std::vector<Release> node_releases{
    {"23.1.0", "", "", 0},
    {"22.9.0", "", "", 1},
    {"22.11.0", "", "jod", 2},
    {"22.10.0", "", "", 3},
    {"20.18.0", "", "iron", 4},
    {"18.20.4", "", "hydrogen", 5},
    {"24.0.0-rc.1", "", "", 6},
};

// The versions that answer, the best first; "3.12.4+1" with a build.
std::string found(VersionScheme scheme,
                  std::string_view request,
                  const std::vector<std::string>& floors,
                  const std::vector<Release>& releases)
{
    std::vector<Request> minimums;
    for (const auto& floor : floors) {
        minimums.push_back(floor_request(scheme, floor).value());
    }
    std::vector<std::string> texts;
    for (const auto* const release :
         matching_releases(parse_request(scheme, request).value(), minimums, releases)) {
        texts.push_back(release->version + (release->build.empty() ? "" : "+" + release->build));
    }
    return join(texts, " ");
}

} // namespace

TEST_CASE("the releases that answer a request come newest first", "[resolve]")
{
    const struct
    {
        std::string request;
        std::vector<std::string> floors;
        std::string found;
    } cases[] = {
        {"22", {}, "22.11.0 22.10.0 22.9.0"},
        {"22.9.0", {}, "22.9.0"},
        {">=20 <23", {}, "22.11.0 22.10.0 22.9.0 20.18.0"},
        {"latest", {}, "23.1.0 22.11.0 22.10.0 22.9.0 20.18.0 18.20.4"},
        {"24", {}, ""},
        {"24.0.0-rc.1", {}, "24.0.0-rc.1"},
        {"lts", {}, "22.11.0 20.18.0 18.20.4"},
        {"lts/*", {}, "22.11.0 20.18.0 18.20.4"},
        {"lts/iron", {}, "20.18.0"},
        {"lts/Iron", {}, "20.18.0"},
        {"lts/argon", {}, ""},
        {"lts/-1", {}, "20.18.0"},
        {"lts/-2", {}, "18.20.4"},
        {"lts/-3", {}, ""},
        {"22", {"22.10"}, "22.11.0 22.10.0"},
        {"22", {"22.10", "22.11"}, "22.11.0"},
        {"lts", {"20"}, "22.11.0 20.18.0"},
        {"22", {"23"}, ""},
        {"99", {}, ""},
    };
    for (const auto& [request, floors, expected] : cases) {
        INFO(request);
        CHECK(found(VersionScheme::Semver, request, floors, node_releases) == expected);
    }
}

TEST_CASE("of a version's builds the one with the greatest number is best", "[resolve]")
{
    const std::vector<Release> releases{{"3.12.4", "9", "", 0},
                                        {"3.12.4", "20240726", "", 1},
                                        {"3.12.4", "20240814", "", 2},
                                        {"3.12.4", "10", "", 3},
                                        {"3.12.3", "20250101", "", 4}};

    CHECK(found(VersionScheme::Pep440, "3.12.4", {}, releases)
          == "3.12.4+20240814 3.12.4+20240726 3.12.4+10 3.12.4+9");
    CHECK(found(VersionScheme::Pep440, "3.12", {}, releases).starts_with("3.12.4+20240814 "));
}

TEST_CASE("a prerelease is taken only where one is named", "[resolve]")
{
    const std::vector<Release> python{{"3.15.0rc1", "", "", 0}, {"3.14.0", "", "", 1}};
    const std::vector<Release> go{{"1.23rc1", "", "", 0}, {"1.22.5", "", "", 1}};

    CHECK(found(VersionScheme::Pep440, "latest", {}, python) == "3.14.0");
    CHECK(found(VersionScheme::Pep440, "3.15", {}, python).empty());
    CHECK(found(VersionScheme::Pep440, "3.15.0rc1", {}, python) == "3.15.0rc1");
    CHECK(found(VersionScheme::Go, "latest", {}, go) == "1.22.5");
    CHECK(found(VersionScheme::Go, "1.23rc1", {}, go) == "1.23rc1");
}

TEST_CASE("nothing is found where there is nothing", "[resolve]")
{
    for (const auto* const request : {"latest", "lts", "lts/-1", "22"}) {
        CHECK(found(VersionScheme::Semver, request, {}, {}).empty());
    }
}
