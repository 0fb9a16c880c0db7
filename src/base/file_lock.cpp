#include <devenv/base/file_lock.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>

namespace devenv {

namespace {

bool lock(int fd, int operation)
{
    int result = 0;
    do {
        result = ::flock(fd, operation);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

} // namespace

FileLock FileLock::acquire(const std::filesystem::path& path, const std::function<void()>& on_wait)
{
    auto fd = open_file(path, O_RDWR | O_CREAT, "open the lock file");
    if (!lock(fd.get(), LOCK_EX | LOCK_NB)) {
        if (errno != EWOULDBLOCK) {
            throw system_error("lock", path.native(), errno);
        }
        if (on_wait) {
            on_wait();
        }
        if (!lock(fd.get(), LOCK_EX)) {
            throw system_error("lock", path.native(), errno);
        }
    }
    return FileLock{std::move(fd)};
}

} // namespace devenv
