#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <system_error>

namespace devenv::platform {

// Renames in one step, and fails with file_exists if `to` is there already: of several processes that
// publish the same thing, one wins and none replaces another's.
std::error_code rename_without_replacing(const std::filesystem::path& from,
                                         const std::filesystem::path& to);

// Writes everything of the file system that `folder` lies on to the disk.
std::error_code sync_file_system(const std::filesystem::path& folder);

// What tells one state of a file from another: its time of change in nanoseconds since 1970 and its size in
// bytes.
struct FileStamp
{
    std::int64_t mtime_ns = 0;
    std::int64_t size = 0;
};

// Nothing if there is no such file. Links are followed.
std::optional<FileStamp> stamp_of(const std::filesystem::path& path);

} // namespace devenv::platform
