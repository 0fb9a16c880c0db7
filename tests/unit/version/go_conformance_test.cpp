#include "catch.hpp"
#include "conformance.hpp"
#include "go_version.hpp"

#include <devenv/base/text.hpp>
#include <devenv/version/scheme.hpp>

#include <algorithm>
#include <vector>

using namespace devenv;
using test::Json;

namespace {

constexpr auto vendor = "a vendor's own toolchain has no release to install";

// go/version reads names with "go" in front, internal/gover reads them without.
std::optional<GoVersion> parse(const std::string& package, std::string text)
{
    if (package == "go_version") {
        if (!text.starts_with("go")) {
            return std::nullopt;
        }
        text.erase(0, 2);
    }
    return parse_go_version(text);
}

std::string language_of(const std::string& package, const std::string& text)
{
    const auto version = parse(package, text);
    if (!version) {
        return "";
    }
    const bool short_one = version->major == "1" && version->minor == "0";
    return (package == "go_version" ? "go" : "") + version->major
           + (short_one ? "" : '.' + version->minor);
}

int sign(std::strong_ordering order)
{
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

std::optional<std::string>
check(const std::string& package, const std::string& function, const Json& vector)
{
    const auto text = vector.at(0).get<std::string>();
    const auto version = parse(package, text);
    if (function == "compare") {
        const auto other = vector.at(1).get<std::string>();
        if (other.find('-') != std::string::npos) {
            return vendor;
        }
        CHECK(sign(version <=> parse(package, other)) == vector.at(2));
        CHECK(sign(parse(package, other) <=> version) == -vector.at(2).get<int>());
    } else if (function == "parse") {
        REQUIRE(version);
        const auto& [major, minor, patch, kind, pre] = *version;
        CHECK(Json({major, minor, patch, kind, pre}) == vector.at(1));
    } else if (function == "lang") {
        CHECK(language_of(package, text) == vector.at(1));
    } else if (function == "isLang") {
        CHECK((version && version->is_language()) == vector.at(1));
    } else if (function == "isValid") {
        CHECK(version.has_value() == vector.at(1));
    } else if (function == "fromToolchain") {
        return vendor;
    } else {
        FAIL("no check for the function " << function);
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("Go's versions are read and ordered as Go does", "[version][conformance]")
{
    const auto vectors = test::read_upstream_json("versions/go-version-compare.json");
    if (!vectors) {
        return;
    }
    test::Tally tally;
    for (const std::string package : {"gover", "go_version"}) {
        for (const auto& [function, cases] : vectors->at(package).items()) {
            for (const auto& vector : cases) {
                CAPTURE(package, function, vector.dump());
                const auto reason = check(package, function, vector);
                reason ? tally.set_aside(*reason) : tally.checked();
            }
        }
    }
    CHECK(tally.total() > 0);
    tally.report("Go versions");
}

TEST_CASE("every release of Go is a version, and their order is total", "[version][conformance]")
{
    const auto text = test::read_upstream("go/golang-dl-version-names.txt");
    if (!text) {
        return;
    }
    std::vector<GoVersion> versions;
    for (const auto name : lines(*text)) {
        const auto release = replace_all(name, "go", "");
        CAPTURE(release);
        if (release == "tip") {
            continue;
        }
        CHECK(is_version(VersionScheme::Go, release));
        versions.push_back(parse_go_version(release).value());
        CHECK(to_string(versions.back()) == release);
    }
    REQUIRE(versions.size() > 300);

    std::ranges::sort(versions);
    for (std::size_t i = 0; i < versions.size(); ++i) {
        for (std::size_t j = 0; j < versions.size(); ++j) {
            if ((versions[i] <=> versions[j]) != (i <=> j)) {
                FAIL(to_string(versions[i])
                     << " and " << to_string(versions[j]) << " are out of order");
            }
        }
    }
}
