#include <devenv/model/platform.hpp>

#include <algorithm>

namespace devenv {

std::string_view to_string(Platform platform)
{
    switch (platform) {
    case Platform::LinuxArm64:
        return "linux-arm64";
    case Platform::LinuxArm64Musl:
        return "linux-arm64-musl";
    case Platform::LinuxX64:
        return "linux-x64";
    case Platform::LinuxX64Musl:
        return "linux-x64-musl";
    case Platform::MacosArm64:
        return "macos-arm64";
    case Platform::MacosX64:
        return "macos-x64";
    case Platform::WindowsX64:
        return "windows-x64";
    }
    return {};
}

std::optional<Platform> parse_platform(std::string_view text)
{
    const auto* const found = std::ranges::find(known_platforms, text, to_string);
    return found == known_platforms.end() ? std::nullopt : std::optional{*found};
}

std::string platform_names()
{
    std::string names;
    for (const auto platform : known_platforms) {
        names += (names.empty() ? "" : ", ") + std::string{to_string(platform)};
    }
    return names;
}

} // namespace devenv
