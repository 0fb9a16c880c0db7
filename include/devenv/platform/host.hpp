#pragma once

#include <filesystem>
#include <string>

namespace devenv::platform {

// What machine this is, in the words of a lock's platforms.
struct Host
{
    std::string os;           // "linux", "macos"
    std::string arch;         // "x64", "arm64", or what the kernel calls another processor
    std::string libc;         // "glibc", "musl", or empty where there is no choice
    std::string libc_version; // "2.36"; empty where it is not known
};

Host this_host();

// The absolute path of the running program; empty if the system does not tell.
std::filesystem::path this_executable();

} // namespace devenv::platform
