#include <devenv/unpack/unpack.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>
#include <devenv/base/text.hpp>
#include <devenv/model/relative_path.hpp>

#include "archive_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>
#include <unistd.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// Archives that say their names are UTF-8 are believed, whatever the user's language settings: in the "C"
// locale the library would turn such names into question marks.
class Utf8Names
{
public:
    Utf8Names()
    {
        for (const auto* const name : {"C.UTF-8", "en_US.UTF-8"}) {
            m_locale = ::newlocale(LC_CTYPE_MASK, name, nullptr);
            if (m_locale != nullptr) {
                m_before = ::uselocale(m_locale);
                return;
            }
        }
    }
    Utf8Names(const Utf8Names&) = delete;
    Utf8Names& operator=(const Utf8Names&) = delete;
    ~Utf8Names()
    {
        if (m_locale != nullptr) {
            ::uselocale(m_before);
            ::freelocale(m_locale);
        }
    }

private:
    locale_t m_locale = nullptr;
    locale_t m_before = nullptr;
};

// Far above any real toolchain: what exceeds them is an attempt to fill the disk.
constexpr std::size_t most_members = 500'000;
constexpr std::uint64_t most_bytes = std::uint64_t{16} << 30U;

Error refusal(const std::string& name, std::string cause)
{
    Error error{"the archive must not be trusted"};
    error.because("`" + name + "` " + std::move(cause)).exit_with(ExitCode::Integrity);
    return error;
}

// Whether a link at `name` stays below the folder, whatever other links there are: only leading ".."
// are counted up, and the folders of a name are never links, so each ".." leads to a real parent.
bool link_stays_inside(std::string_view name, std::string_view target)
{
    if (target.empty() || target.starts_with('/') || has_control_character(target)) {
        return false;
    }
    auto depth = std::ranges::count(name, '/');
    bool descended = false;
    for (const auto part : split(target, '/')) {
        if (part == "..") {
            if (descended || --depth < 0) {
                return false;
            }
        } else if (!part.empty() && part != ".") {
            descended = true;
        }
    }
    return true;
}

class Unpacker
{
public:
    Unpacker(const VerifiedFile& archive, fs::path folder, std::string root)
        : m_reader(archive.fd(), archive.path().filename()),
          m_folder(std::move(folder)),
          m_root(std::move(root))
    {}

    void run(const std::function<void(double)>& on_progress, std::uint64_t archive_size)
    {
        std::size_t members = 0;
        while (const auto member = m_reader.next()) {
            if (++members > most_members) {
                throw refusal(member->name, "is one file too many");
            }
            add(*member);
            on_progress(static_cast<double>(m_reader.consumed())
                        / static_cast<double>(std::max<std::uint64_t>(archive_size, 1)));
        }
        make_links();
    }

private:
    void add(const Member& member)
    {
        const auto name = name_below_root(member.name);
        if (name.empty()) {
            if (member.kind != Member::Kind::Folder) {
                throw refusal(member.name, "should be a folder");
            }
            return;
        }
        switch (member.kind) {
        case Member::Kind::Folder:
            make_folder(name);
            break;
        case Member::Kind::File:
            write_file(name, member.executable);
            break;
        case Member::Kind::Link:
            if (!link_stays_inside(name, member.target)) {
                throw refusal(member.name, "is a link that leads out: `" + member.target + '`');
            }
            m_links.emplace_back(name, member.target);
            break;
        case Member::Kind::HardLink:
            m_hard_links.emplace_back(name, name_below_root(member.target));
            break;
        }
    }

    // The member's name without the archive's root folder; empty for that folder itself.
    std::string name_below_root(std::string_view name) const
    {
        const std::string whole{name};
        while (name.starts_with("./")) {
            name.remove_prefix(2);
        }
        while (name.ends_with('/')) {
            name.remove_suffix(1);
        }
        if (name.empty() || name == ".") {
            return {};
        }
        if (!is_contained_path(name)) {
            throw refusal(whole, "is a name that leads out");
        }
        if (m_root == ".") {
            return std::string{name};
        }
        if (name == m_root) {
            return {};
        }
        if (!name.starts_with(m_root) || name[m_root.size()] != '/') {
            throw refusal(whole, "is not in the folder `" + m_root + '`');
        }
        return std::string{name.substr(m_root.size() + 1)};
    }

