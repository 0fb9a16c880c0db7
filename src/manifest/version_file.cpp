#include <devenv/manifest/version_file.hpp>

#include <devenv/base/text.hpp>

namespace devenv {

namespace {

struct Line
{
    std::string_view text; // trimmed, without its comment
    std::size_t number = 0;
    std::size_t column = 0;
};

std::string_view without_byte_order_mark(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) {
        text.remove_prefix(3);
    }
    return text;
}

// The lines that say something, without what follows `comment`.
std::vector<Line> meaningful_lines(std::string_view text, std::string_view comment)
{
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return {};
    }
    std::vector<Line> found;
    std::size_t number = 0;
    for (const auto line : lines(without_byte_order_mark(text))) {
        ++number;
        const auto content = trim(line.substr(0, line.find(comment)));
        if (!content.empty()) {
            const auto column = static_cast<std::size_t>(content.data() - line.data()) + 1;
            found.push_back({content, number, column});
        }
    }
    return found;
}

Declaration declaration(Declaration::Kind kind,
                        const std::string& tool,
                        std::string_view request,
                        const SourceLocation& location)
{
    return {kind, tool, std::string{request}, location, location, {}};
}

Error says_nothing(std::string_view text, const std::string& file)
{
    Error error{"the file names no version"};
    error.at({file, 0, 0}).exit_with(ExitCode::Usage);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        error.because("it is UTF-16 text, which the ecosystem's own tools cannot read either")
            .hint("save it as UTF-8");
    }
    return error;
}

// The text before the first blank.
std::string_view first_word(std::string_view text)
{
    return text.substr(0, text.find_first_of(" \t"));
}

} // namespace

std::vector<Declaration> read_nvmrc(std::string_view text,
                                    const std::string& file,
                                    const std::string& tool)
{
    std::vector<Declaration> pins;
    for (const auto& line : meaningful_lines(text, "#")) {
        const SourceLocation location{file, line.number, line.column};
        if (line.text.find('=') != std::string_view::npos) {
            continue;
        }
        if (!pins.empty()) {
            throw Error{"a second version in `" + file + '`'}
                .at(location)
                .because("the first stands in line "
                         + std::to_string(pins.front().request_location.line))
                .exit_with(ExitCode::Usage);
        }
        pins.push_back(declaration(Declaration::Kind::Pin, tool, line.text, location));
    }
    if (pins.empty()) {
        throw says_nothing(text, file);
    }
    return pins;
}

std::vector<Declaration> read_version_line(std::string_view text,
                                           const std::string& file,
                                           const std::string& tool)
{
    const auto found = meaningful_lines(text, "#");
    if (found.empty()) {
        throw says_nothing(text, file);
    }
    const auto& line = found.front();
    return {declaration(
        Declaration::Kind::Pin, tool, line.text, {file, line.number, line.column})};
}

std::vector<Declaration> read_python_version(std::string_view text,
                                             const std::string& file,
                                             const std::string& tool)
{
    const auto found = meaningful_lines(text, "#");
    if (found.empty()) {
        throw says_nothing(text, file);
    }
    // A specifier may hold blanks after its commas; a list of versions never begins with an operator.
    const auto& line = found.front();
    const bool is_specifier = line.text.find_first_of("<>=~!") != std::string_view::npos;
    return {declaration(Declaration::Kind::Pin,
                        tool,
                        is_specifier ? line.text : first_word(line.text),
                        {file, line.number, line.column})};
}

std::vector<Declaration> read_go_mod(std::string_view text,
                                     const std::string& file,
                                     const std::string& tool)
{
    std::vector<Declaration> found;
    for (const auto& line : meaningful_lines(text, "//")) {
        const auto verb = first_word(line.text);
        const auto value = trim(line.text.substr(verb.size()));
        const auto column
            = line.column + static_cast<std::size_t>(value.data() - line.text.data());
        const SourceLocation location{file, line.number, column};
        if (verb == "go" && !value.empty()) {
            found.push_back(declaration(Declaration::Kind::Floor, tool, value, location));
        } else if (verb == "toolchain" && !value.empty() && value != "default") {
            found.push_back(declaration(Declaration::Kind::Pin, tool, value, location));
        }
    }
    return found;
}

} // namespace devenv
