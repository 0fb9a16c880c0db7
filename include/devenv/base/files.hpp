#pragma once

#include <devenv/base/unique_fd.hpp>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace devenv {

// open(2) with O_CLOEXEC. Throws an Error that says what `action` ("read", "write") failed on.
UniqueFd open_file(const std::filesystem::path& path,
                   int flags,
                   std::string_view action,
                   mode_t mode = 0666);

// The whole contents of a file. Throws if it cannot be read.
std::string read_file(const std::filesystem::path& path);

// The same, or nothing if there is no such file. Any other failure throws.
std::optional<std::string> read_file_if_there(const std::filesystem::path& path);

// Writes all bytes, however many calls it takes. `path` is for the message only.
void write_all(int fd, std::span<const std::byte> bytes, const std::filesystem::path& path);

// Replaces the contents of `path`, or makes it: whoever reads it sees the old text or the new one,
// never a part, also after a crash. The mode of an existing file is kept.
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

// Makes the folder and its parents. Throws an Error that names the path.
void make_folders(const std::filesystem::path& path);

// Removes a file or a whole tree, read-only folders included; links are removed, not followed. What is
// not there is no error; what cannot be removed is left.
void remove_tree(const std::filesystem::path& path) noexcept;

} // namespace devenv
