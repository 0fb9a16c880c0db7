#include "locking_step.hpp"

#include <devenv/base/files.hpp>
#include <devenv/lock/lock_file.hpp>

namespace devenv::cli {

namespace {

std::string described(const LockedTool& tool)
{
    return tool.name + ' ' + tool.version + (tool.build.empty() ? "" : " (build " + tool.build + ')');
}

void say_what_changed(const Invocation& invocation, const Lock& before, const Lock& after)
{
    for (const auto& tool : after.tools) {
        const auto* const old = find_tool(before, tool.name);
        const auto count = tool.artifacts.size();
        const auto platforms
            = " for " + std::to_string(count) + (count == 1 ? " platform" : " platforms");
        if (old == nullptr) {
            invocation.say("locked " + described(tool) + platforms);
        } else if (old->version != tool.version || old->build != tool.build) {
            invocation.say("locked " + described(tool) + platforms + ", was " + described(*old));
        }
    }
    for (const auto& tool : before.tools) {
        if (find_tool(after, tool.name) == nullptr) {
            invocation.say("dropped " + described(tool) + ", which nothing asks for");
        }
    }
}

} // namespace

Lock resolve_lock(const Invocation& invocation,
                  const Workspace& workspace,
                  const Upgrade& upgrade,
                  bool offline,
                  unsigned jobs)
{
    const auto fetcher = invocation.fetcher(offline);
    Upstream upstream{*fetcher, invocation.layout.indexes(), invocation.session.env};
    return update_lock(workspace.project,
                       workspace.lock.value_or(Lock{}),
                       upgrade,
                       invocation.plugins,
                       upstream,
                       jobs);
}

void write_lock(const Invocation& invocation, Workspace& workspace, const Lock& lock)
{
    const auto text = format_lock(lock);
    if (read_file_if_there(workspace.project.lock_file()) != text) {
        write_file_atomically(workspace.project.lock_file(), text);
        say_what_changed(invocation, workspace.lock.value_or(Lock{}), lock);
    }
    workspace.lock = lock;
}

void warn_about_unused_tables(const Invocation& invocation, const Project& project)
{
    for (const auto& location : project.not_in_use) {
        invocation.warn(location, "this table is not acted on by this version of devenv");
    }
}

} // namespace devenv::cli
