#include "system_program.hpp"

#include <devenv/hot/route_records.hpp>

#include <sys/stat.h>
#include <unistd.h>

namespace devenv::shim {

namespace {

struct FileIdentity
{
    dev_t device = 0;
    ino_t number = 0;

    bool operator==(const FileIdentity&) const = default;
};

// That of no file if there is none at `path`.
FileIdentity identity_of(const char* path)
{
    struct stat file;
    return stat(path, &file) == 0 ? FileIdentity{file.st_dev, file.st_ino} : FileIdentity{};
}

bool is_program(const char* path, const FileIdentity& shim)
{
    struct stat file;
    return stat(path, &file) == 0 && S_ISREG(file.st_mode) && access(path, X_OK) == 0
           && FileIdentity{file.st_dev, file.st_ino} != shim;
}

} // namespace

bool find_system_program(std::string_view name,
                         std::string_view search_path,
                         std::string_view shims,
                         const char* own_file,
                         PathBuffer& program)
{
    const auto shim = identity_of(own_file);
    const auto shims_folder = identity_of(PathBuffer{shims}.c_str());
    for (bool last = false; !last;) {
        last = search_path.find(':') == std::string_view::npos;
        const auto folder = hot::take_until(search_path, ':');
        program.clear();
        program.append(folder.empty() ? "." : folder).append_name(name);
        if (folder == shims || !program.fits() || !is_program(program.c_str(), shim)) {
            continue;
        }
        // A shim of another release is another file, so the folder has a say as well: it may be
        // on PATH by another name.
        if (identity_of(PathBuffer{parent_of(program.view())}.c_str()) != shims_folder) {
            return true;
        }
    }
    return false;
}

} // namespace devenv::shim
