#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/manifest/manifest.hpp>

using namespace devenv;

TEST_CASE("a manifest says what it asks for, in its own order", "[manifest]")
{
    const auto manifest = parse_manifest("# a comment\n"
                                         "[tools]\n"
                                         "python = \"3.12\"\n"
                                         "node   = { version = \"lts\", platforms = "
                                         "[\"linux-x64\", \"macos-arm64\"] }\n"
                                         "go.version = \"1.22\"\n",
                                         "devenv.toml");

    REQUIRE(manifest.tools.size() == 3);
    CHECK(manifest.tools[0].tool == "python");
    CHECK(manifest.tools[0].request == "3.12");
    CHECK(manifest.tools[0].kind == Declaration::Kind::Pin);
    CHECK(manifest.tools[0].tool_location == SourceLocation{"devenv.toml", 3, 1});
    CHECK(manifest.tools[0].request_location == SourceLocation{"devenv.toml", 3, 10});
    CHECK(manifest.tools[0].platforms.empty());
    CHECK(manifest.tools[1].tool == "node");
    CHECK(manifest.tools[1].request == "lts");
    CHECK(manifest.tools[1].request_location == SourceLocation{"devenv.toml", 4, 22});
    CHECK(manifest.tools[1].platforms
          == std::vector<Platform>{Platform::LinuxX64, Platform::MacosArm64});
    CHECK(manifest.tools[2].tool == "go");
    CHECK(manifest.tools[2].request == "1.22");
}

TEST_CASE("a manifest may ask for nothing", "[manifest]")
{
    CHECK(parse_manifest("", "devenv.toml").tools.empty());
    CHECK(parse_manifest("[tools]\n", "devenv.toml").tools.empty());
}

TEST_CASE("tables that are not acted on are told with their places", "[manifest]")
{
    const auto manifest = parse_manifest("[env]\n"
                                         "A = 1\n"
                                         "_.file = \".env\"\n"
                                         "[tasks]\n"
                                         "dev = \"npm start\"\n",
                                         "devenv.toml");

    CHECK(manifest.not_in_use
          == std::vector<SourceLocation>{{"devenv.toml", 1, 1}, {"devenv.toml", 4, 1}});
}

TEST_CASE("a mistake in a manifest is told with its place", "[manifest]")
{
    const struct
    {
        std::string text;
        std::string place;
        std::string message;
        std::string hint; // how it begins
    } cases[] = {
        {"[tools]\nnode = \"22\"\nnode = \"20\"\n", "devenv.toml:3:8", "this is not TOML", ""},
        {"[tools]\npython = 3.10\n",
         "devenv.toml:2:10",
         "the version of `python` must be a string",
         "write python = "},
        {"[tools]\nnode = true\n", "devenv.toml:2:8", "the version of `node` must be a string", ""},
        {"[tools]\nnode = [\"22\"]\n",
         "devenv.toml:2:8",
         "the version of `node` must be a string",
         ""},
        {"tools = \"node\"\n", "devenv.toml:1:9", "`tools` must be a table", ""},
        {"[[tools]]\n", "devenv.toml:1:1", "`tools` must be a table", ""},
        {"[tools]\nnode = {}\n", "devenv.toml:2:8", "`node` has no `version`", ""},
        {"[tools]\nnode = { version = 22 }\n",
         "devenv.toml:2:20",
         "`version` must be a string",
         ""},
        {"[tools]\nnode = { version = \"22\", platform = [] }\n",
         "devenv.toml:2:26",
         "unknown key `platform` in `node`",
         "did you mean `platforms`?"},
        {"[tools]\nnode = { version = \"22\", platforms = \"linux-x64\" }\n",
         "devenv.toml:2:38",
         "`platforms` must be a list of strings",
         ""},
        {"[tools]\nnode = { version = \"22\", platforms = [\n  \"linux-x64\",\n  "
         "\"linux-amd64\",\n] }\n",
         "devenv.toml:4:3",
         "unknown platform `linux-amd64`",
         "known: linux-arm64, "},
        {"[tool]\nnode = \"22\"\n",
         "devenv.toml:1:2",
         "unknown table `tool` in the manifest",
         "did you mean `tools`?"},
        {"node = \"22\"\n",
         "devenv.toml:1:1",
         "`node` stands in no table",
         "put it below a line `[tools]`"},
        {"env = \"x\"\n", "devenv.toml:1:7", "`env` must be a table", ""},
    };
    for (const auto& [text, place, message, hint] : cases) {
        INFO(text);
        const auto failure = failure_of([&] { parse_manifest(text, "devenv.toml"); });
        CHECK(place_of(failure) == place);
        CHECK(failure.message == message);
        CHECK((hint.empty() || (!failure.hints.empty() && failure.hints[0].starts_with(hint))));
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}
