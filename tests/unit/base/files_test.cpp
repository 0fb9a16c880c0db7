#include "catch.hpp"
#include "failure.hpp"
#include "temp_dir.hpp"

#include <devenv/base/files.hpp>

#include <fcntl.h>
#include <sys/stat.h>

using namespace devenv;
namespace fs = std::filesystem;

TEST_CASE("a file that is replaced keeps its mode and leaves nothing beside it", "[files]")
{
    const TempDir folder;
    const auto path = folder.write("lock", "old");
    ::chmod(path.c_str(), 0640);

    write_file_atomically(path, "new");

    CHECK(contents_of(path) == "new");
    CHECK(fs::status(path).permissions() == static_cast<fs::perms>(0640));
    CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("a new file can be read by everyone", "[files]")
{
    const TempDir folder;

    write_file_atomically(folder / "lock", "new");

    CHECK(fs::status(folder / "lock").permissions() == static_cast<fs::perms>(0644));
}

TEST_CASE("a file that cannot be replaced keeps its contents", "[files]")
{
    const TempDir folder;
    fs::create_directory(folder / "taken");

    const auto failure = failure_of([&] { write_file_atomically(folder / "taken", "new"); });

    CHECK(failure.message == "cannot write `" + (folder / "taken").native() + '`');
    CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("a missing file is nothing, and a folder in its place an error", "[files]")
{
    const TempDir folder;
    folder.write("file", "text");

    CHECK(read_file_if_there(folder / "file") == "text");
    CHECK(read_file_if_there(folder / "none") == std::nullopt);
    CHECK(read_file_if_there(folder / "file" / "none") == std::nullopt);
    CHECK_THROWS_AS(read_file_if_there(folder.path()), Error);
    CHECK_THROWS_AS(read_file(folder / "none"), Error);
}

TEST_CASE("a tree is removed with its read-only folders, and links are not followed", "[files]")
{
    const TempDir folder;
    const auto kept = folder.write("kept/file", "text");
    folder.write("tree/a/b/file", "text");
    fs::create_directory_symlink(folder / "kept", folder / "tree/a/link");
    ::chmod((folder / "tree/a/b").c_str(), 0555);
    ::chmod((folder / "tree/a").c_str(), 0);

    remove_tree(folder / "tree");
    remove_tree(folder / "none");

    CHECK_FALSE(fs::exists(folder / "tree"));
    CHECK(fs::exists(kept));
}
