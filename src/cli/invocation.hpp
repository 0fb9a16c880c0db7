#pragma once

#include <devenv/activate/active_tool.hpp>
#include <devenv/activate/activation.hpp>
#include <devenv/base/error.hpp>
#include <devenv/cli/cli.hpp>
#include <devenv/model/layout.hpp>
#include <devenv/project/project.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devenv::cli {

enum class Verbosity { Quiet, Normal, Verbose };

// What the command line says to all commands.
struct GlobalOptions
{
    std::string folder; // -C
    bool json = false;
    bool quiet = false;
    bool verbose = false;
    bool no_progress = false;
    std::string colour = "auto";
};

// One run of the program: its world, and what the command line says about it.
struct Invocation
{
    Session& session;
    GlobalOptions options;
    std::vector<std::string> words; // of a command that runs another: that one, with its arguments
    std::vector<Plugin> plugins;
    Layout layout;

    Colour colour() const; // of what goes to session.err
    Verbosity verbosity() const;
    bool is_offline(bool flag) const; // by the flag, or by the environment
    unsigned jobs(unsigned flag) const;
    std::unique_ptr<Fetcher> fetcher(bool offline) const;

    // A line for the person, unless --quiet.
    void say(const std::string& line) const;
    void warn(const SourceLocation& location, const std::string& line) const;
};

// Where devenv keeps things, by DEVENV_HOME and its like, XDG_* and HOME. Throws if there is no home.
Layout layout_from(const Env& env);

// The project that the invocation is about.
struct Workspace
{
    Project project;
    std::optional<Lock> lock;
};

// Throws an Error (exit 2) if the folder is in no project.
Workspace open_workspace(const Invocation& invocation);
std::optional<Workspace> find_workspace(const Invocation& invocation,
                                        const std::filesystem::path& folder);

// The tools of a workspace on this machine. Throws an Error (exit 3) if there is no lock or it does not
// answer the project.
std::vector<ActiveTool> tools_of(const Invocation& invocation, const Workspace& workspace);

// The same, all of them installed; else an Error (exit 3) that names the first that is not.
std::vector<ActiveTool> installed_tools_of(const Invocation& invocation,
                                           const Workspace& workspace);

// Where the routes of a project lie that has all its tools, brought up to date.
hot::Routes activate(const Invocation& invocation,
                     const Project& project,
                     std::span<const ActiveTool> tools);

} // namespace devenv::cli
