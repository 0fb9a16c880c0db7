#include "catch.hpp"
#include "conformance.hpp"
#include "pep440_version.hpp"

#include <devenv/base/text.hpp>

#include <functional>
#include <string_view>
#include <vector>

using namespace devenv;
using test::Json;

namespace {

using Texts = std::vector<std::string>;

std::string text_at(const Json& vector, std::size_t index)
{
    return vector.at(index).get<std::string>();
}

Pep440Version version_at(const Json& vector, std::size_t index)
{
    const auto version = parse_pep440_version(vector.at(index).get<std::string>());
    REQUIRE(version);
    return *version;
}

void check_parts(const std::string& test, const Json& vector)
{
    const auto version = version_at(vector, 0);
    const auto& expected = vector.at(1);
    const auto number = [](const auto& value) { return value ? Json(*value) : Json(nullptr); };
    auto base = version;
    base.local.clear();
    if (test == "version_public") {
        CHECK(to_string(base) == expected);
    } else if (test == "version_base_version") {
        base.pre.reset();
        base.post.reset();
        base.dev.reset();
        CHECK(to_string(base) == expected);
    } else if (test == "version_epoch") {
        CHECK(version.epoch == expected);
    } else if (test == "version_release") {
        CHECK(Json(version.release) == expected);
    } else if (test == "version_local") {
        CHECK((version.local.empty() ? Json(nullptr) : Json(join(version.local, "."))) == expected);
    } else if (test == "version_pre") {
        constexpr const char* letters[] = {"a", "b", "rc"};
        const auto pre =
            version.pre ? Json({letters[static_cast<int>(version.pre->stage)], version.pre->number})
                        : Json(nullptr);
        CHECK(pre == expected);
    } else if (test == "version_is_prerelease") {
        CHECK(version.is_prerelease() == expected);
    } else if (test == "version_dev") {
        CHECK(number(version.dev) == expected);
    } else if (test == "version_is_devrelease") {
        CHECK(version.dev.has_value() == expected);
    } else if (test == "version_post") {
        CHECK(number(version.post) == expected);
    } else if (test == "version_is_postrelease") {
        CHECK(version.post.has_value() == expected);
    } else {
        FAIL("no check for the test " << test);
    }
}

void check_from_parts(const Json& vector)
{
    const auto& parts = vector.at(0);
    const auto version = version_at(vector, 1);
    const auto number = [&](const char* key) {
        const auto value = parts.value(key, Json());
        return value.is_null() ? std::nullopt : std::optional{value.get<std::uint64_t>()};
    };
    CHECK(version.epoch == number("epoch").value_or(0));
    CHECK(Json(version.release) == parts.at("release"));
    CHECK(version.post == number("post"));
    CHECK(version.dev == number("dev"));
    const auto pre = parts.value("pre", Json());
    CHECK(version.pre.has_value() == !pre.is_null());
    if (version.pre) {
        CHECK(version.pre->number == pre.at(1));
        const bool alpha = version.pre->stage == Pep440Version::Stage::Alpha;
        CHECK(alpha == (pre.at(0) == "a"));
    }
    const auto local = parts.value("local", Json());
    CHECK(join(version.local, ".") == (local.is_null() ? "" : local.get<std::string>()));
}

struct Handler
{
    const char* test; // without "test_" in front
    std::function<void(const Json& vector)> check;
};

const std::vector<Handler>& version_handlers()
{
    static const std::vector<Handler> handlers = {
        {"from_parts", check_from_parts},
        {"pickle_roundtrip",
         [](const Json& v) {
             const auto version = version_at(v, 0);
             CHECK(parse_pep440_version(to_string(version)) == version);
         }},
        {"valid_versions", [](const Json& v) { CHECK(parse_pep440_version(text_at(v, 0))); }},
        {"invalid_versions",
         [](const Json& v) { CHECK_FALSE(parse_pep440_version(text_at(v, 0))); }},
        {"oversized_version_raises_valueerror",
         [](const Json& v) { CHECK_FALSE(parse_pep440_version(text_at(v, 0))); }},
        {"normalized_versions",
         [](const Json& v) { CHECK(to_string(version_at(v, 0)) == v.at(1)); }},
        {"version_str_repr", [](const Json& v) { CHECK(to_string(version_at(v, 0)) == v.at(1)); }},
        {"version_hash", [](const Json& v) { CHECK(version_at(v, 0) == version_at(v, 0)); }},
    };
    return handlers;
}

bool is_ascii(const Json& text)
{
    return text.dump(-1, ' ', true).find("\\u") == std::string::npos;
}

// Returns why a vector is not checked; nothing if it was.
std::optional<std::string> check(const std::string& test, const Json& vector)
{
    if (test == "normalized_versions" && !is_ascii(vector.at(0))) {
        return "Unicode's blanks around a version: devenv refuses all that is not ASCII";
    }
    if (test == "dunder_op_returns_notimplemented" || test == "compare_other"
        || test == "base_version_notimplemented_with_non_base_version") {
        return "Python's operator methods";
    }
    for (const auto& handler : version_handlers()) {
        if (handler.test == test) {
            handler.check(vector);
            return std::nullopt;
        }
    }
    check_parts(test, vector);
    return std::nullopt;
}

} // namespace

TEST_CASE("Python's versions are read as its packaging reads them", "[version][conformance]")
{
    const auto vectors = test::read_upstream_json("versions/pep440-packaging.json");
    if (!vectors) {
        return;
    }
    const std::string prefix = "test_version::test_";
    test::Tally tally;
    for (const auto& [name, group] : vectors->items()) {
        if (!name.starts_with(prefix)) {
            continue;
        }
        const auto test = name.substr(prefix.size());
        for (const auto& vector : group.at("cases")) {
            CAPTURE(test, vector.dump().substr(0, 300));
            const auto reason = check(test, vector);
            reason ? tally.set_aside(*reason) : tally.checked();
        }
    }
    CHECK(tally.total() > 0);
    tally.report("PEP 440 versions");
}

TEST_CASE("the order of Python versions is the standard's", "[version][conformance]")
{
    const auto vectors = test::read_upstream_json("versions/pep440-packaging.json");
    if (!vectors) {
        return;
    }
    std::vector<Pep440Version> versions;
    for (const auto& text : vectors->at("test_version::VERSIONS").get<Texts>()) {
        versions.push_back(*parse_pep440_version(text));
    }
    for (std::size_t i = 0; i < versions.size(); ++i) {
        for (std::size_t j = 0; j < versions.size(); ++j) {
            if ((versions[i] <=> versions[j]) != (i <=> j)) {
                FAIL(to_string(versions[i])
                     << " and " << to_string(versions[j]) << " are out of order");
            }
        }
    }
}
