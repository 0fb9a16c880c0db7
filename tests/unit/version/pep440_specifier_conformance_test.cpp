#include "catch.hpp"
#include "conformance.hpp"
#include "pep440_specifier.hpp"

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

Pep440SpecifierSet set_of(const std::string& text)
{
    const auto set = parse_pep440_specifiers(text);
    REQUIRE(set);
    return *set;
}

std::optional<bool> policy_at(const Json& vector, std::size_t index)
{
    const auto& value = vector.at(index);
    return value.is_null() ? std::nullopt : std::optional{value.get<bool>()};
}

// packaging's policy, of which devenv takes a part: with nothing said, a prerelease is in where a
// specifier names one, or where no final release is.
Texts filter(const std::string& specifiers, std::optional<bool> prereleases, const Texts& versions)
{
    const auto set = set_of(specifiers);
    if (!prereleases && names_prerelease(set)) {
        prereleases = true;
    }
    Texts all;
    Texts without_prereleases;
    bool any_final = false;
    for (const auto& version : versions) {
        if (!contains(set, version)) {
            continue;
        }
        const auto parsed = parse_pep440_version(version);
        all.push_back(version);
        if (!parsed || !parsed->is_prerelease()) {
            without_prereleases.push_back(version);
            any_final = any_final || parsed;
        }
    }
    return prereleases.value_or(!any_final) ? all : without_prereleases;
}

bool accepts(const std::string& specifiers,
             std::optional<bool> prereleases,
             const std::string& version)
{
    return !filter(specifiers, prereleases, {version}).empty();
}

bool same(const std::string& left, const std::string& right)
{
    const auto a = set_of(left).at(0);
    const auto b = set_of(right).at(0);
    return a.op == b.op && a.version == b.version && a.wildcard == b.wildcard && a.text == b.text;
}

struct Handler
{
    const char* test; // without "test_" in front
    std::function<void(const Json& vector)> check;
};

void check_normalized_in_specifiers(const Json& vector)
{
    const auto text = text_at(vector, 0);
    CHECK(contains(set_of("==" + text), text));
    if (text.find('+') == std::string::npos) {
        CHECK(contains(set_of("<=" + text), text));
        CHECK(contains(set_of(">=" + text), text));
    }
}

void check_intersection(const Json& vector)
{
    const auto versions = vector.at(2).get<Texts>();
    Texts in_both;
    for (const auto& version : versions) {
        if (contains(set_of(text_at(vector, 0)), version)
            && contains(set_of(text_at(vector, 1)), version)) {
            in_both.push_back(version);
        }
    }
    CHECK(filter(text_at(vector, 0) + ',' + text_at(vector, 1), true, versions) == in_both);
}

void check_order_of_specifiers(const Json& vector)
{
    const auto set = set_of(text_at(vector, 0));
    const Pep440SpecifierSet reversed{set.rbegin(), set.rend()};
    for (const auto& version : vector.at(1).get<Texts>()) {
        CHECK(contains(set, version) == contains(reversed, version));
    }
}

void check_installed(const Json& vector)
{
    const auto version = text_at(vector, 1);
    const auto said = policy_at(vector, 3) ? policy_at(vector, 3) : policy_at(vector, 2);
    const bool installed = vector.at(4) == true && parse_pep440_version(version)->is_prerelease();
    CHECK(accepts(text_at(vector, 0), installed ? true : said, version) == vector.at(5));
}

