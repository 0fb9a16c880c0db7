#include <devenv/json/json.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

SourceLocation location_of(std::string_view text, std::size_t offset, const std::string& name)
{
    const auto before = text.substr(0, std::min(offset, text.size()));
    const auto line_start = before.rfind('\n');
    const auto line = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
    const auto column = line_start == std::string_view::npos ? before.size()
                                                             : before.size() - line_start - 1;
    return {name, line, std::max<std::size_t>(column, 1)};
}

std::string on_one_line(const Json& value)
{
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void append(std::string& out, const Json& value, int depth, std::size_t indent)
{
    if (depth == 0 || !value.is_structured() || value.empty()) {
        out += on_one_line(value);
        return;
    }
    const bool is_object = value.is_object();
    out += is_object ? "{" : "[";
    const char* separator = "\n";
    for (const auto& item : value.items()) {
        out += separator + std::string(indent + 2, ' ');
        if (is_object) {
            out += on_one_line(item.key()) + ": ";
        }
        append(out, item.value(), depth - 1, indent + 2);
        separator = ",\n";
    }
    out += '\n' + std::string(indent, ' ') + (is_object ? '}' : ']');
}

} // namespace

Json parse_json(std::string_view text, const std::string& name)
try {
    return Json::parse(text);
} catch (const Json::parse_error& error) {
    // The library's words begin with its own name and place, which the message has already.
    const std::string_view words{error.what()};
    const auto cause = words.substr(std::min(words.size(), words.find(": ") + 2));
    throw Error{"this is not JSON"}
        .at(location_of(text, error.byte, name))
        .because(std::string{cause})
        .exit_with(ExitCode::Usage);
} catch (const Json::exception&) {
    throw Error{"this is not JSON"}
        .at({name, 0, 0})
        .because("a number in it is too large")
        .exit_with(ExitCode::Usage);
}

std::string format_json(const Json& value, int depth)
{
    std::string out;
    append(out, value, depth, 0);
    out += '\n';
    return out;
}

} // namespace devenv
