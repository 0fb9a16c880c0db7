#include "archive_reader.hpp"

#include <devenv/base/error.hpp>

#include <sys/stat.h>

namespace devenv {

namespace {

constexpr std::size_t block_size = 256 * 1024;

std::string text_or_empty(const char* text)
{
    return text == nullptr ? std::string{} : std::string{text};
}

} // namespace

ArchiveReader::ArchiveReader(int fd, std::string name)
    : m_name(std::move(name)), m_archive(::archive_read_new(), &::archive_read_free)
{
    auto* const archive = m_archive.get();
    ::archive_read_support_filter_gzip(archive);
    ::archive_read_support_filter_xz(archive);
    ::archive_read_support_filter_zstd(archive);
    ::archive_read_support_format_tar(archive);
    ::archive_read_support_format_zip(archive);
    if (::archive_read_open_fd(archive, fd, block_size) != ARCHIVE_OK) {
        fail();
    }
}

std::optional<Member> ArchiveReader::next()
{
    const int result = ::archive_read_next_header(m_archive.get(), &m_entry);
    if (result == ARCHIVE_EOF) {
        return std::nullopt;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        fail();
    }
    Member member;
    member.name = text_or_empty(::archive_entry_pathname(m_entry));
    member.executable = (::archive_entry_perm(m_entry) & S_IXUSR) != 0;
    if (const auto* const target = ::archive_entry_hardlink(m_entry)) {
        member.kind = Member::Kind::HardLink;
        member.target = target;
        return member;
    }
    switch (::archive_entry_filetype(m_entry)) {
    case AE_IFREG:
        member.kind = Member::Kind::File;
        break;
    case AE_IFDIR:
        member.kind = Member::Kind::Folder;
        break;
    case AE_IFLNK:
        member.kind = Member::Kind::Link;
        member.target = text_or_empty(::archive_entry_symlink(m_entry));
        break;
    default:
        fail("`" + member.name + "` is a device or a pipe");
    }
    return member;
}

std::span<const std::byte> ArchiveReader::read(std::int64_t& offset)
{
    const void* block = nullptr;
    std::size_t size = 0;
    la_int64_t at = 0;
    const int result = ::archive_read_data_block(m_archive.get(), &block, &size, &at);
    if (result == ARCHIVE_EOF) {
        return {};
    }
    if (result != ARCHIVE_OK) {
        fail();
    }
    offset = at;
    return {static_cast<const std::byte*>(block), size};
}

std::uint64_t ArchiveReader::consumed() const
{
    return static_cast<std::uint64_t>(::archive_filter_bytes(m_archive.get(), -1));
}

void ArchiveReader::fail() const
{
    fail(text_or_empty(::archive_error_string(m_archive.get())));
}

void ArchiveReader::fail(const std::string& cause) const
{
    throw Error{"cannot unpack `" + m_name + '`'}.because(cause).exit_with(ExitCode::Integrity);
}

} // namespace devenv
