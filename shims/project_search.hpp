#pragma once

#include "path_buffer.hpp"

#include <devenv/hot/route_records.hpp>

#include <string_view>

namespace devenv::shim {

// What is known of the folder that a program is started in.
struct Project
{
    enum class State {
        None,
        NotInstalled, // there is a manifest or a version file, but no routes
        Stale,        // there are routes, but a watched file is not as it was
        Installed,
        Unknown, // the routes cannot be read, or a path is too long
    };

    State state = State::None;
    std::string_view root = {};    // a part of the folder that was asked for
    std::string_view text = {};    // of the routes file: valid until the next search
    std::string_view records = {}; // the part of it that hot::take_record() reads
};

// The project that the absolute path `folder` lies in: the nearest folder with a devenv.toml. Only
// where there is none, the nearest one with routes or a version file.
Project find_project(std::string_view home, std::string_view folder);

// The project whose top folder is `root`, whatever lies above.
Project project_at(std::string_view home, std::string_view root);

// Whether `folder` has the file `name`.
bool has_file(std::string_view folder, std::string_view name);

// `$home/routes/<hash of root>`
PathBuffer routes_path(std::string_view home, std::string_view root);

} // namespace devenv::shim
