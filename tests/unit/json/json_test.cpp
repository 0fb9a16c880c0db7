#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/json/json.hpp>

using namespace devenv;

TEST_CASE("the place of a mistake in JSON is told", "[json]")
{
    const struct
    {
        std::string text;
        std::string place;
    } cases[] = {
        {"", "x.json:1:1"},
        {"{]", "x.json:1:2"},
        {"{\n  \"a\": }\n", "x.json:2:8"},
        {"{\n  \"a\": 1,\n}\n", "x.json:3:1"},
        {"[1, 2] 3", "x.json:1:8"},
        {"<!DOCTYPE html>", "x.json:1:1"},
        {"\"\xff\"", "x.json:1:2"},
    };
    for (const auto& [text, place] : cases) {
        INFO(text);
        const auto failure = failure_of([&] { parse_json(text, "x.json"); });
        CHECK(failure.message == "this is not JSON");
        CHECK(place_of(failure) == place);
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

TEST_CASE("a number that no type can hold is a mistake in JSON like any other", "[json]")
{
    const auto failure = failure_of([] { parse_json("[1e999]", "x.json"); });

    CHECK(failure.message == "this is not JSON");
}

TEST_CASE("keys keep their order", "[json]")
{
    CHECK(format_json(parse_json(R"({"b":1,"a":2})", "x"), 0) == "{\"b\":1,\"a\":2}\n");
}

TEST_CASE("JSON is written over lines down to a depth, and on one line below it", "[json]")
{
    const auto json = parse_json(R"({"a":{"b":[1,2]},"c":[],"d":"x"})", "x");

    CHECK(format_json(json, 0) == "{\"a\":{\"b\":[1,2]},\"c\":[],\"d\":\"x\"}\n");
    CHECK(format_json(json, 1)
          == "{\n"
             "  \"a\": {\"b\":[1,2]},\n"
             "  \"c\": [],\n"
             "  \"d\": \"x\"\n"
             "}\n");
    CHECK(format_json(json, 3)
          == "{\n"
             "  \"a\": {\n"
             "    \"b\": [\n"
             "      1,\n"
             "      2\n"
             "    ]\n"
             "  },\n"
             "  \"c\": [],\n"
             "  \"d\": \"x\"\n"
             "}\n");
    CHECK(format_json(Json::object(), 3) == "{}\n");
}

TEST_CASE("text that is not UTF-8 is written rather than refused", "[json]")
{
    CHECK(format_json(Json{"a\xff"}, 0) == "[\"a\xef\xbf\xbd\"]\n");
}
