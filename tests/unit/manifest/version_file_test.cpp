#include "../base/failure.hpp"
#include "catch.hpp"

#include <devenv/manifest/version_file.hpp>

using namespace devenv;

namespace {

using Reader = std::vector<Declaration> (*)(std::string_view,
                                            const std::string&,
                                            const std::string&);

// "pin 22 at 1:1, floor ..."
std::string summary(const std::vector<Declaration>& declarations)
{
    std::string text;
    for (const auto& found : declarations) {
        text += text.empty() ? "" : ", ";
        text += found.kind == Declaration::Kind::Pin ? "pin " : "floor ";
        text += found.request + " at " + std::to_string(found.request_location.line) + ':'
                + std::to_string(found.request_location.column);
    }
    return text;
}

struct Good
{
    std::string text;
    std::string found;
};

struct Bad
{
    std::string text;
    std::string place;
    std::string message;
};

void check_good(Reader read, const std::vector<Good>& cases)
{
    for (const auto& [text, found] : cases) {
        INFO(text);
        CHECK(summary(read(text, "file", "tool")) == found);
    }
}

void check_bad(Reader read, const std::vector<Bad>& cases)
{
    for (const auto& [text, place, message] : cases) {
        INFO(text);
        const auto failure = failure_of([&] { read(text, "file", "tool"); });
        CHECK(place_of(failure) == place);
        CHECK(failure.message == message);
        CHECK(failure.exit_code == ExitCode::Usage);
    }
}

const std::vector<Bad> no_version{
    {"", "file", "the file names no version"},
    {"\n \t\r\n", "file", "the file names no version"},
    {"# 22\n", "file", "the file names no version"},
    {"\xEF\xBB\xBF", "file", "the file names no version"},
    {std::string{"\xFF\xFE"
                 "2\0"
                 "2\0",
                 6},
     "file",
     "the file names no version"},
};

} // namespace

TEST_CASE("a version file declares what its tool wants", "[version_file]")
{
    const auto found = read_nvmrc("22\n", ".nvmrc", "node");

    REQUIRE(found.size() == 1);
    CHECK(found[0].tool == "node");
    CHECK(found[0].tool_location == SourceLocation{".nvmrc", 1, 1});
    CHECK(found[0].platforms.empty());
}

TEST_CASE(".nvmrc has one version among comments and settings", "[version_file]")
{
    check_good(read_nvmrc,
               {{"22", "pin 22 at 1:1"},
                {"v22.11.0\n", "pin v22.11.0 at 1:1"},
                {"22\r\n", "pin 22 at 1:1"},
                {"\xEF\xBB\xBF"
                 "22\n",
                 "pin 22 at 1:1"},
                {"# why\n\n  lts/jod # until May\n", "pin lts/jod at 3:3"},
                {"mirror=x\n22\nother = y\n", "pin 22 at 2:1"}});
    check_bad(read_nvmrc, no_version);
    check_bad(read_nvmrc,
              {{"22\n# and\n20\n", "file:3:1", "a second version in `file`"},
               {"mirror=x\n", "file", "the file names no version"}});
}

TEST_CASE("a text in UTF-16 is told apart from an empty one", "[version_file]")
{
    for (const Reader read : {read_nvmrc, read_version_line, read_python_version}) {
        const auto failure = failure_of([&] { read("\xFF\xFE", "file", "tool"); });
        CHECK(failure.hints == std::vector<std::string>{"save it as UTF-8"});
    }
}

TEST_CASE("a version line is the first that says something", "[version_file]")
{
    check_good(read_version_line,
               {{"22.11.0", "pin 22.11.0 at 1:1"},
                {"# why\n\n\tv22 # x\r\n20\n", "pin v22 at 3:2"},
                {"\xEF\xBB\xBF"
                 "22\n",
                 "pin 22 at 1:1"}});
    check_bad(read_version_line, no_version);
}

TEST_CASE(".python-version means the first word of its first line", "[version_file]")
{
    check_good(read_python_version,
               {{"3.12.4\n", "pin 3.12.4 at 1:1"},
                {"# why\r\n3.12\r\n3.11\r\n", "pin 3.12 at 2:1"},
                {"3.12 3.11\n", "pin 3.12 at 1:1"},
                {">=3.11, <3.13\n", "pin >=3.11, <3.13 at 1:1"}});
    check_bad(read_python_version, no_version);
}

TEST_CASE("go.mod has a floor and may have a pin", "[version_file]")
{
    check_good(
        read_go_mod,
        {{"module x\n\ngo 1.22\n", "floor 1.22 at 3:4"},
         {"go 1.22.0\ntoolchain go1.23.4\n", "floor 1.22.0 at 1:4, pin go1.23.4 at 2:11"},
         {"go 1.21\r\n\r\ntoolchain go1.22.1\r\n", "floor 1.21 at 1:4, pin go1.22.1 at 3:11"},
         {"go 1.22 // since generics\n", "floor 1.22 at 1:4"},
         {"go\t1.22\n", "floor 1.22 at 1:4"},
         {"toolchain default\ngo 1.22\n", "floor 1.22 at 2:4"},
         {"// go 1.22\n", ""},
         {"module x\nrequire (\n\tgolang.org/x/mod v0.1.0\n)\n", ""},
         {"godebug default=go1.21\n", ""},
         {"", ""}});
}
