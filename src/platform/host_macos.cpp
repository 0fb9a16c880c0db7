#include <devenv/platform/host.hpp>

#include <cstdint>

#include <mach-o/dyld.h>
#include <sys/sysctl.h>
#include <sys/utsname.h>

namespace devenv::platform {

namespace {

// uname() answers "x86_64" to a program that runs under Rosetta, so the processor itself is asked.
bool has_apple_silicon()
{
    int value = 0;
    std::size_t size = sizeof value;
    return ::sysctlbyname("hw.optional.arm64", &value, &size, nullptr, 0) == 0 && value == 1;
}

} // namespace

Host this_host()
{
    utsname name = {};
    ::uname(&name);
    const std::string machine = name.machine;
    if (has_apple_silicon()) {
        return {"macos", "arm64", "", ""};
    }
    return {"macos", machine == "x86_64" ? "x64" : machine, "", ""};
}

std::filesystem::path this_executable()
{
    std::uint32_t size = 0;
    ::_NSGetExecutablePath(nullptr, &size);
    std::string path(size, '\0');
    if (::_NSGetExecutablePath(path.data(), &size) != 0) {
        return {};
    }
    std::error_code ignored;
    return std::filesystem::canonical(path.c_str(), ignored);
}

} // namespace devenv::platform
