#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/toml/toml.hpp>

using namespace devenv;

namespace {

const std::string document_text = R"(name = "x"
number = 3
list = ["a", 1]
names = ["a", "b"]
[table]
a = "1"
[mixed]
a = 1
[[tables]]
[[tables]]
)";

} // namespace

TEST_CASE("the place of a mistake in TOML is told", "[toml]")
{
    const struct
    {
        std::string text;
        std::string place;
    } cases[] = {
        {"a = 1\nb = = 2\n", "x.toml:2:5"},
        {"a = 1\na = 2\n", "x.toml:2:5"},
        {"[tools\n", "x.toml:1:7"},
        {"a = \"1\n", "x.toml:1:7"},
    };
    for (const auto& [text, place] : cases) {
        INFO(text);
        const auto failure = failure_of([&] { parse_toml(text, "x.toml"); });
        CHECK(failure.message == "this is not TOML");
        CHECK(place_of(failure) == place);
        CHECK(failure.causes.size() == 1);
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

TEST_CASE("a table gives what was asked for in the type it was asked for", "[toml]")
{
    const auto document = parse_toml(document_text, "x.toml");
    TableReader reader{document, "x.toml", "the table"};

    CHECK(reader.text("name") == "x");
    CHECK(reader.text("none") == std::nullopt);
    CHECK(reader.texts("names") == std::vector<std::string>{"a", "b"});
    CHECK(reader.texts("none").empty());
    CHECK(reader.text_map("table") == std::map<std::string, std::string>{{"a", "1"}});
    CHECK(reader.tables("tables").size() == 2);
    CHECK(reader.table("none") == nullptr);
}

TEST_CASE("a value of another type is refused at its place", "[toml]")
{
    const auto document = parse_toml(document_text, "x.toml");
    TableReader reader{document, "x.toml", "the table"};
    const struct
    {
        std::function<void()> read;
        std::string message;
        std::string place;
    } cases[] = {
        {[&] { reader.text("number"); }, "`number` must be a string", "x.toml:2:10"},
        {[&] { reader.texts("list"); }, "`list` must be a list of strings", "x.toml:3:8"},
        {[&] { reader.texts("name"); }, "`name` must be a list of strings", "x.toml:1:8"},
        {[&] { reader.table("name"); }, "`name` must be a table", "x.toml:1:8"},
        {[&] { reader.text_map("mixed"); }, "`mixed` must be a table of strings", "x.toml:7:1"},
        {[&] { reader.tables("table"); }, "`table` must be a list of tables", "x.toml:5:1"},
        {[&] { reader.required_text("none"); }, "the table has no `none`", "x.toml:1:1"},
    };
    for (const auto& [read, message, place] : cases) {
        const auto failure = failure_of(read);
        CHECK(failure.message == message);
        CHECK(place_of(failure) == place);
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

TEST_CASE("a key that nobody asked for is named, with the nearest one", "[toml]")
{
    const auto document = parse_toml("good = \"1\"\nversoin = \"2\"\n", "x.toml");
    TableReader reader{document, "x.toml", "the table"};
    reader.text("good");
    reader.text("version");

    const auto failure = failure_of([&] { reader.finish(); });

    CHECK(failure.message == "unknown key `versoin` in the table");
    CHECK(place_of(failure) == "x.toml:2:1");
    CHECK(failure.hints == std::vector<std::string>{"did you mean `version`?"});
}

TEST_CASE("where no key is near, the known ones are listed", "[toml]")
{
    const auto document = parse_toml("[other]\n", "x.toml");
    TableReader reader{document, "x.toml", "the table"};
    reader.text("version");
    reader.text("name");

    const auto failure = failure_of([&] { reader.finish(); });

    CHECK(failure.message == "unknown table `other` in the table");
    CHECK(failure.hints == std::vector<std::string>{"known here: name, version"});
}
