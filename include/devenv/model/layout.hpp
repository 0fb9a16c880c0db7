#pragma once

#include <devenv/model/artifact.hpp>
#include <devenv/model/platform.hpp>

#include <filesystem>
#include <string>

namespace devenv {

// Where devenv keeps what it keeps. All paths are absolute.
struct Layout
{
    std::filesystem::path home;   // $DEVENV_HOME: store, shims, routes
    std::filesystem::path cache;  // $DEVENV_CACHE_DIR: may be deleted at any time
    std::filesystem::path config; // $DEVENV_CONFIG_DIR: what the user wrote

    std::filesystem::path store() const { return home / "store"; }
    std::filesystem::path scratch() const { return home / "tmp"; }
    std::filesystem::path shims() const { return home / "shims"; }
    std::filesystem::path routes() const { return home / "routes"; }
    // Rewritten whenever a routes file is: shells that wait at a prompt look at it.
    std::filesystem::path generation() const { return home / "generation"; }
    // The program that shims and hooks hand over to when they cannot decide themselves.
    std::filesystem::path program() const { return home / "bin" / "devenv"; }
    std::filesystem::path downloads() const { return cache / "downloads"; }
    std::filesystem::path indexes() const { return cache / "index"; }

    // Where one version of a tool lies once it is installed.
    std::filesystem::path install_folder(const std::string& tool,
                                         const std::string& version,
                                         Platform platform,
                                         const Artifact& artifact) const;

    // The tool's writable folder for programs that its package manager installs for all projects: one
    // a major version, since what is compiled for one may not run on the next.
    std::filesystem::path global_folder(const std::string& tool, const std::string& version) const;
};

} // namespace devenv
