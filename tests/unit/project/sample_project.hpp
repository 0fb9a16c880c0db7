#pragma once

#include "temp_dir.hpp"

#include <devenv/project/project.hpp>

#include <map>

namespace devenv {

inline const std::vector<Plugin>& plugins()
{
    static const auto all = builtin_plugins();
    return all;
}

// The project that the files in `folder` make, by their names.
inline Project project_of(const TempDir& folder, const std::map<std::string, std::string>& files)
{
    for (const auto& [name, text] : files) {
        folder.write(name, text);
    }
    return load_project(folder.path(), plugins());
}

// The entry of a lock as `devenv lock` would write it, with one archive for this and that platform.
inline LockedTool
locked(const std::string& tool, const std::string& request, const std::string& version)
{
    const auto& plugin = *find_plugin(plugins(), tool);
    const Artifact artifact{plugin.upstream + "/archive.tar.gz",
                            *parse_digest(std::string(64, 'a')),
                            {},
                            "root",
                            {"bin"}};
    return {tool,
            request,
            version,
            "",
            environment_of(plugin, version),
            {{Platform::LinuxX64, artifact}, {Platform::MacosArm64, artifact}}};
}

} // namespace devenv
