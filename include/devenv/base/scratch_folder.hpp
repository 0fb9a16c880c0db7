#pragma once

#include <devenv/base/unique_fd.hpp>

#include <filesystem>

namespace devenv {

// A new, empty folder that nobody else knows, removed with all that is in it when the object goes out
// of scope. It is held by a lock on the folder itself, so a later process can tell a folder in use
// from one that a killed process left behind.
class ScratchFolder
{
public:
    // Makes the folder below `parent`, which is made if missing.
    explicit ScratchFolder(const std::filesystem::path& parent);
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    UniqueFd m_lock;
};

// Removes the scratch folders below `parent` whose process is gone. Never throws: what cannot be
// removed is left for another time.
void remove_abandoned_scratch(const std::filesystem::path& parent) noexcept;

} // namespace devenv
