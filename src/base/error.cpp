#include <devenv/base/error.hpp>

#include <devenv/base/text.hpp>

#include <algorithm>
#include <cstring>

namespace devenv {

namespace {

struct Style
{
    std::string_view bold_red;
    std::string_view bold;
    std::string_view cyan;
    std::string_view reset;
};

Style style_of(Colour colour)
{
    if (colour == Colour::Off) {
        return {};
    }
    return {"\x1b[1;31m", "\x1b[1m", "\x1b[36m", "\x1b[0m"};
}

std::string place(const SourceLocation& location)
{
    if (location.line == 0) {
        return location.file + ": ";
    }
    return location.file + ':' + std::to_string(location.line) + ':'
           + std::to_string(location.column) + ": ";
}

std::string excerpt(const SourceLocation& location, std::string_view source)
{
    const auto all = lines(source);
    if (location.line == 0 || location.line > all.size()) {
        return {};
    }
    const auto number = std::to_string(location.line);
    // A lock has lines of several hundred characters: those around the mark are enough.
    constexpr std::size_t most_before = 60;
    constexpr std::size_t most_shown = 96;
    const auto column = location.column > 0 ? location.column - 1 : 0;
    const auto cut = column > most_before ? column - most_before : 0;
    const auto text = replace_all(all[location.line - 1], "\t", " ");
    std::string out = "  " + number + " | " + text.substr(std::min(cut, text.size()), most_shown) + '\n';
    out += std::string(number.size() + 2, ' ') + " | ";
    out += std::string(column - cut, ' ') + "^\n";
    return out;
}

} // namespace

Error& Error::at(SourceLocation location)
{
    m_diagnostic.location = std::move(location);
    return *this;
}

Error& Error::because(std::string cause)
{
    m_diagnostic.causes.push_back(std::move(cause));
    return *this;
}

Error& Error::hint(std::string hint)
{
    m_diagnostic.hints.push_back(std::move(hint));
    return *this;
}

Error& Error::exit_with(ExitCode code)
{
    m_diagnostic.exit_code = code;
    return *this;
}

Error& Error::in_context(std::string message)
{
    m_diagnostic.causes.insert(m_diagnostic.causes.begin(), std::move(m_diagnostic.message));
    m_diagnostic.message = std::move(message);
    return *this;
}

Error system_error(std::string_view action, std::string_view path, int number)
{
    Error error{"cannot " + std::string{action} + " `" + std::string{path} + '`'};
    error.because(to_lower(std::strerror(number)));
    return error;
}

std::string render(const Diagnostic& diagnostic,
                   std::optional<std::string_view> source,
                   Colour colour)
{
    const auto style = style_of(colour);
    std::string out;
    if (diagnostic.location) {
        out += std::string{style.bold} + place(*diagnostic.location) + std::string{style.reset};
    }
    out += std::string{style.bold_red} + "error:" + std::string{style.reset} + ' '
           + diagnostic.message + '\n';
    if (diagnostic.location && source) {
        out += excerpt(*diagnostic.location, *source);
    }
    for (const auto& cause : diagnostic.causes) {
        out += "  because: " + cause + '\n';
    }
    for (const auto& hint : diagnostic.hints) {
        out += std::string{style.cyan} + "hint:" + std::string{style.reset} + ' ' + hint + '\n';
    }
    return out;
}

} // namespace devenv
