#include "catch.hpp"

#include <devenv/base/error.hpp>

using namespace devenv;

TEST_CASE("an error is shown with its place, the line, why, and what to do", "[error]")
{
    Error error{"unknown tool `nod`"};
    error.at({"devenv.toml", 2, 1}).because("no plugin has that name").hint("did you mean `node`?");

    const auto text = render(error.diagnostic(), "[tools]\nnod = \"22\"\n", Colour::Off);

    CHECK(text == "devenv.toml:2:1: error: unknown tool `nod`\n"
                  "  2 | nod = \"22\"\n"
                  "    | ^\n"
                  "  because: no plugin has that name\n"
                  "hint: did you mean `node`?\n");
}

TEST_CASE("context becomes the message, and the message its first cause", "[error]")
{
    Error error{"the connection was refused"};
    error.because("nobody listens there");

    error.in_context("cannot download `x`");

    CHECK(error.diagnostic().message == "cannot download `x`");
    CHECK(error.diagnostic().causes
          == std::vector<std::string>{"the connection was refused", "nobody listens there"});
}

TEST_CASE("without colour no escape sequence is written", "[error]")
{
    const Error error{"x"};

    CHECK(render(error.diagnostic(), std::nullopt, Colour::Off) == "error: x\n");
    CHECK(render(error.diagnostic(), std::nullopt, Colour::On).find('\x1b') != std::string::npos);
}
