#pragma once

#include <devenv/catalog/upstream.hpp>
#include <devenv/project/project.hpp>

#include <set>
#include <span>
#include <string>

namespace devenv {

// Which entries of a lock are chosen anew although they still answer.
struct Upgrade
{
    bool all = false;
    std::set<std::string> tools; // by the plugin's name
};

// The lock that answers everything the project asks for, with the entries of `old` that still do left as
// they are; entries that nobody asks for are gone. Only tools that need a new entry are looked up, at
// most `jobs` at a time. Throws an Error at the place of a request that no release answers.
Lock update_lock(const Project& project,
                 const Lock& old,
                 const Upgrade& upgrade,
                 std::span<const Plugin> plugins,
                 Upstream& upstream,
                 unsigned jobs);

} // namespace devenv