    // No link exists while files are written, so every folder on the way is a real one.
    fs::path place_for(const std::string& name)
    {
        auto path = m_folder / name;
        auto parent = path.parent_path();
        if (parent != m_last_parent) {
            std::error_code error;
            fs::create_directories(parent, error);
            if (error) {
                errno = error.value();
                throw cannot_make(name, parent);
            }
            m_last_parent = std::move(parent);
        }
        return path;
    }

    // What an archive brings about by itself is its fault; the rest is the disk's.
    static Error cannot_make(const std::string& name, const fs::path& path)
    {
        if (errno == EEXIST || errno == ENOTDIR) {
            return refusal(name, "is in the way of another member, or occurs twice");
        }
        return system_error("unpack", path.native(), errno);
    }

    void make_folder(const std::string& name)
    {
        const auto path = place_for(name);
        std::error_code ignored;
        if (::mkdir(path.c_str(), 0755) != 0 && (errno != EEXIST || !fs::is_directory(path, ignored))) {
            throw cannot_make(name, path);
        }
    }

    void write_file(const std::string& name, bool executable)
    {
        const auto path = place_for(name);
        const UniqueFd fd{::open(path.c_str(),
                                 O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                 executable ? 0555 : 0444)};
        if (!fd) {
            throw cannot_make(name, path);
        }
        std::int64_t end = 0;
        std::int64_t offset = 0;
        for (auto block = m_reader.read(offset); !block.empty(); block = m_reader.read(offset)) {
            if (offset != end && ::lseek(fd.get(), offset, SEEK_SET) != offset) {
                throw system_error("write", path.native(), errno);
            }
            count_bytes(block.size(), name);
            write_all(fd.get(), block, path);
            end = offset + static_cast<std::int64_t>(block.size());
        }
        // The umask of whoever installs must not decide what the others may run.
        if (::fchmod(fd.get(), executable ? 0555 : 0444) != 0) {
            throw system_error("set the mode of", path.native(), errno);
        }
    }

    void count_bytes(std::size_t size, const std::string& name)
    {
        m_bytes += size;
        if (m_bytes > most_bytes) {
            throw refusal(name, "makes it larger than any toolchain is");
        }
    }

    void make_links()
    {
        for (const auto& [name, target] : m_hard_links) {
            const auto from = m_folder / target;
            const auto to = place_for(name);
            if (target.empty() || !fs::is_regular_file(fs::symlink_status(from))) {
                throw refusal(name, "is a second name of something that is no file");
            }
            if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) != 0) {
                throw cannot_make(name, to);
            }
        }
        // All folders first: none may be made through a link.
        for (const auto& [name, target] : m_links) {
            place_for(name);
        }
        for (const auto& [name, target] : m_links) {
            const auto path = m_folder / name;
            if (::symlink(target.c_str(), path.c_str()) != 0) {
                throw cannot_make(name, path);
            }
        }
    }

    ArchiveReader m_reader;
    fs::path m_folder;
    std::string m_root;
    fs::path m_last_parent;
    std::uint64_t m_bytes = 0;
    std::vector<std::pair<std::string, std::string>> m_links; // name and target
    std::vector<std::pair<std::string, std::string>> m_hard_links;
};

std::uint64_t size_of(const VerifiedFile& file)
{
    struct stat info = {};
    return ::fstat(file.fd(), &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

} // namespace

void unpack(const VerifiedFile& archive,
            const fs::path& folder,
            const std::string& root,
            const std::function<void(double)>& on_progress)
{
    const Utf8Names utf8_names;
    Unpacker{archive, folder, root}.run(on_progress, size_of(archive));
}

} // namespace devenv
