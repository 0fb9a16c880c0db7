#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/base/text.hpp>
#include <devenv/lock/lock_file.hpp>

using namespace devenv;

namespace {

const std::string sha256(64, 'a');

const std::string good_text = replace_all(R"({
  "devenv-lock": 1,
  "tools": {
    "node": {
      "request": "22",
      "version": "22.11.0",
      "environment": {
        "set": {"NPM_CONFIG_PREFIX":"{global}"},
        "path": ["{global}/bin"]
      },
      "artifacts": {
        "linux-arm64": {"url":"https://nodejs.org/dist/a.tar.xz","sha256":"SHA","root":"node-a","bin":["bin"]},
        "linux-x64": {"url":"https://nodejs.org/dist/x.tar.xz","sha256":"SHA","size":26,"root":"node-x","bin":["bin"]}
      }
    },
    "python": {
      "request": "3.12",
      "version": "3.12.4",
      "build": "20240726",
      "environment": {
        "unset": ["PYTHONHOME"]
      },
      "artifacts": {
        "linux-x64": {"url":"https://github.com/p.tar.gz","sha256":"SHA","root":".","bin":["bin","."]}
      }
    }
  }
}
)",
                                          "SHA",
                                          sha256);

Diagnostic refusal_of(const std::string& text)
{
    return failure_of([&] { parse_lock(text, "devenv.lock"); });
}

} // namespace

TEST_CASE("a lock that is read and written is the same, byte for byte", "[lock]")
{
    const auto lock = parse_lock(good_text, "devenv.lock");

    CHECK(format_lock(lock) == good_text);
    CHECK(parse_lock(format_lock(lock), "devenv.lock") == lock);
}

TEST_CASE("a lock is read whole", "[lock]")
{
    const auto lock = parse_lock(good_text, "devenv.lock");

    REQUIRE(lock.tools.size() == 2);
    const auto& node = lock.tools[0];
    CHECK(node.name == "node");
    CHECK(node.request == "22");
    CHECK(node.version == "22.11.0");
    CHECK(node.build.empty());
    CHECK(node.environment.path == std::vector<std::string>{"{global}/bin"});
    const auto& artifact = node.artifacts.at(Platform::LinuxX64);
    CHECK(artifact.url == "https://nodejs.org/dist/x.tar.xz");
    CHECK(artifact.sha256.hex() == sha256);
    CHECK(artifact.size == 26);
    CHECK(node.artifacts.at(Platform::LinuxArm64).size == std::nullopt);
    CHECK(lock.tools[1].build == "20240726");
}

TEST_CASE("a lock is sorted, whatever order it is made in", "[lock]")
{
    auto lock = parse_lock(good_text, "devenv.lock");
    std::swap(lock.tools[0], lock.tools[1]);

    CHECK(format_lock(lock) == good_text);
}

TEST_CASE("each archive has a line of its own, so that two branches can change two of them",
          "[lock]")
{
    const auto text = format_lock(parse_lock(good_text, "devenv.lock"));
    std::size_t count = 0;
    for (const auto line : lines(text)) {
        const bool has_archive = line.find("\"url\"") != std::string_view::npos;
        CHECK(has_archive == (line.find("\"sha256\"") != std::string_view::npos));
        count += has_archive ? 1 : 0;
    }
    CHECK(count == 3);
}

TEST_CASE("an empty lock is a lock", "[lock]")
{
    CHECK(parse_lock(format_lock({}), "devenv.lock") == Lock{});
}

TEST_CASE("a lock with windows line ends is read", "[lock]")
{
    CHECK(format_lock(parse_lock(replace_all(good_text, "\n", "\r\n"), "devenv.lock"))
          == good_text);
}

