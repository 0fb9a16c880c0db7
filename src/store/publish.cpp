#include <devenv/store/publish.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>
#include <devenv/platform/filesystem.hpp>

#include <vector>

namespace devenv {

namespace fs = std::filesystem;

namespace {

constexpr auto read_only = fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read
                           | fs::perms::group_exec | fs::perms::others_read
                           | fs::perms::others_exec;

void throw_if(const std::error_code& error, std::string_view action, const fs::path& path)
{
    if (error) {
        throw system_error(action, path.native(), error.value());
    }
}

// Files are read-only since they were written. The top folder stays writable until it is moved, which
// changes its "..".
void make_folders_read_only(const fs::path& tree, const std::string& writable_folder)
{
    std::vector<fs::path> folders;
    for (const auto& entry : fs::recursive_directory_iterator{tree}) {
        if (entry.symlink_status().type() == fs::file_type::directory
            && entry.path().filename() != writable_folder) {
            folders.push_back(entry.path());
        }
    }
    for (const auto& folder : folders) {
        std::error_code error;
        fs::permissions(folder, read_only, error);
        throw_if(error, "protect", folder);
    }
}

} // namespace

bool is_published(const fs::path& place)
{
    std::error_code ignored;
    return fs::is_directory(place, ignored);
}

void publish(const fs::path& tree, const fs::path& place, const std::string& writable_folder)
{
    make_folders(place.parent_path());
    make_folders_read_only(tree, writable_folder);
    throw_if(platform::sync_file_system(tree), "write to the disk", tree);
    const auto error = platform::rename_without_replacing(tree, place);
    if (error == std::errc::file_exists || error == std::errc::directory_not_empty) {
        return;
    }
    throw_if(error, "publish", place);
    std::error_code ignored; // the tree is whole already; only its protection would miss a part
    fs::permissions(place, read_only, ignored);
}

} // namespace devenv
