#include <devenv/activate/active_tool.hpp>

#include <devenv/base/text.hpp>
#include <devenv/store/publish.hpp>

#include <algorithm>

namespace devenv {

namespace {

Error no_archive(const LockedTool& locked, Platform platform)
{
    std::vector<std::string> names;
    for (const auto& [known, artifact] : locked.artifacts) {
        names.emplace_back(to_string(known));
    }
    Error error{locked.name + ' ' + locked.version + " has no archive for "
                + std::string{to_string(platform)}};
    error.because("the upstream has it for " + join(names, ", "));
    return error;
}

} // namespace

std::optional<Platform> platform_of(const platform::Host& host)
{
    return parse_platform(host.os + '-' + host.arch + (host.libc == "musl" ? "-musl" : ""));
}

std::vector<ActiveTool> active_tools(const Project& project,
                                     const Lock& lock,
                                     std::span<const Plugin> plugins,
                                     Platform platform,
                                     const Layout& layout)
{
    std::vector<ActiveTool> tools;
    for (const auto& request : project.tools) {
        const auto& only = request.chosen.declaration.platforms;
        if (!only.empty() && std::ranges::count(only, platform) == 0) {
            continue;
        }
        const auto& locked = *find_tool(lock, request.tool);
        const auto found = locked.artifacts.find(platform);
        if (found == locked.artifacts.end()) {
            throw no_archive(locked, platform);
        }
        tools.push_back(
            {find_plugin(plugins, request.tool),
             locked,
             found->second,
             layout.install_folder(locked.name, locked.version, platform, found->second)});
    }
    return tools;
}

bool is_installed(const ActiveTool& tool)
{
    return is_published(tool.folder);
}

} // namespace devenv
