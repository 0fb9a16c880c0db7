#include "archive_writer.hpp"

#include "temp_dir.hpp"

#include <memory>
#include <stdexcept>

#include <locale.h>

namespace devenv {

namespace {

void require(int result, ::archive* archive)
{
    if (result != ARCHIVE_OK) {
        throw std::runtime_error{::archive_error_string(archive)};
    }
}

void add(::archive* archive, const TestMember& member)
{
    const std::unique_ptr<::archive_entry, decltype(&::archive_entry_free)> entry{
        ::archive_entry_new(), &::archive_entry_free};
    ::archive_entry_set_pathname(entry.get(), member.name.c_str());
    ::archive_entry_set_mode(entry.get(), member.type | member.mode);
    ::archive_entry_set_mtime(entry.get(), 0, 0);
    const bool has_contents = member.type == AE_IFREG && !member.is_hard_link;
    ::archive_entry_set_size(entry.get(),
                             has_contents ? static_cast<la_int64_t>(member.text.size()) : 0);
    if (member.is_hard_link) {
        ::archive_entry_set_hardlink(entry.get(), member.text.c_str());
    } else if (member.type == AE_IFLNK) {
        ::archive_entry_set_symlink(entry.get(), member.text.c_str());
    }
    require(::archive_write_header(archive, entry.get()), archive);
    if (has_contents) {
        ::archive_write_data(archive, member.text.data(), member.text.size());
    }
}

// Names are UTF-8 while it lives: libarchive takes their encoding from the locale.
class Utf8Names
{
public:
    Utf8Names() { ::uselocale(m_utf8); }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;
    ~Utf8Names()
    {
        ::uselocale(m_old);
        if (m_utf8 != nullptr) {
            ::freelocale(m_utf8);
        }
    }

private:
    ::locale_t m_old = ::uselocale(nullptr);
    ::locale_t m_utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
};

} // namespace

VerifiedFile make_archive(const std::filesystem::path& path,
                          const std::vector<TestMember>& members,
                          TestFormat format)
{
    const Utf8Names utf8_names;
    const std::unique_ptr<::archive, decltype(&::archive_write_free)> archive{
        ::archive_write_new(), &::archive_write_free};
    if (format == TestFormat::Zip) {
        ::archive_write_set_format_zip(archive.get());
    } else {
        ::archive_write_set_format_pax_restricted(archive.get());
        if (format == TestFormat::TarXz) {
            ::archive_write_add_filter_xz(archive.get());
        } else {
            ::archive_write_add_filter_gzip(archive.get());
        }
    }
    require(::archive_write_open_filename(archive.get(), path.c_str()), archive.get());
    for (const auto& member : members) {
        add(archive.get(), member);
    }
    require(::archive_write_close(archive.get()), archive.get());
    return trust(path);
}

VerifiedFile trust(const std::filesystem::path& path)
{
    const auto text = contents_of(path);
    Hasher hasher;
    hasher.add(std::as_bytes(std::span{text}));
    return verify_file(path, hasher.finish());
}

} // namespace devenv
