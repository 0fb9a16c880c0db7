#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/base/file_lock.hpp>
#include <devenv/base/scratch_folder.hpp>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace devenv;
namespace fs = std::filesystem;

TEST_CASE("whoever comes second is told, waits, and then has the lock", "[file_lock]")
{
    const TempDir folder;
    std::optional<FileLock> first = FileLock::acquire(folder / "lock");
    std::atomic<int> told = 0;
    std::atomic<bool> is_held = false;

    std::thread second{[&] {
        const auto lock = FileLock::acquire(folder / "lock", [&] { ++told; });
        is_held = true;
    }};
    while (told == 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    CHECK_FALSE(is_held.load());
    first.reset();
    second.join();

    CHECK(is_held.load());
    CHECK(told.load() == 1);
    CHECK(fs::exists(folder / "lock"));
}

TEST_CASE("a lock that nobody has is had without waiting", "[file_lock]")
{
    const TempDir folder;
    bool told = false;

    const auto lock = FileLock::acquire(folder / "lock", [&] { told = true; });

    CHECK_FALSE(told);
}

TEST_CASE("a scratch folder goes with its object", "[scratch_folder]")
{
    const TempDir folder;
    fs::path path;
    {
        const ScratchFolder scratch{folder / "new" / "tmp"};
        path = scratch.path();
        CHECK(fs::is_empty(path));
    }
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("a scratch folder in use is kept, and one of a dead process removed", "[scratch_folder]")
{
    const TempDir folder;
    const ScratchFolder in_use{folder.path()};
    const auto child = ::fork();
    if (child == 0) {
        const ScratchFolder abandoned{folder.path()};
        ::_exit(0); // as if killed: no destructor runs
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(status == 0);
    REQUIRE(std::distance(fs::directory_iterator{folder.path()}, {}) == 2);

    remove_abandoned_scratch(folder.path());
    remove_abandoned_scratch(folder / "none");

    CHECK(fs::exists(in_use.path()));
    CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}
