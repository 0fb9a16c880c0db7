#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/base/text.hpp>
#include <devenv/hot/markers.hpp>
#include <devenv/plugin/mirror.hpp>
#include <devenv/plugin/plugin.hpp>

#include <algorithm>
#include <set>

using namespace devenv;

namespace {

const std::string good_text = R"(name = "tool"
description = "A tool"
aliases = ["tl"]
scheme = "semver"
upstream = "https://tool.test/dist"
[versions]
url = "{upstream}/index.json"
format = "json"
version = "version"
[artifacts]
kind = "sums-file"
sums = "{upstream}/sums"
root = "tool"
[platforms]
linux-x64 = { target = "linux" }
)";

Plugin good_plugin()
{
    return parse_plugin(good_text, "plugin.toml");
}

} // namespace

TEST_CASE("the plugins of the program can be read and are whole", "[plugin]")
{
    const auto plugins = builtin_plugins();

    CHECK(std::ranges::is_sorted(plugins, {}, &Plugin::name));
    for (const auto* const name : {"go", "node", "python"}) {
        INFO(name);
        CHECK(find_plugin(plugins, name) != nullptr);
    }
    std::set<std::string> names;
    for (const auto& plugin : plugins) {
        INFO(plugin.name);
        CHECK(names.insert(plugin.name).second);
        for (const auto& alias : plugin.aliases) {
            CHECK(names.insert(alias).second);
        }
        CHECK_FALSE(plugin.description.empty());
        CHECK_FALSE(plugin.commands.empty());
        CHECK(plugin.platforms.size() >= 4);
        CHECK(plugin.upstream.starts_with("https://"));
        CHECK_FALSE(plugin.upstream.ends_with('/'));
    }
}

TEST_CASE("what the plugins do to the environment may stand in a lock", "[plugin]")
{
    for (const auto& plugin : builtin_plugins()) {
        INFO(plugin.name);
        for (const auto& [name, value] : plugin.environment.set) {
            CHECK(is_harmless_value(value));
        }
        for (const auto& folder : plugin.environment.path) {
            CHECK(is_harmless_value(folder));
        }
    }
}

TEST_CASE("a tool is found by its name and by its aliases", "[plugin]")
{
    const std::vector<Plugin> plugins{good_plugin()};

    CHECK(find_plugin(plugins, "tool") == plugins.data());
    CHECK(find_plugin(plugins, "tl") == plugins.data());
    CHECK(find_plugin(plugins, "Tool") == nullptr);
}

TEST_CASE("the hot path looks for the files that the plugins read", "[plugin]")
{
    std::set<std::string, std::less<>> read{"devenv.lock"};
    for (const auto& plugin : builtin_plugins()) {
        for (const auto& file : plugin.version_files) {
            read.insert(file.name);
        }
    }

    CHECK(
        read
        == std::set<std::string, std::less<>>{hot::marker_names.begin(), hot::marker_names.end()});
}

TEST_CASE("a plugin is read whole", "[plugin]")
{
    const auto plugin = good_plugin();

    CHECK(plugin.scheme == VersionScheme::Semver);
    CHECK(plugin.versions.format == VersionList::Format::JsonArray);
    CHECK(plugin.artifacts.kind == ArtifactSource::Kind::SumsFile);
    CHECK(plugin.platforms.at(Platform::LinuxX64).target == "linux");
    CHECK(plugin.version_files.empty());
}

