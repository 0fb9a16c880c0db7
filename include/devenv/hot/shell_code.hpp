#pragma once

#include <devenv/hot/routes.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace devenv::hot {

enum class Shell {
    Bash,
    Zsh,
    Fish,
};

// "bash", "zsh" or "fish".
std::optional<Shell> parse_shell(std::string_view name);

// `text` as one word of bash and zsh, or of fish. Single quotes, so that nothing in it is expanded;
// right for every byte but NUL, which no shell can hold.
std::string quote_posix(std::string_view text);
std::string quote_fish(std::string_view text);
std::string quote(Shell shell, std::string_view text);

// One line of code, with its end, that gives the exported variable of `change` its value or unsets
// it. PATH is the list that fish makes of it. The name must be a variable's name.
std::string export_statement(Shell shell, const Change& change);

// The same for a variable of the shell itself that no program gets to see: a text, or a list.
std::string assign_statement(Shell shell, std::string_view name, std::string_view value);
std::string assign_statement(Shell shell, std::string_view name, std::span<const std::string> list);

} // namespace devenv::hot