const std::vector<Handler>& grammar_handlers()
{
    const auto is_specifier = [](const Json& v) { CHECK(parse_pep440_specifiers(text_at(v, 0))); };
    const auto is_no_specifier = [](const Json& v) {
        CHECK_FALSE(parse_pep440_specifiers(text_at(v, 0)));
    };
    static const std::vector<Handler> handlers = {
        {"pickle_specifier_roundtrip", is_specifier},
        {"pickle_specifierset_roundtrip", is_specifier},
        {"specifier_construction_is_lazy", is_specifier},
        {"specifierset_construction_is_lazy", is_specifier},
        {"specifiers_valid", is_specifier},
        {"specifiers_hash", is_specifier},
        {"specifiers_invalid", is_no_specifier},
        {"contains_oversized_version_raises_valueerror", is_no_specifier},
        {"specifiers_str_and_repr",
         [](const Json& v) { CHECK(to_string(set_of(text_at(v, 0))) == v.at(1)); }},
        {"specifier_operator_property",
         [](const Json& v) { CHECK(to_string(set_of(text_at(v, 0))).starts_with(text_at(v, 1))); }},
        {"specifier_version_property",
         [](const Json& v) { CHECK(to_string(set_of(text_at(v, 0))).ends_with(text_at(v, 1))); }},
        {"comparison_true",
         [](const Json& v) { CHECK(same(text_at(v, 0), text_at(v, 1)) == (v.at(2) == "eq")); }},
        {"comparison_false",
         [](const Json& v) { CHECK(same(text_at(v, 0), text_at(v, 1)) == (v.at(2) == "ne")); }},
        {"comparison_canonicalizes",
         [](const Json& v) { CHECK(same(text_at(v, 0), text_at(v, 1))); }},
        {"length", [](const Json& v) { CHECK(set_of(text_at(v, 0)).size() == v.at(1)); }},
        {"iteration",
         [](const Json& v) {
             CHECK(to_string(set_of(text_at(v, 0))) == join(v.at(1).get<Texts>(), ","));
         }},
        {"specifiers_combine",
         [](const Json& v) {
             CHECK(to_string(set_of(text_at(v, 0) + ',' + text_at(v, 1))) == v.at(2));
         }},
    };
    return handlers;
}

const std::vector<Handler>& contains_handlers()
{
    const auto version_then_specifier = [](const Json& v) {
        CHECK(contains(set_of(text_at(v, 1)), text_at(v, 0)) == v.at(2));
    };
    const auto specifier_then_version = [](const Json& v) {
        CHECK(contains(set_of(text_at(v, 0)), text_at(v, 1)) == v.at(2));
    };
    static const std::vector<Handler> handlers = {
        {"specifiers_normalized", check_normalized_in_specifiers},
        {"boundary_closure_short_release", specifier_then_version},
        {"contains_post_release_boundary_intersection", specifier_then_version},
        {"invalid_version", specifier_then_version},
        {"specifiers", version_then_specifier},
        {"arbitrary_equality", version_then_specifier},
        {"contains_arbitrary_equality_contains", version_then_specifier},
        {"comparison_ignores_local", version_then_specifier},
        {"arbitrary_equality_is_intersection_preserving", check_intersection},
        {"contains_identical_across_canonicalization", check_order_of_specifiers},
        {"contains_rejects_invalid_specifier",
         [](const Json& v) { CHECK_FALSE(contains(set_of(text_at(v, 0)), text_at(v, 1))); }},
        {"contains_equivalent_with_version_objects",
         [](const Json& v) {
             const auto set = set_of(text_at(v, 0));
             const bool by_text = text_at(v, 0).starts_with("===");
             for (const auto* const item : {"1.0", "1.0rc1", "1.4.9", "2!1.0", "1.0+local"}) {
                 const auto other_spelling = 'v' + to_lower(item);
                 CHECK((by_text || contains(set, item) == contains(set, other_spelling)));
             }
         }},
    };
    return handlers;
}

