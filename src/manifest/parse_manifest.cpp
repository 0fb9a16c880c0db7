#include <devenv/base/text.hpp>
#include <devenv/manifest/manifest.hpp>
#include <devenv/toml/toml.hpp>

#include <algorithm>
#include <array>

namespace devenv {

namespace {

Platform read_platform(const toml::node& node, const std::string& file)
{
    const auto* const text = node.as_string();
    const auto platform = text == nullptr ? std::nullopt : parse_platform(text->get());
    if (!platform) {
        std::vector<std::string> names;
        std::ranges::transform(known_platforms, std::back_inserter(names), [](Platform known) {
            return std::string{to_string(known)};
        });
        throw Error{text == nullptr ? "a platform must be a string"
                                    : "unknown platform `" + text->get() + '`'}
            .at(location_of(node, file))
            .hint("known: " + join(names, ", "))
            .exit_with(ExitCode::Usage);
    }
    return *platform;
}

// tool = { version = "9", platforms = ["linux-x64"] }
void read_tool_table(const toml::table& table, const std::string& file, Declaration& tool)
{
    TableReader reader{table, file, "`" + tool.tool + "`"};
    tool.request = reader.required_text("version");
    tool.request_location = reader.location("version");
    reader.texts("platforms");
    reader.finish();
    if (const auto* const platforms = table.get_as<toml::array>("platforms")) {
        for (const auto& platform : *platforms) {
            tool.platforms.push_back(read_platform(platform, file));
        }
    }
}

Declaration read_tool(const toml::key& key, const toml::node& node, const std::string& file)
{
    Declaration tool;
    tool.tool = key.str();
    tool.tool_location = location_of(key, file);
    tool.request_location = location_of(node, file);
    if (const auto* const text = node.as_string()) {
        tool.request = text->get();
    } else if (const auto* const table = node.as_table()) {
        read_tool_table(*table, file, tool);
    } else {
        throw Error{"the version of `" + tool.tool + "` must be a string"}
            .at(tool.request_location)
            .hint(std::string{key.str()} + " = \"...\": versions need quotes, or 3.10 would be 3.1")
            .exit_with(ExitCode::Usage);
    }
    return tool;
}

} // namespace

Manifest parse_manifest(std::string_view text, const std::string& file)
{
    const auto document = parse_toml(text, file);
    TableReader reader{document, file, "the manifest"};
    Manifest manifest;
    if (const auto* const tools = reader.table("tools")) {
        for (const auto& [key, node] : *tools) {
            manifest.tools.push_back(read_tool(key, node, file));
        }
    }
    for (const auto* const name : {"env", "tasks", "services", "sandbox", "settings"}) {
        if (reader.table(name) != nullptr) {
            manifest.not_in_use.push_back(reader.location(name));
        }
    }
    reader.finish();
    std::ranges::sort(manifest.tools, {}, [](const Declaration& tool) {
        return std::pair{tool.tool_location.line, tool.tool_location.column};
    });
    return manifest;
}

} // namespace devenv
