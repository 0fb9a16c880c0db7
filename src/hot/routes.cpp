#include <devenv/hot/routes.hpp>

#include <algorithm>

namespace devenv::hot {

namespace {

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_plain(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), is_control);
}

bool is_path(std::string_view text)
{
    return text.starts_with('/') && is_plain(text);
}

bool is_path_entry(std::string_view text)
{
    return is_path(text) && text.find(':') == std::string_view::npos;
}

bool is_command_name(std::string_view text)
{
    return !text.empty() && text.find('/') == std::string_view::npos && is_plain(text);
}

// PATH is changed by "path" records only; the rest is what activation itself lives on.
bool is_changeable(std::string_view name)
{
    return is_variable_name(name) && name != "PATH" && name != "DEVENV_STATE"
           && name != "DEVENV_HOME" && name != "DEVENV_SHIM_DEPTH";
}

bool has_valid_fields(const Routes& routes)
{
    constexpr auto all = [](const auto& items, auto holds) {
        return std::all_of(items.begin(), items.end(), holds);
    };
    constexpr auto is_value = [](const auto& value) {
        return !value || value->find('\0') == std::string::npos;
    };
    return is_path(routes.root)
           && all(routes.watches, [](const auto& watch) { return is_path(watch.path); })
           && all(routes.path, is_path_entry)
           && all(routes.changes,
                  [=](const auto& c) { return is_changeable(c.name) && is_value(c.value); })
           && all(routes.commands,
                  [](const auto& c) { return is_command_name(c.name) && is_path(c.program); });
}

void append_line(std::string& text, std::initializer_list<std::string_view> fields)
{
    char separator = '\0';
    for (const auto field : fields) {
        if (separator != '\0') {
            text += separator;
        }
        text += field;
        separator = '\t';
    }
    text += '\n';
}

std::string escaped_value(std::string_view value)
{
    std::string text;
    for (const char c : value) {
        if (is_control(c) || c == '%') {
            const auto hex = hex_of(static_cast<unsigned char>(c));
            text += {'%', hex[14], hex[15]};
        } else {
            text += c;
        }
    }
    return text;
}

std::string unescaped_value(std::string_view text)
{
    std::string value;
    unescape_value(text, [&](char c) { value += c; });
    return value;
}

std::optional<Watch> parse_watch(const Record& record)
{
    const auto& [mtime_text, size_text, path] = record.fields;
    if (mtime_text == "-" && size_text == "-") {
        return Watch{std::string{path}, std::nullopt};
    }
    const auto mtime = parse_number(mtime_text);
    const auto size = parse_number(size_text);
    if (!mtime || !size) {
        return std::nullopt;
    }
    return Watch{std::string{path}, FileStamp{*mtime, *size}};
}

bool add_record(Routes& routes, const Record& record)
{
    const std::string first{record.fields[0]};
    const std::string second{record.fields[1]};
    if (record.type == "kind") {
        routes.kind = first == "manifest" ? ProjectKind::Manifest : ProjectKind::Files;
        return first == "manifest" || first == "files";
    }
    if (record.type == "watch") {
        const auto watch = parse_watch(record);
        if (watch) {
            routes.watches.push_back(*watch);
        }
        return watch.has_value();
    }
    if (record.type == "path") {
        routes.path.push_back(first);
    } else if (record.type == "set") {
        routes.changes.push_back({first, unescaped_value(second)});
    } else if (record.type == "unset") {
        routes.changes.push_back({first, std::nullopt});
    } else if (record.type == "command") {
        routes.commands.push_back({first, second});
    } else {
        return false;
    }
    return true;
}

// The root that `text` says it belongs to.
std::string_view named_root(std::string_view text)
{
    take_record(text);
    const auto record = take_record(text);
    return record ? record->fields[0] : std::string_view{};
}

} // namespace

bool is_variable_name(std::string_view name)
{
    constexpr auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && is_letter(name.front())
           && std::all_of(name.begin(), name.end(), [=](char c) {
                  return is_letter(c) || (c >= '0' && c <= '9');
              });
}

std::string routes_file_name(std::string_view root)
{
    const auto hex = hex_of(hash_of(root));
    return {hex.begin(), hex.end()};
}

std::optional<std::string> format_routes(const Routes& routes)
{
    if (!has_valid_fields(routes)) {
        return std::nullopt;
    }
    std::string text{routes_first_line};
    append_line(text, {"root", routes.root});
    append_line(text, {"kind", routes.kind == ProjectKind::Manifest ? "manifest" : "files"});
    for (const auto& [path, stamp] : routes.watches) {
        const auto mtime = stamp ? std::to_string(stamp->mtime_ns) : "-";
        const auto size = stamp ? std::to_string(stamp->size) : "-";
        append_line(text, {"watch", mtime, size, path});
    }
    for (const auto& folder : routes.path) {
        append_line(text, {"path", folder});
    }
    for (const auto& [name, value] : routes.changes) {
        if (value) {
            append_line(text, {"set", name, escaped_value(*value)});
        } else {
            append_line(text, {"unset", name});
        }
    }
    for (const auto& [name, program] : routes.commands) {
        append_line(text, {"command", name, program});
    }
    return text += routes_last_line;
}

std::optional<Routes> parse_routes(std::string_view text)
{
    Routes routes;
    routes.root = named_root(text);
    auto records = records_of(text, routes.root);
    if (!records) {
        return std::nullopt;
    }
    while (const auto record = take_record(*records)) {
        if (!add_record(routes, *record)) {
            return std::nullopt;
        }
    }
    return has_valid_fields(routes) ? std::optional{std::move(routes)} : std::nullopt;
}

} // namespace devenv::hot
