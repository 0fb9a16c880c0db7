#include <devenv/hot/shell_code.hpp>

namespace devenv::hot {

namespace {

std::string quote_with(std::string_view text, std::string_view specials, std::string_view before)
{
    std::string word = "'";
    for (const char c : text) {
        if (specials.find(c) != std::string_view::npos) {
            word += before;
            word += c;
            // bash and zsh have no escape inside of quotes: the quote stands between two words.
            word += before.size() > 1 ? "'" : "";
        } else {
            word += c;
        }
    }
    return word += '\'';
}

// fish itself joins the elements of PATH with ":" for the programs that it starts.
std::string fish_words(const Change& change)
{
    if (change.name != "PATH") {
        return ' ' + quote_fish(*change.value);
    }
    std::string words;
    std::string_view rest = *change.value;
    while (true) {
        const auto end = rest.find(':');
        words += ' ' + quote_fish(rest.substr(0, end));
        if (end == std::string_view::npos) {
            return words;
        }
        rest.remove_prefix(end + 1);
    }
}

} // namespace

std::optional<Shell> parse_shell(std::string_view name)
{
    if (name == "bash") {
        return Shell::Bash;
    }
    if (name == "zsh") {
        return Shell::Zsh;
    }
    if (name == "fish") {
        return Shell::Fish;
    }
    return std::nullopt;
}

std::string quote_posix(std::string_view text)
{
    return quote_with(text, "'", "'\\");
}

std::string quote_fish(std::string_view text)
{
    return quote_with(text, "'\\", "\\");
}

std::string quote(Shell shell, std::string_view text)
{
    return shell == Shell::Fish ? quote_fish(text) : quote_posix(text);
}

std::string export_statement(Shell shell, const Change& change)
{
    if (shell == Shell::Fish) {
        return change.value ? "builtin set -gx " + change.name + fish_words(change) + '\n'
                            : "builtin set -eg " + change.name + '\n';
    }
    return change.value ? "builtin export " + change.name + '=' + quote_posix(*change.value) + '\n'
                        : "builtin unset -v " + change.name + '\n';
}

std::string assign_statement(Shell shell, std::string_view name, std::string_view value)
{
    if (shell == Shell::Fish) {
        return "builtin set -g " + std::string{name} + ' ' + quote_fish(value) + '\n';
    }
    return std::string{name} + '=' + quote_posix(value) + '\n';
}

std::string assign_statement(Shell shell, std::string_view name, std::span<const std::string> list)
{
    std::string words;
    for (const auto& item : list) {
        words += ' ' + quote(shell, item);
    }
    if (shell == Shell::Fish) {
        return "builtin set -g " + std::string{name} + words + '\n';
    }
    return std::string{name} + "=(" + words + " )\n";
}

} // namespace devenv::hot
