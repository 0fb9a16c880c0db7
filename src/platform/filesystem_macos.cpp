#include <devenv/platform/filesystem.hpp>

#include <cerrno>

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

namespace devenv::platform {

std::error_code rename_without_replacing(const std::filesystem::path& from,
                                         const std::filesystem::path& to)
{
    if (::renamex_np(from.c_str(), to.c_str(), RENAME_EXCL) == 0) {
        return {};
    }
    return {errno, std::generic_category()};
}

std::error_code sync_file_system(const std::filesystem::path& /*folder*/)
{
    // macOS can only be asked to write everything.
    ::sync();
    return {};
}

std::optional<FileStamp> stamp_of(const std::filesystem::path& path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0) {
        return std::nullopt;
    }
    constexpr std::int64_t nanoseconds = 1'000'000'000;
    return FileStamp{static_cast<std::int64_t>(info.st_mtimespec.tv_sec) * nanoseconds
                         + info.st_mtimespec.tv_nsec,
                     static_cast<std::int64_t>(info.st_size)};
}

} // namespace devenv::platform
