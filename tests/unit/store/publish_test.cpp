#include "../base/failure.hpp"
#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/store/publish.hpp>

#include <sys/stat.h>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

bool is_writable(const fs::path& path)
{
    return (fs::status(path).permissions() & static_cast<fs::perms>(0222)) != fs::perms::none;
}

} // namespace

TEST_CASE("a published tree is whole, in its place and read-only", "[store]")
{
    const TempDir temp;
    temp.write("tmp/tree/lib/a/file.py", "text");
    fs::create_directory(temp / "tmp/tree/lib/a/__pycache__");
    fs::create_directory_symlink(temp / "tmp", temp / "tmp/tree/link");
    const auto place = temp / "store/python/3.12.4/x";
    CHECK_FALSE(is_published(place));

    publish(temp / "tmp/tree", place, "__pycache__");

    CHECK(is_published(place));
    CHECK_FALSE(fs::exists(temp / "tmp/tree"));
    CHECK(contents_of(place / "lib/a/file.py") == "text");
    CHECK_FALSE(is_writable(place));
    CHECK_FALSE(is_writable(place / "lib"));
    CHECK_FALSE(is_writable(place / "lib/a"));
    CHECK(is_writable(place / "lib/a/__pycache__"));
    CHECK(is_writable(temp / "tmp"));
}

TEST_CASE("of two that publish the same the second loses without a word", "[store]")
{
    const TempDir temp;
    temp.write("one/file", "first");
    temp.write("two/file", "second");

    publish(temp / "one", temp / "place", "");
    publish(temp / "two", temp / "place", "");

    CHECK(contents_of(temp / "place/file") == "first");
    CHECK(contents_of(temp / "two/file") == "second");
}

TEST_CASE("a tree does not replace an empty folder either", "[store]")
{
    const TempDir temp;
    temp.write("one/file", "text");
    fs::create_directory(temp / "place");

    publish(temp / "one", temp / "place", "");

    CHECK(fs::is_empty(temp / "place"));
}

TEST_CASE("a file is no published tree", "[store]")
{
    const TempDir temp;

    CHECK_FALSE(is_published(temp.write("place", "")));
}
