#include <devenv/json/json.hpp>
#include <devenv/lock/lock_file.hpp>

#include <algorithm>

namespace devenv {

namespace {

Json to_json(const ToolEnvironment& environment)
{
    Json json = Json::object();
    if (!environment.set.empty()) {
        json["set"] = environment.set;
    }
    if (!environment.unset.empty()) {
        json["unset"] = environment.unset;
    }
    if (!environment.path.empty()) {
        json["path"] = environment.path;
    }
    return json;
}

Json to_json(const Artifact& artifact)
{
    Json json;
    json["url"] = artifact.url;
    json["sha256"] = artifact.sha256.hex();
    if (artifact.size) {
        json["size"] = *artifact.size;
    }
    json["root"] = artifact.root;
    json["bin"] = artifact.bin;
    return json;
}

Json to_json(const LockedTool& tool)
{
    Json json;
    json["request"] = tool.request;
    json["version"] = tool.version;
    if (!tool.build.empty()) {
        json["build"] = tool.build;
    }
    json["environment"] = to_json(tool.environment);
    auto& artifacts = json["artifacts"] = Json::object();
    for (const auto& [platform, artifact] : tool.artifacts) {
        artifacts[std::string{to_string(platform)}] = to_json(artifact);
    }
    return json;
}

} // namespace

std::string format_lock(const Lock& lock)
{
    auto tools = lock.tools;
    std::ranges::sort(tools, {}, &LockedTool::name);
    Json json;
    json["devenv-lock"] = 1;
    auto& entries = json["tools"] = Json::object();
    for (const auto& tool : tools) {
        entries[tool.name] = to_json(tool);
    }
    return format_json(json, 4); // down to one archive a line
}

} // namespace devenv
