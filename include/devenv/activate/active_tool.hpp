#pragma once

#include <devenv/model/layout.hpp>
#include <devenv/platform/host.hpp>
#include <devenv/project/project.hpp>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace devenv {

// A tool as this machine gets it.
struct ActiveTool
{
    const Plugin* plugin; // lent
    LockedTool locked;
    Artifact artifact;            // for this machine's platform
    std::filesystem::path folder; // where it lies once installed
};

// The platform of a lock that fits a machine; nothing for a machine that devenv has no name for.
std::optional<Platform> platform_of(const platform::Host& host);

// The tools that a project uses on this platform, as its lock has them. The lock must have been checked
// by check_lock(). Throws an Error for a tool that has no archive for the platform.
std::vector<ActiveTool> active_tools(const Project& project,
                                     const Lock& lock,
                                     std::span<const Plugin> plugins,
                                     Platform platform,
                                     const Layout& layout);

// Whether the tool is installed.
bool is_installed(const ActiveTool& tool);

} // namespace devenv
