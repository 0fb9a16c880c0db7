#include "catch.hpp"

#include <devenv/hot/shell_code.hpp>

using namespace devenv::hot;

TEST_CASE("a quoted word means what was quoted", "[shell]")
{
    struct Row
    {
        const char* text;
        const char* posix;
        const char* fish;
    };
    const Row rows[] = {
        {"", "''", "''"},
        {"a b", "'a b'", "'a b'"},
        {"it's", R"('it'\''s')", R"('it\'s')"},
        {"'", R"(''\''')", R"('\'')"},
        {R"(a\b)", R"('a\b')", R"('a\\b')"},
        {R"(\')", R"('\'\''')", R"('\\\'')"},
        {"$(touch x) `id` $HOME", "'$(touch x) `id` $HOME'", "'$(touch x) `id` $HOME'"},
        {"a\nb", "'a\nb'", "'a\nb'"},
        {"\xc3\xa9 !! %n ~", "'\xc3\xa9 !! %n ~'", "'\xc3\xa9 !! %n ~'"},
    };
    for (const auto& [text, posix, fish] : rows) {
        CHECK(quote_posix(text) == posix);
        CHECK(quote_fish(text) == fish);
        CHECK(quote(Shell::Bash, text) == posix);
        CHECK(quote(Shell::Zsh, text) == posix);
        CHECK(quote(Shell::Fish, text) == fish);
    }
}

TEST_CASE("variables are exported and unset in each shell's words", "[shell]")
{
    const Change set{"A", "x 'y'"};
    const Change unset{"A", std::nullopt};

    CHECK(export_statement(Shell::Bash, set) == "builtin export A='x '\\''y'\\'''\n");
    CHECK(export_statement(Shell::Zsh, unset) == "builtin unset -v A\n");
    CHECK(export_statement(Shell::Fish, set) == "builtin set -gx A 'x \\'y\\''\n");
    CHECK(export_statement(Shell::Fish, unset) == "builtin set -eg A\n");
}

TEST_CASE("PATH is a list in fish and a text elsewhere", "[shell]")
{
    const Change path{"PATH", "/a b::/c"};

    CHECK(export_statement(Shell::Bash, path) == "builtin export PATH='/a b::/c'\n");
    CHECK(export_statement(Shell::Fish, path) == "builtin set -gx PATH '/a b' '' '/c'\n");
}

TEST_CASE("the shell's own variables are not exported", "[shell]")
{
    const std::vector<std::string> list{"a b", "c"};

    CHECK(assign_statement(Shell::Bash, "x", "1") == "x='1'\n");
    CHECK(assign_statement(Shell::Fish, "x", "1") == "builtin set -g x '1'\n");
    CHECK(assign_statement(Shell::Zsh, "x", list) == "x=( 'a b' 'c' )\n");
    CHECK(assign_statement(Shell::Fish, "x", list) == "builtin set -g x 'a b' 'c'\n");
    CHECK(assign_statement(Shell::Fish, "x", std::vector<std::string>{}) == "builtin set -g x\n");
}

TEST_CASE("only the three shells are known", "[shell]")
{
    CHECK(parse_shell("bash") == Shell::Bash);
    CHECK(parse_shell("zsh") == Shell::Zsh);
    CHECK(parse_shell("fish") == Shell::Fish);
    CHECK(parse_shell("sh") == std::nullopt);
    CHECK(parse_shell("") == std::nullopt);
}
