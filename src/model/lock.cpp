#include <devenv/model/lock.hpp>

#include <algorithm>

namespace devenv {

const LockedTool* find_tool(const Lock& lock, std::string_view name)
{
    const auto found = std::ranges::find(lock.tools, name, &LockedTool::name);
    return found == lock.tools.end() ? nullptr : &*found;
}

} // namespace devenv
