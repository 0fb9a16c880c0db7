#pragma once

#include <devenv/model/artifact.hpp>
#include <devenv/model/environment.hpp>
#include <devenv/model/platform.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// What everyone gets of one tool.
struct LockedTool
{
    std::string name;
    std::string request; // what the project asked for when this was chosen
    std::string version;
    std::string build; // the upstream's mark of one build of that version; empty where it has none
    ToolEnvironment environment;
    std::map<Platform, Artifact> artifacts;

    bool operator==(const LockedTool&) const = default;
};

// The contents of a devenv.lock: all that an install needs, for every platform.
struct Lock
{
    std::vector<LockedTool> tools; // by name

    bool operator==(const Lock&) const = default;
};

// The entry of a tool, or null.
const LockedTool* find_tool(const Lock& lock, std::string_view name);

} // namespace devenv
