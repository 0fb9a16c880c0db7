#include <devenv/base/files.hpp>

#include <devenv/base/error.hpp>

#include <cerrno>
#include <cstdlib>

#include <fcntl.h>
#include <sys/stat.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

std::string read_to_end(int fd, const fs::path& path)
{
    std::string text;
    char buffer[64 * 1024];
    while (true) {
        const auto count = ::read(fd, buffer, sizeof buffer);
        if (count == 0) {
            return text;
        }
        if (count > 0) {
            text.append(buffer, static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            throw system_error("read", path.native(), errno);
        }
    }
}

// A new file beside another, removed again unless it is renamed to that other.
class ReplacementFile
{
public:
    explicit ReplacementFile(const fs::path& target)
        : m_target(target), m_path(target.native() + ".XXXXXX"), m_fd(::mkstemp(m_path.data()))
    {
        if (!m_fd) {
            throw system_error("write beside", target.native(), errno);
        }
    }
    ReplacementFile(const ReplacementFile&) = delete;
    ReplacementFile& operator=(const ReplacementFile&) = delete;
    ~ReplacementFile()
    {
        if (!m_path.empty()) {
            ::unlink(m_path.c_str());
        }
    }

    int fd() const { return m_fd.get(); }

    void put_in_place()
    {
        if (::fsync(m_fd.get()) != 0 || ::rename(m_path.c_str(), m_target.c_str()) != 0) {
            throw system_error("write", m_target.native(), errno);
        }
        m_path.clear();
    }

private:
    fs::path m_target;
    std::string m_path;
    UniqueFd m_fd;
};

mode_t mode_for(const fs::path& path)
{
    struct stat info = {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777 : mode_t{0644};
}

} // namespace

UniqueFd open_file(const fs::path& path, int flags, std::string_view action, mode_t mode)
{
    UniqueFd fd{::open(path.c_str(), flags | O_CLOEXEC, mode)};
    if (!fd) {
        throw system_error(action, path.native(), errno);
    }
    return fd;
}

std::string read_file(const fs::path& path)
{
    return read_to_end(open_file(path, O_RDONLY, "read").get(), path);
}

std::optional<std::string> read_file_if_there(const fs::path& path)
{
    const UniqueFd fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!fd) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return std::nullopt;
        }
        throw system_error("read", path.native(), errno);
    }
    return read_to_end(fd.get(), path);
}

void write_all(int fd, std::span<const std::byte> bytes, const fs::path& path)
{
    while (!bytes.empty()) {
        const auto count = ::write(fd, bytes.data(), bytes.size());
        if (count >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            throw system_error("write", path.native(), errno);
        }
    }
}

void write_file_atomically(const fs::path& path, std::string_view text)
{
    ReplacementFile file{path};
    write_all(file.fd(), std::as_bytes(std::span{text}), path);
    if (::fchmod(file.fd(), mode_for(path)) != 0) {
        throw system_error("set the mode of", path.native(), errno);
    }
    file.put_in_place();
}

void make_folders(const fs::path& path)
{
    std::error_code error;
    fs::create_directories(path, error);
    if (error) {
        throw system_error("make the folder", path.native(), error.value());
    }
}

void remove_tree(const fs::path& path) noexcept
try {
    std::error_code ignored;
    const auto make_writable = [&](const fs::path& folder) {
        fs::permissions(folder, fs::perms::owner_all, fs::perm_options::add, ignored);
    };
    if (fs::symlink_status(path, ignored).type() == fs::file_type::directory) {
        make_writable(path);
        for (fs::recursive_directory_iterator entry{path, ignored}, end; entry != end;
             entry.increment(ignored)) {
            // Before the iterator steps into it: a folder without `x` could not be read.
            if (entry->symlink_status(ignored).type() == fs::file_type::directory) {
                make_writable(entry->path());
            }
        }
    }
    fs::remove_all(path, ignored);
} catch (const std::exception&) {
    // Out of memory at worst: what is left is removed by the next run.
}

} // namespace devenv
