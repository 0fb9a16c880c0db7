#include <devenv/base/error.hpp>
#include <devenv/base/text.hpp>
#include <devenv/json/json.hpp>
#include <devenv/lock/lock_file.hpp>
#include <devenv/model/relative_path.hpp>

#include <algorithm>

namespace devenv {

namespace {

// A part of the lock, with the keys that lead to it.
struct Part
{
    const Json& json;
    std::vector<std::string> keys;
    std::string_view text; // of the whole lock
    const std::string& file;

    Part operator[](const std::string& key) const
    {
        auto path = keys;
        path.push_back(key);
        return {json.at(key), std::move(path), text, file};
    }
};

// The place of the last of nested keys. Each is searched for behind the one before it, which is right
// for every lock that devenv wrote.
SourceLocation locate(const Part& part)
{
    std::size_t at = 0;
    for (const auto& key : part.keys) {
        const auto found = part.text.find('"' + key + '"', at);
        if (found == std::string_view::npos) {
            break;
        }
        at = found;
    }
    const auto before = part.text.substr(0, at);
    const auto line_start = before.rfind('\n') + 1; // npos + 1 is 0
    return {part.file,
            static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1,
            at - line_start + 1};
}

Error damaged(const Part& part, std::string message)
{
    Error error{std::move(message)};
    error.at(locate(part))
        .hint("restore the file from version control, or write a new one with `devenv lock`")
        .exit_with(ExitCode::Usage);
    return error;
}

void require_keys(const Part& part, std::initializer_list<std::string_view> known)
{
    if (!part.json.is_object()) {
        throw damaged(part, "the lock has something other than a table here");
    }
    for (const auto& item : part.json.items()) {
        if (std::ranges::find(known, item.key()) == known.end()) {
            throw damaged(part, "the lock has the unknown key `" + item.key() + "` here");
        }
    }
}

std::string text_of(const Part& part, const std::string& key)
{
    const auto found = part.json.find(key);
    if (found == part.json.end() || !found->is_string()) {
        throw damaged(part, "the lock has no `" + key + "` here");
    }
    auto text = found->get<std::string>();
    if (has_control_character(text)) {
        throw damaged(part, "the lock's `" + key + "` has a control character");
    }
    return text;
}

std::vector<std::string> texts_of(const Part& part, const std::string& key)
{
    std::vector<std::string> texts;
    const auto found = part.json.find(key);
    if (found == part.json.end()) {
        return texts;
    }
    if (!found->is_array()) {
        throw damaged(part, "the lock's `" + key + "` is no list of texts");
    }
    for (const auto& item : *found) {
        if (!item.is_string() || has_control_character(item.get<std::string>())) {
            throw damaged(part, "the lock's `" + key + "` is no list of texts");
        }
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

bool is_variable_name(std::string_view name)
{
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.empty() && is_letter(name.front()) && std::ranges::all_of(name, [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9');
    });
}

ToolEnvironment read_environment(const Part& part)
{
    require_keys(part, {"set", "unset", "path"});
    ToolEnvironment environment;
    if (part.json.contains("set")) {
        const auto set = part["set"];
        for (const auto& item : set.json.items()) {
            environment.set.emplace(item.key(), text_of(set, item.key()));
        }
    }
    environment.unset = texts_of(part, "unset");
    environment.path = texts_of(part, "path");

    for (const auto& [name, value] : environment.set) {
        if (!is_variable_name(name) || !is_harmless_value(value)) {
            throw damaged(part, "the lock may not set `" + name + "` to `" + value + '`');
        }
    }
    for (const auto& name : environment.unset) {
        if (!is_variable_name(name)) {
            throw damaged(part, "`" + name + "` is no variable");
        }
    }
    for (const auto& folder : environment.path) {
        if (!folder.starts_with('{') || !is_harmless_value(folder)) {
            throw damaged(part, "the lock may not put `" + folder + "` on PATH");
        }
    }
    return environment;
}

std::optional<std::uint64_t> size_of(const Part& part)
{
    const auto found = part.json.find("size");
    if (found == part.json.end()) {
        return std::nullopt;
    }
    if (!found->is_number_unsigned()) {
        throw damaged(part, "the lock's `size` is no number of bytes");
    }
    return found->get<std::uint64_t>();
}

Artifact read_artifact(const Part& part)
{
    require_keys(part, {"url", "sha256", "size", "root", "bin"});
    const auto digest = parse_digest(text_of(part, "sha256"));
    if (!digest) {
        throw damaged(part, "the lock has no sha256 of 64 hexadecimal digits here");
    }
    Artifact artifact{text_of(part, "url"), *digest, size_of(part), text_of(part, "root"), {}};
    if (!artifact.url.starts_with("https://")) {
        throw damaged(part, "the lock has a url that is not https: `" + artifact.url + '`');
    }
    artifact.bin = texts_of(part, "bin");
    auto folders = artifact.bin;
    folders.push_back(artifact.root);
    for (const auto& folder : folders) {
        if (!is_contained_path(folder)) {
            throw damaged(part, "the folder `" + folder + "` leads out of the archive");
        }
    }
    return artifact;
}

// Names and versions become parts of paths.
void require_plain_name(const Part& part, std::string_view what, std::string_view name)
{
    const bool plain = is_contained_path(name) && name.find('/') == std::string_view::npos
                       && !name.starts_with('-') && !name.starts_with('.');
    if (!plain) {
        throw damaged(part, '`' + std::string{name} + "` is no " + std::string{what});
    }
}

LockedTool read_tool(const Part& part, const std::string& name)
{
    require_keys(part, {"request", "version", "build", "environment", "artifacts"});
    require_plain_name(part, "tool", name);
    LockedTool tool;
    tool.name = name;
    tool.request = text_of(part, "request");
    tool.version = text_of(part, "version");
    require_plain_name(part, "version", tool.version);
    if (part.json.contains("build")) {
        tool.build = text_of(part, "build");
    }
    if (part.json.contains("environment")) {
        tool.environment = read_environment(part["environment"]);
    }
    if (!part.json.contains("artifacts") || !part.json.at("artifacts").is_object()) {
        throw damaged(part, "the lock has no `artifacts` here");
    }
    const auto artifacts = part["artifacts"];
    for (const auto& item : artifacts.json.items()) {
        const auto platform = parse_platform(item.key());
        if (!platform) {
            throw damaged(artifacts, "the lock has the unknown platform `" + item.key() + '`');
        }
        tool.artifacts.emplace(*platform, read_artifact(artifacts[item.key()]));
    }
    return tool;
}

void refuse_conflict_markers(std::string_view text, const std::string& file)
{
    std::size_t number = 0;
    for (const auto line : lines(text)) {
        ++number;
        if (line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ")) {
            throw Error{"the lock has a merge conflict in it"}
                .at({file, number, 1})
                .hint("take either side whole (`git checkout --theirs " + file
                      + "`), then run `devenv lock`")
                .exit_with(ExitCode::Usage);
        }
    }
}

void require_our_format(const Json& json, const std::string& file)
{
    const auto refuse = [&](std::string message, std::string hint) {
        throw Error{std::move(message)}
            .at({file, 1, 1})
            .hint(std::move(hint))
            .exit_with(ExitCode::Usage);
    };
    if (!json.is_object() || !json.contains("devenv-lock")) {
        const bool is_nix = json.is_object() && json.contains("nodes") && json.contains("root");
        refuse(is_nix ? "this lock was written by another program called devenv (devenv.sh, for Nix)"
                      : "this lock was not written by devenv",
               "move it out of the way, then run `devenv lock`");
    }
    const auto& format = json.at("devenv-lock");
    if (!format.is_number_unsigned() || format.get<std::uint64_t>() != 1) {
        refuse("this lock has format " + format.dump() + ", and this devenv knows format 1",
               "a newer devenv wrote it: install that one");
    }
}

} // namespace

Lock parse_lock(std::string_view text, const std::string& file)
{
    refuse_conflict_markers(text, file);
    const auto json = parse_json(text, file);
    require_our_format(json, file);
    const Part whole{json, {}, text, file};
    require_keys(whole, {"devenv-lock", "tools"});
    Lock lock;
    if (!json.contains("tools") || !json.at("tools").is_object()) {
        throw damaged(whole, "the lock has no `tools`");
    }
    const auto tools = whole["tools"];
    for (const auto& item : tools.json.items()) {
        lock.tools.push_back(read_tool(tools[item.key()], item.key()));
    }
    std::ranges::sort(lock.tools, {}, &LockedTool::name);
    return lock;
}

} // namespace devenv
