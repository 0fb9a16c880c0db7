#include "system.hpp"

#include <cstdlib>

#include <mach-o/dyld.h>

namespace devenv::shim {

const char* executed_path(int argc, char** argv)
{
    static char path[PathBuffer::capacity];
    std::uint32_t size = sizeof path;
    if (_NSGetExecutablePath(path, &size) == 0) {
        return path;
    }
    return argc > 0 ? argv[0] : "";
}

bool find_own_file(PathBuffer& path, const char* executed_path)
{
    if (realpath(executed_path, path.data()) == nullptr) {
        return false;
    }
    path.set_size(std::strlen(path.c_str()));
    return true;
}

hot::FileStamp stamp_of(const struct stat& file)
{
    return {file.st_mtimespec.tv_sec * 1'000'000'000LL + file.st_mtimespec.tv_nsec, file.st_size};
}

} // namespace devenv::shim
