#pragma once

#include <devenv/base/error.hpp>
#include <devenv/manifest/manifest.hpp>
#include <devenv/model/lock.hpp>
#include <devenv/plugin/plugin.hpp>
#include <devenv/version/request.hpp>

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace devenv {

// A declaration of which the tool is known and the request understood.
struct Demand
{
    Declaration declaration;
    Request request;
};

// What a project wants of one tool.
struct ToolRequest
{
    std::string tool;           // the plugin's name
    Demand chosen;              // the pin, or the floor where there is no pin
    std::vector<Demand> floors; // all floors
};

// What makes a folder a project.
enum class ProjectKind {
    Manifest,     // a devenv.toml
    VersionFiles, // the ecosystems' version files, or a lock, and no devenv.toml
};

// A folder, and what it asks for.
struct Project
{
    std::filesystem::path root;
    ProjectKind kind = ProjectKind::Manifest;
    std::vector<ToolRequest> tools;                // by name
    std::vector<std::filesystem::path> read_files; // the answer changes only if one of these does,
    std::vector<std::filesystem::path> absent;     // or one of these comes to be
    std::vector<SourceLocation> not_in_use;        // tables of the manifest that are not acted on

    std::filesystem::path manifest_file() const { return root / "devenv.toml"; }
    std::filesystem::path lock_file() const { return root / "devenv.lock"; }
};

// The project that `folder` belongs to: the nearest folder upwards with a devenv.toml, else the nearest
// with a version file or a lock. Version files in the home folder or above it are the user's own and make
// no project.
std::optional<std::filesystem::path> find_project_root(const std::filesystem::path& folder,
                                                       const std::filesystem::path& home,
                                                       std::span<const Plugin> plugins);

// Reads what a project asks for. Throws an Error (exit 2) with a place for a file that cannot be read, an
// unknown tool, a bad version, or two pins that disagree.
Project load_project(const std::filesystem::path& root, std::span<const Plugin> plugins);

// The project's lock, or nothing if it has none.
std::optional<Lock> load_lock(const Project& project);

// Whether the entry of a lock answers a request: made for it, or in its range, and above all floors.
bool answers(const LockedTool& locked, const ToolRequest& request);

// Throws an Error (exit 3) that names the first request that the lock does not answer, or (exit 6) the
// first entry that names a place or a variable which the tool's plugin does not.
void check_lock(const Lock& lock, const Project& project, std::span<const Plugin> plugins);

} // namespace devenv