TEST_CASE("a lock that was tampered with or damaged is refused at its line", "[lock]")
{
    const struct
    {
        std::string from; // of the good text
        std::string to;
        std::size_t line;
        std::string message;
    } cases[] = {
        {"a.tar.xz\",\"sha256\":\"" + sha256 + "\",",
         "a.tar.xz\",",
         12,
         "the lock has no `sha256` here"},
        {"x.tar.xz\",\"sha256\":\"a",
         "x.tar.xz\",\"sha256\":\"g",
         13,
         "the lock has no sha256 of 64 hexadecimal digits here"},
        {"x.tar.xz\",\"sha256\":\"a",
         "x.tar.xz\",\"sha256\":\"",
         13,
         "the lock has no sha256 of 64 hexadecimal digits here"},
        {"\"https://nodejs.org/dist/x",
         "\"http://nodejs.org/dist/x",
         13,
         "the lock has a url that is not https: `http://nodejs.org/dist/x.tar.xz`"},
        {"\"https://nodejs.org/dist/x",
         "\"file:///dist/x",
         13,
         "the lock has a url that is not https: `file:///dist/x.tar.xz`"},
        {"\"node-x\"", "\"../x\"", 13, "the folder `../x` leads out of the archive"},
        {"\"node-x\"", "\"/x\"", 13, "the folder `/x` leads out of the archive"},
        {"\"node-x\"", "\"a/../..\"", 13, "the folder `a/../..` leads out of the archive"},
        {"[\"bin\",\".\"]",
         "[\"bin\",\"../bin\"]",
         24,
         "the folder `../bin` leads out of the archive"},
        {"[\"bin\",\".\"]", "[\"bin\",7]", 24, "the lock's `bin` is no list of texts"},
        {"\"size\":26", "\"size\":-1", 13, "the lock's `size` is no number of bytes"},
        {"\"size\":26", "\"size\":\"26\"", 13, "the lock's `size` is no number of bytes"},
        {"\"size\":26", "\"sise\":26", 13, "the lock has the unknown key `sise` here"},
        {"\"build\"", "\"run\"", 16, "the lock has the unknown key `run` here"},
        {"\"tools\": {", "\"x\": 1, \"tools\": {", 1, "the lock has the unknown key `x` here"},
        {"\"linux-arm64\"", "\"linux-arm\"", 11, "the lock has the unknown platform `linux-arm`"},
        {"\"22.11.0\"", "\"../x\"", 4, "`../x` is no version"},
        {"\"22.11.0\"", "\"a/b\"", 4, "`a/b` is no version"},
        {"\"22.11.0\"", "22", 4, "the lock has no `version` here"},
        {"\"22.11.0\"", "\"22\\n\"", 4, "the lock's `version` has a control character"},
        {"\"node\"", "\"..\"", 4, "`..` is no tool"},
        {"\"node\"", "\"-rf\"", 4, "`-rf` is no tool"},
        {"\"{global}\"", "\"./evil\"", 7, "the lock may not set `NPM_CONFIG_PREFIX` to `./evil`"},
        {"\"{global}\"", "\"-r ./x\"", 7, "the lock may not set `NPM_CONFIG_PREFIX` to `-r ./x`"},
        {"NPM_CONFIG_PREFIX", "A B", 7, "the lock may not set `A B` to `{global}`"},
        {"\"{global}/bin\"", "\"bin\"", 7, "the lock may not put `bin` on PATH"},
        {"\"{global}/bin\"",
         "\"{global}/../bin\"",
         7,
         "the lock may not put `{global}/../bin` on PATH"},
        {"\"PYTHONHOME\"", "\"PYTHON-HOME\"", 20, "`PYTHON-HOME` is no variable"},
        {"{\n        \"unset\": [\"PYTHONHOME\"]\n      }",
         "[]",
         20,
         "the lock has something other than a table here"},
    };
    for (const auto& [from, to, line, message] : cases) {
        const auto text = replace_all(good_text, from, to);
        REQUIRE(text != good_text);
        INFO(to);
        const auto failure = refusal_of(text);
        CHECK(failure.message == message);
        CHECK(failure.exit_code == ExitCode::Usage);
        REQUIRE(failure.location);
        CHECK(failure.location->file == "devenv.lock");
        CHECK(failure.location->line == line);
        CHECK(failure.hints.size() == 1);
    }
}

TEST_CASE("a text where a list belongs is refused", "[lock]")
{
    for (const auto& text : {replace_all(good_text, "[\"bin\",\".\"]", "\"bin\""),
                             replace_all(good_text, "[\"bin\",\".\"]", "null"),
                             replace_all(good_text, "[\"bin\",\".\"]", "{\"a\":\"bin\"}")}) {
        REQUIRE(text != good_text);
        const auto failure = refusal_of(text);
        CHECK(failure.message == "the lock's `bin` is no list of texts");
    }
}

TEST_CASE("a lock with a merge conflict is refused at the conflict", "[lock]")
{
    const auto failure = refusal_of(replace_all(
        good_text, "      \"request\": \"22\",\n", "<<<<<<< HEAD\n=======\n>>>>>>> topic\n"));

    CHECK(failure.message == "the lock has a merge conflict in it");
    CHECK(place_of(failure) == "devenv.lock:5:1");
    CHECK(failure.exit_code == ExitCode::Usage);
}

TEST_CASE("what is no lock of this format is refused, and told what it is", "[lock]")
{
    const struct
    {
        std::string text;
        std::string message;
    } cases[] = {
        {R"({"nodes":{},"root":"root","version":7})",
         "this lock was written by another program called devenv (devenv.sh, for Nix)"},
        {R"({"lockfileVersion":3})", "this lock was not written by devenv"},
        {"[]", "this lock was not written by devenv"},
        {"1", "this lock was not written by devenv"},
        {R"({"devenv-lock":2,"tools":{}})",
         "this lock has format 2, and this devenv knows format 1"},
        {R"({"devenv-lock":"1","tools":{}})",
         "this lock has format \"1\", and this devenv knows format 1"},
        {R"({"devenv-lock":4294967297,"tools":{}})",
         "this lock has format 4294967297, and this devenv knows format 1"},
        {"", "this is not JSON"},
        {"{\"devenv-lock\":1,\"tools\":{", "this is not JSON"},
        {R"({"devenv-lock":1})", "the lock has no `tools`"},
        {R"({"devenv-lock":1,"tools":[]})", "the lock has no `tools`"},
        {R"({"devenv-lock":1,"tools":{"node":7}})",
         "the lock has something other than a table here"},
    };
    for (const auto& [text, message] : cases) {
        INFO(text);
        const auto failure = refusal_of(text);
        CHECK(failure.message == message);
        CHECK(failure.exit_code == ExitCode::Usage);
        REQUIRE(failure.location);
        CHECK(failure.location->line == 1);
    }
}
