#include "system.hpp"

#include <cstdlib>

#include <sys/auxv.h>
#include <unistd.h>

namespace devenv::shim {

const char* executed_path(int argc, char** argv)
{
    // NOLINTNEXTLINE(performance-no-int-to-ptr): the kernel hands over pointers as numbers
    const auto* const text = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
    const char* const called = argc > 0 ? argv[0] : "";
    if (text == nullptr) {
        return called;
    }
    // For a script whose first line names this program, the kernel gives the script's path; that
    // path is also the first argument, or the second if that line has an argument of its own.
    const std::string_view path{text};
    if ((argc > 1 && path == argv[1]) || (argc > 2 && path == argv[2])) {
        return called;
    }
    return text;
}

bool find_own_file(PathBuffer& path, const char* executed_path)
{
    const auto size = readlink("/proc/self/exe", path.data(), PathBuffer::capacity - 1);
    if (size > 0) {
        path.set_size(static_cast<std::size_t>(size));
        return true;
    }
    if (realpath(executed_path, path.data()) == nullptr) { // a chroot may have no /proc
        return false;
    }
    path.set_size(std::strlen(path.c_str()));
    return true;
}

hot::FileStamp stamp_of(const struct stat& file)
{
    return {file.st_mtim.tv_sec * 1'000'000'000 + file.st_mtim.tv_nsec, file.st_size};
}

} // namespace devenv::shim
