#include <devenv/platform/host.hpp>

#include <cstdlib>

#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif
#include <sys/utsname.h>

namespace devenv::platform {

namespace {

std::string architecture()
{
    utsname name = {};
    ::uname(&name);
    const std::string machine = name.machine;
    // A 32-bit userland runs on a 64-bit kernel too, and could not start a 64-bit runtime.
    if constexpr (sizeof(void*) == 8) {
        if (machine == "x86_64") {
            return "x64";
        }
        if (machine == "aarch64") {
            return "arm64";
        }
    }
    return machine;
}

} // namespace

Host this_host()
{
    Host host{"linux", architecture(), "musl", ""};
#if defined(__GLIBC__)
    host.libc = "glibc";
    host.libc_version = ::gnu_get_libc_version();
#endif
    return host;
}

std::filesystem::path this_executable()
{
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored);
}

} // namespace devenv::platform
