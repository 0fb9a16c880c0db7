#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace devenv {

// One member of an archive.
struct Member
{
    enum class Kind { File, Folder, Link, HardLink };

    Kind kind = Kind::File;
    std::string name;
    std::string target; // Link: as written in the archive. HardLink: the name of another member
    bool executable = false;
};

// Reads an archive member by member, from a file descriptor.
class ArchiveReader
{
public:
    // `name` is for messages only.
    ArchiveReader(int fd, std::string name);

    // The next member, or nothing at the end. Throws an Error (exit 4) for a damaged archive or a
    // member that is no file, folder or link.
    std::optional<Member> next();

    // The next bytes of the member, empty at its end. `offset` is where in the file they belong.
    std::span<const std::byte> read(std::int64_t& offset);

    // How many bytes of the archive file have been read.
    std::uint64_t consumed() const;

private:
    [[noreturn]] void fail(const std::string& cause) const;
    [[noreturn]] void fail() const;

    std::string m_name;
    std::unique_ptr<::archive, decltype(&::archive_read_free)> m_archive;
    ::archive_entry* m_entry = nullptr;
};

} // namespace devenv
