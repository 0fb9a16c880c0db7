#include "project_search.hpp"

#include "system.hpp"

#include <devenv/hot/markers.hpp>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace devenv::shim {

namespace {

using hot::Record;

// Where routes lie once they are read: room for some ten thousand commands, and only pages that are
// written to take memory.
char routes_text[1 << 20];

bool is_as_recorded(const Record& watch)
{
    const auto& [mtime, size, path] = watch.fields;
    const PathBuffer file{path};
    struct stat found;
    if (fstatat(AT_FDCWD, file.c_str(), &found, 0) != 0) {
        return mtime == "-" && errno == ENOENT && file.fits();
    }
    const auto stamp = stamp_of(found);
    return hot::parse_number(mtime) == stamp.mtime_ns && hot::parse_number(size) == stamp.size;
}

bool are_current(std::string_view records)
{
    while (const auto record = hot::take_record(records)) {
        if (record->type == "watch" && !is_as_recorded(*record)) {
            return false;
        }
        if (record->type == "command") { // these come last
            break;
        }
    }
    return true;
}

// State None unless `root` has readable routes. One read() suffices: a file that it does not get to
// the end of lacks the last line.
Project read_routes(std::string_view home, std::string_view root)
{
    const auto path = routes_path(home, root);
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        const bool absent = path.fits() && (errno == ENOENT || errno == ENOTDIR);
        return absent ? Project{} : Project{Project::State::Unknown, root};
    }
    const auto size = read(file, routes_text, sizeof routes_text);
    // Not closed: the program that is started does not get it, and one system call counts here.
    if (size < 0) {
        return Project{Project::State::Unknown, root};
    }
    const std::string_view text{routes_text, static_cast<std::size_t>(size)};
    const auto records = hot::records_of(text, root);
    if (!records) {
        return {};
    }
    const bool current = are_current(*records);
    return {current ? Project::State::Installed : Project::State::Stale, root, text, *records};
}

bool has_marker(std::string_view folder)
{
    return std::any_of(hot::marker_names.begin(), hot::marker_names.end(), [&](auto name) {
        return has_file(folder, name);
    });
}

// What is known of `root`, which is a project if it has no routes as well.
Project installed_or_not(std::string_view home, std::string_view root)
{
    const auto project = read_routes(home, root);
    return project.state == Project::State::None ? Project{Project::State::NotInstalled, root}
                                                 : project;
}

// Routes alone make a project too: its manifest may be gone, and then they are stale.
Project project_without_manifest(std::string_view home, std::string_view root)
{
    const auto project = read_routes(home, root);
    const bool is_marked = project.state == Project::State::None && has_marker(root);
    return is_marked ? Project{Project::State::NotInstalled, root} : project;
}

} // namespace

Project find_project(std::string_view home, std::string_view folder)
{
    // One system call a level on the way to a project with a manifest, which is what most are.
    for (auto level = folder; !level.empty(); level = parent_of(level)) {
        if (has_file(level, hot::manifest_name)) {
            return installed_or_not(home, level);
        }
        if (level == "/") {
            break;
        }
    }
    for (auto level = folder; !level.empty(); level = parent_of(level)) {
        const auto project = project_without_manifest(home, level);
        if (project.state != Project::State::None || level == "/") {
            return project;
        }
    }
    return {};
}

Project project_at(std::string_view home, std::string_view root)
{
    return has_file(root, hot::manifest_name) ? installed_or_not(home, root)
                                              : project_without_manifest(home, root);
}

bool has_file(std::string_view folder, std::string_view name)
{
    return access(PathBuffer{folder}.append_name(name).c_str(), F_OK) == 0;
}

PathBuffer routes_path(std::string_view home, std::string_view root)
{
    const auto hash = hot::hex_of(hot::hash_of(root));
    PathBuffer path{home};
    path.append("/routes/").append({hash.data(), hash.size()});
    return path;
}

} // namespace devenv::shim
