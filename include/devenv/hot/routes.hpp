#pragma once

#include <devenv/hot/route_records.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace devenv::hot {

// What makes a folder a project.
enum class ProjectKind {
    Manifest, // it has a devenv.toml
    Files,    // it only has version files, such as .nvmrc
};

// A file whose change makes the routes stale; without a stamp, a file that must not appear.
struct Watch
{
    std::string path;
    std::optional<FileStamp> stamp;

    bool operator==(const Watch&) const = default;
};

// A variable that the project sets, or unsets where there is no value.
struct Change
{
    std::string name;
    std::optional<std::string> value;

    bool operator==(const Change&) const = default;
};

struct Command
{
    std::string name;
    std::string program; // absolute

    bool operator==(const Command&) const = default;
};

// All that the shim and the hook need to know of a project, so that neither reads its manifest. An
// installation compiles it into $DEVENV_HOME/routes/<routes_file_name(root)>: one record a line,
// the fields separated by tabs.
//
//     devenv-routes  1
//     root     /home/ann/app
//     kind     manifest
//     watch    1700000000000000000  120  /home/ann/app/devenv.toml
//     watch    -  -  /home/ann/app/devenv.local.toml
//     path     /home/ann/.local/share/devenv/store/node/22.11.0/linux-x64-0123456789abcdef/bin
//     set      GOTOOLCHAIN  local
//     unset    NODE_OPTIONS
//     command  node  /home/ann/.local/share/devenv/store/.../bin/node
//     end
//
// In the value of a "set" line, control characters and "%" are written as %XX. A file that names
// another root, or does not end with "end", is as good as absent.
struct Routes
{
    std::string root; // absolute, without symbolic links: what getcwd() says inside of it
    ProjectKind kind = ProjectKind::Manifest;
    std::vector<Watch> watches;
    std::vector<std::string> path; // folders, to stand in this order before the rest of PATH
    std::vector<Change> changes;   // of any variable but PATH
    std::vector<Command> commands;

    bool operator==(const Routes&) const = default;
};

// The name of the routes file of the project at `root`: 16 hexadecimal digits.
std::string routes_file_name(std::string_view root);

// The text of the routes file; nothing if it cannot say what `routes` holds: a path or name with a
// control character, a path that is not absolute, a ":" in a folder of PATH, a name that no
// variable or no command can have, or a change of PATH or of a variable of devenv's own activation.
std::optional<std::string> format_routes(const Routes& routes);

// What format_routes() was given; nothing if `text` is not of that format in every line.
std::optional<Routes> parse_routes(std::string_view text);

// Whether `name` can be exported by every shell: letters, digits and "_", no digit first.
bool is_variable_name(std::string_view name);

} // namespace devenv::hot
