#include "../command.hpp"
#include "../table.hpp"

#include <devenv/json/json.hpp>

#include <algorithm>
#include <ostream>

namespace devenv::cli {

namespace {

// One tool of the project, as far as it is known.
struct Entry
{
    std::string tool;
    std::string version; // empty if nothing is locked
    std::string request;
    std::string source; // file and line
    std::string state;
    std::string folder; // empty if it is not installed
};

Entry describe(const ToolRequest& request, const Workspace& workspace, const Invocation& invocation)
{
    const auto& declaration = request.chosen.declaration;
    const auto& location = declaration.request_location;
    Entry entry{request.tool,
                {},
                declaration.request,
                location.file + ':' + std::to_string(location.line),
                "not locked",
                {}};
    const auto* const locked = workspace.lock ? find_tool(*workspace.lock, request.tool) : nullptr;
    if (locked == nullptr) {
        return entry;
    }
    entry.version = locked->version;
    if (!answers(*locked, request)) {
        entry.state = "lock out of date";
        return entry;
    }
    const auto platform = platform_of(platform::this_host());
    const auto artifact = platform ? locked->artifacts.find(*platform) : locked->artifacts.end();
    if (artifact == locked->artifacts.end()) {
        entry.state = "not for this machine";
        return entry;
    }
    const auto folder = invocation.layout.install_folder(
        locked->name, locked->version, *platform, artifact->second);
    const bool installed = std::filesystem::is_directory(folder);
    entry.state = installed ? "installed" : "not installed";
    entry.folder = installed ? folder.native() : "";
    return entry;
}

Json to_json(const std::vector<Entry>& entries, const Project& project)
{
    const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
    Json json;
    json["version"] = 1;
    json["project"] = project.root.native();
    auto& tools = json["tools"] = Json::array();
    for (const auto& entry : entries) {
        Json tool;
        tool["tool"] = entry.tool;
        tool["version"] = or_null(entry.version);
        tool["request"] = entry.request;
        tool["source"] = entry.source;
        tool["state"] = entry.state;
        tool["path"] = or_null(entry.folder);
        tools.push_back(std::move(tool));
    }
    return json;
}

ExitCode list_tools(Invocation& invocation)
{
    const auto workspace = open_workspace(invocation);
    std::vector<Entry> entries;
    for (const auto& request : workspace.project.tools) {
        entries.push_back(describe(request, workspace, invocation));
    }
    if (invocation.options.json) {
        invocation.session.out << format_json(to_json(entries, workspace.project), 3);
        return ExitCode::Success;
    }
    std::vector<std::vector<std::string>> rows{{"TOOL", "VERSION", "REQUEST", "SOURCE", "STATE"}};
    for (const auto& entry : entries) {
        rows.push_back({entry.tool,
                        entry.version.empty() ? "-" : entry.version,
                        entry.request,
                        entry.source,
                        entry.state});
    }
    write_table(invocation.session.out, rows);
    return ExitCode::Success;
}

} // namespace

Action declare_list(CLI::App& /*app*/)
{
    return list_tools;
}

} // namespace devenv::cli
