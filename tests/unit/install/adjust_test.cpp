#include "adjust.hpp"
#include "catch.hpp"
#include "temp_dir.hpp"

#include <sys/stat.h>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

const Adjustments& python_adjustments()
{
    static const auto plugins = builtin_plugins();
    return find_plugin(plugins, "python")->adjustments;
}

const std::string sysconfig = "lib/python3.12/_sysconfigdata__linux_x86_64-linux-gnu.py";

// What the adjustments of Python make of a text in one of its files.
std::string adjusted(const std::string& file, const std::string& text)
{
    const TempDir temp;
    temp.write("tree/" + file, text);
    fs::create_directories(temp / "tree/lib/python3.12");
    adjust(temp / "tree", "/store/python", "3.12.4", python_adjustments());
    return contents_of(temp / "tree" / file);
}

} // namespace

TEST_CASE("the prefix of the build becomes the place of the tool, and programs keep their names",
          "[adjust]")
{
    const struct
    {
        std::string from;
        std::string to;
    } cases[] = {
        {"'/install'", "'/store/python'"},
        {"'/install/lib'", "'/store/python/lib'"},
        {"\"/install/lib\"", "\"/store/python/lib\""},
        {"-I/install/include", "-I/store/python/include"},
        {"-L/install/lib -I/install/include", "-L/store/python/lib -I/store/python/include"},
        {"--prefix=/install", "--prefix=/store/python"},
        {"/install/lib", "/store/python/lib"},
        {"a:/install/b", "a:/store/python/b"},
        {"-Wl,/install/lib", "-Wl,/store/python/lib"},
        {"'/usr/bin/install -c'", "'/usr/bin/install -c'"},
        {"/build/install/lib", "/build/install/lib"},
        {"", ""},
    };
    for (const auto& [from, to] : cases) {
        INFO(from);
        CHECK(adjusted(sysconfig, from) == to);
    }
}

TEST_CASE("only the files that a rewrite names are rewritten", "[adjust]")
{
    CHECK(adjusted("lib/pkgconfig/python3.pc", "prefix=/install") == "prefix=/store/python");
    CHECK(adjusted("lib/python3.12/other.py", "'/install'") == "'/install'");
    CHECK(adjusted("share/_sysconfigdata_x.py", "'/install'") == "'/install'");
}

TEST_CASE("a rewritten file keeps its mode, and its second name keeps the old text", "[adjust]")
{
    const TempDir temp;
    const auto file = temp.write("tree/" + sysconfig, "'/install'");
    fs::create_hard_link(file, temp / "tree/other.py");
    ::chmod(file.c_str(), 0444);

    adjust(temp / "tree", "/store/python", "3.12.4", python_adjustments());

    CHECK(fs::status(file).permissions() == static_cast<fs::perms>(0444));
    CHECK(contents_of(temp / "tree/other.py") == "'/install'");
}

TEST_CASE("links are not followed out of the tree", "[adjust]")
{
    const TempDir temp;
    const auto outside = temp.write("outside.py", "'/install'");
    fs::create_directories(temp / "tree/lib/python3.12");
    fs::create_symlink(outside, temp / "tree" / sysconfig);

    adjust(temp / "tree", "/store/python", "3.12.4", python_adjustments());

    CHECK(contents_of(outside) == "'/install'");
}

TEST_CASE("the marker against pip and the cache folders are made", "[adjust]")
{
    const TempDir temp;
    temp.write("tree/lib/python3.12/json/a.py", "");
    temp.write("tree/lib/data/a.txt", "");

    adjust(temp / "tree", "/store/python", "3.12.4", python_adjustments());

    const auto lib = temp / "tree/lib/python3.12";
    CHECK(contents_of(lib / "EXTERNALLY-MANAGED").starts_with("[externally-managed]\nError="));
    CHECK(fs::is_directory(lib / "json/__pycache__"));
    CHECK_FALSE(fs::exists(temp / "tree/lib/data/__pycache__"));
}

TEST_CASE("a tool without adjustments is left as it is", "[adjust]")
{
    const TempDir temp;
    const auto file = temp.write("tree/a.py", "'/install'");

    adjust(temp / "tree", "/store/x", "1.0.0", {});

    CHECK(contents_of(file) == "'/install'");
    CHECK(std::distance(fs::directory_iterator{temp / "tree"}, {}) == 1);
}
