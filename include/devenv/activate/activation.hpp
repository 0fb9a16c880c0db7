#pragma once

#include <devenv/activate/active_tool.hpp>
#include <devenv/hot/routes.hpp>

#include <filesystem>
#include <span>

namespace devenv {

// What the environment of a project is, and where each of its commands leads: bin folders and variables
// of its tools, all of which must be installed.
hot::Routes activation_of(const Project& project,
                          std::span<const ActiveTool> tools,
                          const Layout& layout);

// The programs that an installation of devenv consists of, besides itself.
struct Programs
{
    std::filesystem::path devenv; // the running program
    std::filesystem::path shim;
    std::filesystem::path hook;
};

// Finds them from where the running program lies. Throws an Error if they are not there.
Programs find_programs(const std::filesystem::path& executable);

// Keeps the name by which shims and hooks find the running program.
void keep_program_link(const Layout& layout, const Programs& programs);

// Makes an activation known: the routes that shims and hooks read, a shim for each command, the
// project's own .devenv/bin, and the generation that tells waiting shells to look again.
void publish_activation(const hot::Routes& routes, const Layout& layout, const Programs& programs);

} // namespace devenv
