#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// A kind of machine that archives are made for, written "<os>-<arch>[-musl]".
enum class Platform {
    LinuxArm64,
    LinuxArm64Musl,
    LinuxX64,
    LinuxX64Musl,
    MacosArm64,
    MacosX64,
    WindowsX64,
};

// All of them, in the order of their names.
inline constexpr std::array known_platforms{
    Platform::LinuxArm64,
    Platform::LinuxArm64Musl,
    Platform::LinuxX64,
    Platform::LinuxX64Musl,
    Platform::MacosArm64,
    Platform::MacosX64,
    Platform::WindowsX64,
};

std::string_view to_string(Platform platform);
std::optional<Platform> parse_platform(std::string_view text);

// The names of all platforms, for messages: "linux-arm64, linux-arm64-musl, ..."
std::string platform_names();

} // namespace devenv
