#include <devenv/platform/filesystem.hpp>

#include <cerrno>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace devenv::platform {

std::error_code rename_without_replacing(const std::filesystem::path& from,
                                         const std::filesystem::path& to)
{
    // By number: musl has had a wrapper for renameat2 only since 1.2.6.
    if (::syscall(
            SYS_renameat2, AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE)
        == 0) {
        return {};
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return {errno, std::generic_category()};
    }
    // A file system without the flag (NFS, some FUSE ones): rename() onto a folder that has anything
    // in it fails by itself, and a published tree is never empty.
    if (::rename(from.c_str(), to.c_str()) == 0) {
        return {};
    }
    return {errno == ENOTEMPTY ? EEXIST : errno, std::generic_category()};
}

std::error_code sync_file_system(const std::filesystem::path& folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return {errno, std::generic_category()};
    }
    const auto result = ::syncfs(fd) == 0 ? std::error_code{}
                                          : std::error_code{errno, std::generic_category()};
    ::close(fd);
    return result;
}

std::optional<FileStamp> stamp_of(const std::filesystem::path& path)
{
    struct stat info = {};
    if (::stat(path.c_str(), &info) != 0) {
        return std::nullopt;
    }
    constexpr std::int64_t nanoseconds = 1'000'000'000;
    return FileStamp{static_cast<std::int64_t>(info.st_mtim.tv_sec) * nanoseconds
                         + info.st_mtim.tv_nsec,
                     static_cast<std::int64_t>(info.st_size)};
}

} // namespace devenv::platform
