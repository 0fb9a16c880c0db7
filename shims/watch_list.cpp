#include "watch_list.hpp"

#include "system.hpp"

#include <devenv/hot/markers.hpp>

#include <algorithm>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace devenv::shim {

namespace {

std::optional<struct stat> look_at(const std::string& path)
{
    struct stat file;
    return stat(path.c_str(), &file) == 0 ? std::optional{file} : std::nullopt;
}

void add_file(std::vector<std::string>& files, std::string_view folder, std::string_view name)
{
    files.emplace_back(PathBuffer{folder}.append_name(name).view());
}

std::vector<std::string>
relevant_files(std::string_view folder, const Project& project, const hot::Routes* routes)
{
    std::vector<std::string> files;
    const bool has_manifest =
        project.state != Project::State::None && has_file(project.root, hot::manifest_name);
    add_file(files, folder, hot::manifest_name);
    if (!has_manifest) {
        for (const auto name : hot::marker_names) {
            add_file(files, folder, name);
        }
    }
    if (routes != nullptr) {
        for (const auto& watch : routes->watches) {
            files.push_back(watch.path);
        }
    } else if (project.state != Project::State::None) {
        add_file(files, project.root, hot::manifest_name);
        for (const auto name : hot::marker_names) {
            add_file(files, project.root, name);
        }
    }
    std::sort(files.begin(), files.end());
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

// An empty file with that time of change, one a project. Empty if it cannot be written.
std::string write_seen_file(std::string_view home, std::string_view root, struct stat newest)
{
    const auto routes = routes_path(home, root);
    const auto folder = std::string{home} + "/seen";
    auto path = folder + '/' + std::string{name_of(routes.view())};
    mkdir(folder.c_str(), 0700);
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        return {};
    }
    const auto nanoseconds = stamp_of(newest).mtime_ns;
    struct timespec time = {};
    time.tv_sec = nanoseconds / 1'000'000'000;
    time.tv_nsec = nanoseconds % 1'000'000'000;
    const struct timespec times[] = {time, time};
    const bool done = futimens(file, times) == 0;
    close(file);
    return done ? path : std::string{};
}

} // namespace

WatchList watch_list(std::string_view home,
                     std::string_view folder,
                     const Project& project,
                     const hot::Routes* routes)
{
    WatchList list;
    std::optional<struct stat> newest;
    for (auto& path : relevant_files(folder, project, routes)) {
        const auto file = look_at(path);
        if (file && (!newest || stamp_of(*newest).mtime_ns < stamp_of(*file).mtime_ns)) {
            newest = file;
        }
        (file ? list.present : list.absent).push_back(std::move(path));
    }
    if (newest) {
        // The routes file serves if it is younger than all that it was made of. It is not after a
        // refresh that failed, or where a file claims to be from the future: then every prompt
        // would see a change.
        const std::string path{routes_path(home, project.root).view()};
        const auto file = look_at(path);
        const bool serves = file && stamp_of(*newest).mtime_ns <= stamp_of(*file).mtime_ns;
        list.reference = serves ? path : write_seen_file(home, project.root, *newest);
    }
    return list;
}

} // namespace devenv::shim
