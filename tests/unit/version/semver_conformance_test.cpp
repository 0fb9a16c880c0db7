#include "catch.hpp"
#include "conformance.hpp"
#include "semver_range.hpp"

#include <string_view>

using namespace devenv;
using test::Json;

namespace {

SemverGrammar grammar_of(const Json& vector)
{
    const bool loose = vector.value("options", Json::object()).value("loose", false);
    return loose ? SemverGrammar::Loose : SemverGrammar::Strict;
}

std::optional<SemverRange> range_of(const Json& vector)
{
    const auto options = vector.value("options", Json::object());
    const bool everywhere = options.value("includePrerelease", false);
    return parse_semver_range(vector.at("range").get<std::string>(),
                              grammar_of(vector),
                              everywhere ? SemverPrereleases::Everywhere
                                         : SemverPrereleases::WhereNamed);
}

bool is_inside(const Json& vector)
{
    const auto range = range_of(vector);
    const auto version = parse_semver(vector.at("version").get<std::string>(), grammar_of(vector));
    return range && version && contains(*range, *version);
}

Semver version_at(const Json& vector, const char* key)
{
    const auto version = parse_semver(vector.at(key).get<std::string>(), grammar_of(vector));
    REQUIRE(version);
    return *version;
}

std::string joined(const Json& identifiers)
{
    std::string text;
    for (const auto& identifier : identifiers) {
        text += text.empty() ? "" : ".";
        text += identifier.is_string() ? identifier.get<std::string>() : identifier.dump();
    }
    return text;
}

void check_valid_version(const Json& vector)
{
    const auto version = version_at(vector, "version");
    CHECK(version.major == vector.at("major"));
    CHECK(version.minor == vector.at("minor"));
    CHECK(version.patch == vector.at("patch"));
    CHECK(joined(version.prerelease) == joined(vector.at("prerelease")));
    CHECK(version.build == joined(vector.at("build")));
}

// Returns why a vector is not checked; nothing if it was.
std::optional<std::string> check(const std::string& group, const Json& vector)
{
    if (group == "comparisons") {
        CHECK(version_at(vector, "greater") > version_at(vector, "lesser"));
        CHECK(version_at(vector, "lesser") < version_at(vector, "greater"));
    } else if (group == "equality") {
        CHECK(version_at(vector, "a") == version_at(vector, "b"));
    } else if (group == "valid-versions") {
        check_valid_version(vector);
    } else if (group == "invalid-versions") {
        if (!vector.at("value").is_string()) {
            return "a JavaScript value that is not a string";
        }
        CHECK_FALSE(parse_semver(vector.at("value").get<std::string>(), grammar_of(vector)));
    } else if (group == "range-include") {
        CHECK(is_inside(vector));
    } else if (group == "range-exclude" || group == "version-gt-range"
               || group == "version-lt-range") {
        CHECK_FALSE(is_inside(vector));
    } else if (group == "range-parse") {
        const auto range = range_of(vector);
        const auto& expected = vector.at("expect");
        CHECK((range ? Json(to_string(*range)) : Json(nullptr)) == expected);
    } else if (group == "increments" || group == "truncations") {
        return "inc() and truncate() make versions; devenv picks from a list";
    } else if (group == "comparator-intersection" || group == "range-intersection") {
        return "intersects() compares ranges with each other";
    } else if (group == "version-not-gt-range" || group == "version-not-lt-range") {
        return "gtr() and ltr() place a version beside a range; their \"no\" says nothing of "
               "contains";
    } else {
        FAIL("no check for the group " << group);
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("versions and ranges are read as npm reads them", "[version][conformance]")
{
    const auto fixtures = test::read_upstream_json("versions/npm-semver-fixtures.json");
    if (!fixtures) {
        return;
    }
    test::Tally tally;
    for (const auto& [group, vectors] : fixtures->items()) {
        if (!vectors.is_array()) {
            continue;
        }
        for (const auto& vector : vectors) {
            CAPTURE(group, vector.dump());
            const auto reason = check(group, vector);
            reason ? tally.set_aside(*reason) : tally.checked();
        }
    }
    CHECK(tally.total() > 0);
    tally.report("npm semver");
}
