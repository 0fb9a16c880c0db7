#include <devenv/hot/activation_state.hpp>

#include <algorithm>

namespace devenv::hot {

namespace {

constexpr std::string_view format_version = "1";

bool stands_for_itself(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || std::string_view{"/._-+@"}.find(c) != std::string_view::npos;
}

std::string escape(std::string_view text)
{
    std::string escaped;
    for (const char c : text) {
        if (stands_for_itself(c)) {
            escaped += c;
        } else {
            const auto hex = hex_of(static_cast<unsigned char>(c));
            escaped += {'%', hex[14], hex[15]};
        }
    }
    return escaped;
}

// Nothing unless `text` is what escape() makes of some text without NUL.
std::optional<std::string> unescape(std::string_view text)
{
    std::string plain;
    unescape_value(text, [&](char c) { plain += c; });
    if (plain.find('\0') != std::string::npos || escape(plain) != text) {
        return std::nullopt;
    }
    return plain;
}

std::string escape_optional(const std::optional<std::string>& value)
{
    return value ? '=' + escape(*value) : "~";
}

bool unescape_optional(std::string_view text, std::optional<std::string>& value)
{
    if (text == "~") {
        value.reset();
        return true;
    }
    if (!text.starts_with('=')) {
        return false;
    }
    value = unescape(text.substr(1));
    return value.has_value();
}

bool add_folder(ActivationState& state, std::string_view text)
{
    auto folder = unescape(text);
    if (!folder || !folder->starts_with('/')) {
        return false;
    }
    state.path.push_back(*std::move(folder));
    return true;
}

bool add_variable(ActivationState& state, std::string_view text)
{
    ChangedVariable variable;
    variable.name = take_until(text, ',');
    const auto ours = take_until(text, ',');
    if (!is_variable_name(variable.name) || variable.name == "PATH"
        || !unescape_optional(ours, variable.ours) || !unescape_optional(text, variable.before)) {
        return false;
    }
    state.variables.push_back(std::move(variable));
    return true;
}

std::vector<std::string_view> path_entries(std::string_view path)
{
    std::vector<std::string_view> entries;
    for (auto end = path.find(':'); end != std::string_view::npos; end = path.find(':')) {
        entries.push_back(path.substr(0, end));
        path.remove_prefix(end + 1);
    }
    entries.push_back(path);
    return entries;
}

// No entries and one empty entry differ: the first is a PATH that is not set.
template <class Entries>
std::optional<std::string> join_path(const Entries& entries)
{
    std::optional<std::string> path;
    for (const auto& entry : entries) {
        path = path ? *path + ':' : std::string{};
        *path += entry;
    }
    return path;
}

std::optional<std::string> value_of(const Environment& env, std::string_view name)
{
    const auto found = env.find(name);
    return found == env.end() ? std::nullopt : std::optional{found->second};
}

bool begins_with(std::string_view path, std::string_view entries)
{
    return path.starts_with(entries)
           && (path.size() == entries.size() || path[entries.size()] == ':');
}

} // namespace

std::string encode_state(const ActivationState& state)
{
    std::string text{format_version};
    text += ';' + escape(state.root) + ';' + escape(state.routes_id);
    for (const auto& folder : state.path) {
        text += ";p," + escape(folder);
    }
    for (const auto& [name, ours, before] : state.variables) {
        text += ";v," + name + ',' + escape_optional(ours) + ',' + escape_optional(before);
    }
    return text;
}

std::optional<ActivationState> decode_state(std::string_view text)
{
    if (take_until(text, ';') != format_version) {
        return std::nullopt;
    }
    ActivationState state;
    auto root = unescape(take_until(text, ';'));
    auto id = unescape(take_until(text, ';'));
    if (!root || !root->starts_with('/') || !id) {
        return std::nullopt;
    }
    state.root = *std::move(root);
    state.routes_id = *std::move(id);
    while (!text.empty()) {
        auto part = take_until(text, ';');
        const auto type = take_until(part, ',');
        if (!(type == "p" && add_folder(state, part))
            && !(type == "v" && add_variable(state, part))) {
            return std::nullopt;
        }
    }
    return state;
}

Changes leave(const ActivationState& state, const Environment& env)
{
    Changes changes;
    if (const auto path = value_of(env, "PATH"); path && !state.path.empty()) {
        auto entries = path_entries(*path);
        for (const auto& folder : state.path) {
            const auto found = std::find(entries.begin(), entries.end(), folder);
            if (found != entries.end()) {
                entries.erase(found);
            }
        }
        changes.push_back({"PATH", join_path(entries)});
    }
    for (const auto& [name, ours, before] : state.variables) {
        if (value_of(env, name) == ours) {
            changes.push_back({name, before});
        }
    }
    return changes;
}

Entry enter(const Routes& routes, std::string_view routes_id, const Environment& env)
{
    Entry entry;
    entry.state.root = routes.root;
    entry.state.routes_id = routes_id;
    const auto path = value_of(env, "PATH");
    const auto folders = join_path(routes.path);
    if (folders && !(path && begins_with(*path, *folders))) {
        entry.state.path = routes.path;
        entry.changes.push_back({"PATH", path ? *folders + ':' + *path : *folders});
    }
    for (const auto& [name, value] : routes.changes) {
        entry.state.variables.push_back({name, value, value_of(env, name)});
        entry.changes.push_back({name, value});
    }
    return entry;
}

bool is_on_path(const ActivationState& state, const Environment& env)
{
    const auto path = value_of(env, "PATH");
    const auto entries = path ? path_entries(*path) : std::vector<std::string_view>{};
    return std::all_of(state.path.begin(), state.path.end(), [&](const auto& folder) {
        return std::find(entries.begin(), entries.end(), folder) != entries.end();
    });
}

Environment applied(const Changes& changes, Environment env)
{
    for (const auto& [name, value] : changes) {
        if (value) {
            env[name] = *value;
        } else {
            env.erase(name);
        }
    }
    return env;
}

Changes difference(const Environment& before, const Environment& after)
{
    Changes changes;
    for (const auto& [name, value] : after) {
        if (value_of(before, name) != value) {
            changes.push_back({name, value});
        }
    }
    for (const auto& [name, value] : before) {
        if (!after.contains(name)) {
            changes.push_back({name, std::nullopt});
        }
    }
    return changes;
}

} // namespace devenv::hot
