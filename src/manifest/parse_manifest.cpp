#include <devenv/manifest/manifest.hpp>
#include <devenv/toml/toml.hpp>

#include <algorithm>

namespace devenv {

namespace {

Platform read_platform(const toml::node& node, const std::string& file)
{
    const auto text = node.value<std::string>().value_or("");
    const auto platform = parse_platform(text);
    if (!platform) {
        throw Error{"unknown platform `" + text + '`'}
            .at(location_of(node, file))
            .hint("known: " + platform_names())
            .exit_with(ExitCode::Usage);
    }
    return *platform;
}

// tool = { version = "9", platforms = ["linux-x64"] }
void read_tool_table(const toml::table& table, const std::string& file, Declaration& tool)
{
    TableReader reader{table, file, "`" + tool.tool + "`"};
    const auto version = reader.text("version");
    tool.request_location = reader.location("version");
    reader.texts("platforms");
    reader.finish(); // a misspelt key explains a missing one
    tool.request = version ? *version : reader.required_text("version");
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
            .hint("write " + tool.tool + " = \"22\": a version is no number, or 3.10 would be 3.1")
            .exit_with(ExitCode::Usage);
    }
    return tool;
}

// The most likely mistake in a first manifest: `node = "22"` with no [tools] above it.
void refuse_tools_outside_their_table(const toml::table& document, const std::string& file)
{
    for (const auto& [key, node] : document) {
        if (node.is_string()) {
            throw Error{"`" + std::string{key.str()} + "` stands in no table"}
                .at(location_of(key, file))
                .hint("put it below a line `[tools]`")
                .exit_with(ExitCode::Usage);
        }
    }
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
    refuse_tools_outside_their_table(document, file);
    reader.finish();
    std::ranges::sort(manifest.tools, {}, [](const Declaration& tool) {
        return std::pair{tool.tool_location.line, tool.tool_location.column};
    });
    return manifest;
}

} // namespace devenv