const std::vector<Handler>& prerelease_handlers()
{
    static const std::vector<Handler> handlers = {
        {"specifier_prereleases_detection",
         [](const Json& v) { CHECK(names_prerelease(set_of(text_at(v, 0))) == v.at(1)); }},
        {"specifiers_prereleases",
         [](const Json& v) {
             const auto said = policy_at(v, 3) ? policy_at(v, 3) : policy_at(v, 2);
             CHECK(accepts(text_at(v, 0), said, text_at(v, 1)) == v.at(4));
         }},
        {"specifier_prereleases_set",
         [](const Json& v) {
             CHECK(accepts(text_at(v, 0), policy_at(v, 1), text_at(v, 3)) == v.at(4));
             CHECK(accepts(text_at(v, 0), policy_at(v, 2), text_at(v, 3)) == v.at(5));
         }},
        {"specifier_prereleases_explicit",
         [](const Json& v) {
             CHECK(accepts(text_at(v, 5), policy_at(v, 0), text_at(v, 2)) == v.at(3));
             CHECK(accepts(text_at(v, 5), policy_at(v, 1), text_at(v, 2)) == v.at(4));
         }},
        {"specifier_contains_installed_prereleases", check_installed},
        {"specifier_filter",
         [](const Json& v) {
             const auto said = policy_at(v, 2) ? policy_at(v, 2) : policy_at(v, 1);
             CHECK(Json(filter(text_at(v, 0), said, v.at(3).get<Texts>())) == v.at(4));
         }},
        {"filter_exclusionary_bridges",
         [](const Json& v) {
             CHECK(Json(filter(text_at(v, 0), policy_at(v, 1), v.at(2).get<Texts>())) == v.at(3));
         }},
        {"contains_exclusionary_bridges",
         [](const Json& v) {
             CHECK(accepts(text_at(v, 0), policy_at(v, 1), text_at(v, 2)) == v.at(3));
         }},
        {"empty_specifier_arbitrary_string",
         [](const Json& v) {
             CHECK(Json(filter("", policy_at(v, 0), v.at(1).get<Texts>())) == v.at(2));
         }},
        {"empty_specifier_ordering_with_arbitrary",
         [](const Json& v) {
             CHECK(Json(filter("", std::nullopt, v.at(0).get<Texts>())) == v.at(1));
         }},
    };
    return handlers;
}

struct NotOurs
{
    const char* test;
    const char* reason;
};

constexpr const char* hidden_inputs = "the inputs stand in Python code and not in the vectors";
constexpr const char* caches = "packaging's own caches";
constexpr const char* other_forms = "packaging's other forms of a set, compared with each other";
constexpr const char* relations = "sets compared with each other; devenv picks from a list";

constexpr NotOurs not_ours[] = {
    {"specifier_filter_with_key", hidden_inputs},
    {"specifierset_filter_with_key", hidden_inputs},
    {"empty_specifierset_filter_with_key", hidden_inputs},
    {"spec_version_cache_consistency", caches},
    {"spec_version_cache_with_wildcards", caches},
    {"spec_version_cache_with_arbitrary_equality", caches},
    {"spec_version_cache_compatible_operator", caches},
    {"contains_equivalent", other_forms},
    {"filter_equivalent", other_forms},
    {"to_specifier_set_roundtrip_matches", other_forms},
    {"is_subset", relations},
    {"is_superset", relations},
    {"is_disjoint", relations},
    {"set_relations_raise_on_prerelease_policy_mismatch", relations},
    {"set_relations_require_specifierset", relations},
    {"set_relations_reject_arbitrary_equality", relations},
};

// Returns why a vector is not checked; nothing if it was.
std::optional<std::string>
check(const std::string& test, const Json& vector, const Texts& all_versions)
{
    for (const auto* handlers :
         {&grammar_handlers(), &contains_handlers(), &prerelease_handlers()}) {
        for (const auto& handler : *handlers) {
            if (handler.test == test) {
                handler.check(vector);
                return std::nullopt;
            }
        }
    }
    for (const auto& [name, reason] : not_ours) {
        if (name == test) {
            return reason;
        }
    }
    if (test != "post_release_boundary_unsatisfiable") {
        FAIL("no check for the test " << test);
    }
    CHECK(filter(text_at(vector, 0), true, all_versions).empty());
    return std::nullopt;
}

} // namespace

TEST_CASE("Python's specifiers are read as its packaging reads them", "[version][conformance]")
{
    const auto vectors = test::read_upstream_json("versions/pep440-packaging.json");
    if (!vectors) {
        return;
    }
    const auto all_versions = vectors->at("test_version::VERSIONS").get<Texts>();
    const std::string prefix = "test_specifiers::test_";
    test::Tally tally;
    for (const auto& [name, group] : vectors->items()) {
        if (!name.starts_with(prefix)) {
            continue;
        }
        const auto test = name.substr(prefix.size());
        for (const auto& vector : group.at("cases")) {
            CAPTURE(test, vector.dump().substr(0, 300));
            const auto reason = check(test, vector, all_versions);
            reason ? tally.set_aside(*reason) : tally.checked();
        }
    }
    CHECK(tally.total() > 0);
    tally.report("PEP 440 specifiers");
}
