#pragma once

#include <devenv/base/unique_fd.hpp>

#include <filesystem>
#include <functional>

namespace devenv {

// An exclusive lock between processes, held until the object goes out of scope. The lock file is made
// if missing and never removed: removing it would let two processes hold "the" lock.
class FileLock
{
public:
    // Waits for as long as another process holds the lock. `on_wait` is called once before the first
    // wait, so that the user can be told why nothing happens.
    static FileLock acquire(const std::filesystem::path& path,
                            const std::function<void()>& on_wait = {});

private:
    explicit FileLock(UniqueFd fd) : m_fd(std::move(fd)) {}

    UniqueFd m_fd; // closing it releases the lock
};

} // namespace devenv
