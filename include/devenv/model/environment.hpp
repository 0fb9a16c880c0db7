#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// What a tool does to the environment besides its own bin folders. Values are templates: "{install}"
// is the folder of the unpacked tool, "{global}" a writable folder of the tool outside the store, where
// its package manager may install programs for all projects.
struct ToolEnvironment
{
    std::map<std::string, std::string> set;
    std::vector<std::string> unset;
    std::vector<std::string> path; // folders after the tool's own on PATH

    bool operator==(const ToolEnvironment&) const = default;
};

// Whether a value could come from an untrusted lock without harm: it names a place below "{install}" or
// "{global}", or is one plain word, which is no option and leads into no folder.
bool is_harmless_value(std::string_view value);

} // namespace devenv
