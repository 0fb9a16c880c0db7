#include <devenv/plugin/plugin.hpp>

#include <algorithm>

namespace devenv {

namespace {

bool changes(const ToolEnvironment& environment, const std::string& name)
{
    return environment.set.contains(name) || std::ranges::count(environment.unset, name) > 0;
}

} // namespace

ToolEnvironment environment_of(const Plugin& plugin, std::string_view version)
{
    auto all = plugin.environment;
    for (const auto& [versions, more] : plugin.environment_for) {
        if (satisfies(versions, version)) {
            all.set.insert(more.set.begin(), more.set.end());
            all.unset.insert(all.unset.end(), more.unset.begin(), more.unset.end());
            all.path.insert(all.path.end(), more.path.begin(), more.path.end());
        }
    }
    return all;
}

bool uses_variable(const Plugin& plugin, const std::string& name)
{
    return changes(plugin.environment, name)
           || std::ranges::any_of(plugin.environment_for, [&](const VersionedEnvironment& entry) {
                  return changes(entry.environment, name);
              });
}

} // namespace devenv
