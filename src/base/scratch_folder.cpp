#include <devenv/base/scratch_folder.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>

#include <cerrno>
#include <cstdlib>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// The lock that shows that a scratch folder is in use; nothing if somebody else has it, or if the
// folder is gone.
UniqueFd try_lock_folder(const fs::path& path)
{
    UniqueFd fd{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
    if (fd && ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        return {};
    }
    return fd;
}

} // namespace

ScratchFolder::ScratchFolder(const fs::path& parent)
{
    make_folders(parent);
    // A cleaner may take a new folder for an abandoned one before it is locked: then try another.
    for (int attempt = 0; attempt < 100 && !m_lock; ++attempt) {
        std::string name = (parent / "XXXXXX").native();
        if (::mkdtemp(name.data()) == nullptr) {
            throw system_error("make a folder in", parent.native(), errno);
        }
        m_path = name;
        m_lock = try_lock_folder(m_path);
    }
    if (!m_lock) {
        throw system_error("lock a folder in", parent.native(), errno);
    }
}

ScratchFolder::~ScratchFolder()
{
    remove_tree(m_path);
}

void remove_abandoned_scratch(const fs::path& parent) noexcept
try {
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (fs::directory_iterator entry{parent, ignored}, end; entry != end;
         entry.increment(ignored)) {
        folders.push_back(entry->path());
    }
    for (const auto& folder : folders) {
        if (const auto lock = try_lock_folder(folder)) {
            remove_tree(folder);
        }
    }
} catch (const std::exception&) {
    // Out of memory at worst: cleaning up is never a reason to fail.
}

} // namespace devenv
