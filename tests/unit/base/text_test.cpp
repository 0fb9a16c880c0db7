#include "catch.hpp"

#include <devenv/base/text.hpp>

using namespace devenv;

TEST_CASE("lines are what stands between line ends of either kind", "[text]")
{
    CHECK(lines("").empty());
    CHECK(lines("a") == std::vector<std::string_view>{"a"});
    CHECK(lines("a\r\nb\n") == std::vector<std::string_view>{"a", "b"});
    CHECK(lines("a\n\nb") == std::vector<std::string_view>{"a", "", "b"});
}

TEST_CASE("the nearest candidate is found only where it is near enough", "[text]")
{
    const std::vector<std::string> tools{"go", "node", "python"};

    CHECK(nearest("nod", tools) == "node");
    CHECK(nearest("pyhton", tools) == "python");
    CHECK(nearest("ruby", tools) == std::nullopt);
}

TEST_CASE("replacing leaves what it put in alone", "[text]")
{
    CHECK(replace_all("a-b-c", "-", "--") == "a--b--c");
    CHECK(replace_all("abc", "x", "y") == "abc");
}