TEST_CASE("a mistake in a plugin is told with its place", "[plugin]")
{
    const struct
    {
        std::string from; // of the good text
        std::string to;
        std::string place;
        std::string message;
        std::string hint; // how it begins
    } cases[] = {
        {"scheme = \"semver\"",
         "scheme = \"calver\"",
         "plugin.toml:4:10",
         "`calver` is no scheme",
         "known: `semver`, `pep440`, `go`"},
        {"format = \"json\"",
         "format = \"xml\"",
         "plugin.toml:8:10",
         "`xml` is no format",
         "known: `json`, `json-lines`"},
        {"kind = \"sums-file\"",
         "kind = \"sums\"",
         "plugin.toml:11:8",
         "`sums` is no kind",
         "known: `sums-file`, `listed`"},
        {"aliases = [\"tl\"]",
         "aliasses = [\"tl\"]",
         "plugin.toml:3:1",
         "unknown key `aliasses` in the plugin",
         "did you mean `aliases`?"},
        {"aliases = [\"tl\"]",
         "aliases = \"tl\"",
         "plugin.toml:3:11",
         "`aliases` must be a list of strings",
         ""},
        {"linux-x64 =",
         "linux-amd64 =",
         "plugin.toml:15:1",
         "`linux-amd64` is no platform",
         "known: "},
        {"{ target = \"linux\" }",
         "\"linux\"",
         "plugin.toml:15:1",
         "`linux-x64` is no platform",
         ""},
        {"{ target =",
         "{ traget =",
         "plugin.toml:15:15",
         "unknown key `traget` in [platforms.linux-x64]",
         "did you mean `target`?"},
        {"[versions]", "[version]", "plugin.toml:1:1", "the plugin has no [versions]", ""},
        {"name = \"tool\"", "", "plugin.toml:1:1", "the plugin has no `name`", ""},
        {"sums = \"{upstream}/sums\"", "", "plugin.toml:10:1", "[artifacts] has no `sums`", ""},
    };
    for (const auto& [from, to, place, message, hint] : cases) {
        const auto text = replace_all(good_text, from, to);
        REQUIRE(text != good_text);
        INFO(to);
        const auto failure = failure_of([&] { parse_plugin(text, "plugin.toml"); });
        CHECK(place_of(failure) == place);
        CHECK(failure.message == message);
        CHECK((hint.empty() || (!failure.hints.empty() && failure.hints[0].starts_with(hint))));
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

TEST_CASE("a mirror stands in for the upstream's base only", "[mirror]")
{
    const auto plugin = good_plugin();
    const Env env{{"DEVENV_TOOL_MIRROR", "http://mirror.test/tool//"}};

    CHECK(mirrored_url(plugin, "https://tool.test/dist/v1/a.zip", {})
          == "https://tool.test/dist/v1/a.zip");
    CHECK(mirrored_url(plugin, "https://tool.test/dist/v1/a.zip", env)
          == "http://mirror.test/tool/v1/a.zip");
    CHECK(mirrored_url(plugin, "https://other.test/a.zip", env) == "https://other.test/a.zip");
    CHECK(mirrored_url(plugin, "https://tool.test/distant/a.zip", env)
          == "https://tool.test/distant/a.zip");
}

TEST_CASE("the version list is the mirror's unless it is said to lie elsewhere", "[mirror]")
{
    const auto plugin = good_plugin();
    Env env;
    CHECK(index_url(plugin, env) == "https://tool.test/dist/index.json");
    env["DEVENV_TOOL_MIRROR"] = "http://mirror.test";
    CHECK(index_url(plugin, env) == "http://mirror.test/index.json");
    env["DEVENV_TOOL_INDEX"] = "http://index.test/list";
    CHECK(index_url(plugin, env) == "http://index.test/list");
    env["DEVENV_TOOL_INDEX"] = "";
    CHECK(index_url(plugin, env) == "http://mirror.test/index.json");
}

TEST_CASE("the variables of a tool are named without a dash", "[mirror]")
{
    auto plugin = good_plugin();
    plugin.name = "my-tool";

    CHECK(index_url(plugin, {{"DEVENV_MY_TOOL_INDEX", "http://index.test"}})
          == "http://index.test");
}

TEST_CASE("an address is the upstream's only if it lies below its base", "[mirror]")
{
    const auto plugin = good_plugin();

    CHECK(is_of_upstream(plugin, "https://tool.test/dist/v1/a.zip"));
    CHECK(is_of_upstream(plugin, "https://tool.test/dist/v1/a..b.zip"));
    for (const auto* const url : {"https://tool.test/dist",
                                  "https://tool.test/distant/a.zip",
                                  "https://tool.test.evil.test/dist/a.zip",
                                  "http://tool.test/dist/a.zip",
                                  "https://evil.test/?https://tool.test/dist/a.zip",
                                  "https://tool.test/dist/../evil/a.zip",
                                  "https://tool.test/dist/v1/../../evil/a.zip"}) {
        INFO(url);
        CHECK_FALSE(is_of_upstream(plugin, url));
    }
}

TEST_CASE("an address may not climb in disguise", "[mirror]")
{
    const auto plugin = good_plugin();
    for (const auto* const url : {"https://tool.test/dist/%2e%2e/evil/a.zip",
                                  "https://tool.test/dist/%2E./evil/a.zip",
                                  "https://tool.test/dist/..",
                                  "https://tool.test/dist/..?a.zip",
                                  "https://tool.test/dist/..\\evil\\a.zip"}) {
        INFO(url);
        CHECK_FALSE(is_of_upstream(plugin, url));
    }
}
