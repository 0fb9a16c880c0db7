#include "../base/failure.hpp"
#include "archive_writer.hpp"
#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/unpack/unpack.hpp>

#include <algorithm>

#include <sys/stat.h>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

void ignore_progress(double /*share*/)
{}

// All that lies below a folder: "bin/", "bin/node", "bin/npm -> ../lib/npm".
std::vector<std::string> tree_of(const fs::path& top)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator{top}) {
        auto name = entry.path().lexically_relative(top).native();
        if (entry.is_symlink()) {
            name += " -> " + fs::read_symlink(entry).native();
        } else if (entry.is_directory()) {
            name += '/';
        }
        names.push_back(name);
    }
    std::ranges::sort(names);
    return names;
}

unsigned mode_of(const fs::path& path)
{
    return static_cast<unsigned>(fs::status(path).permissions());
}

// A folder to unpack into, with something beside it that no archive may touch.
struct Place
{
    TempDir temp;
    fs::path folder = temp / "tree";

    Place()
    {
        fs::create_directory(folder);
        temp.write("outside/file", "untouched");
    }

    void unpack(const VerifiedFile& archive, const std::string& root = "root") const
    {
        devenv::unpack(archive, folder, root, ignore_progress);
    }

    void unpack(const std::vector<TestMember>& members,
                TestFormat format = TestFormat::TarGzip,
                const std::string& root = "root") const
    {
        unpack(make_archive(temp / "archive", members, format), root);
    }

    bool is_outside_untouched() const
    {
        auto names = tree_of(temp.path());
        std::erase_if(names, [](const std::string& name) { return name.starts_with("tree/"); });
        return contents_of(temp / "outside/file") == "untouched"
               && names == std::vector<std::string>{"archive", "outside/", "outside/file"};
    }
};

const std::string long_name =
    std::string(90, 'a') + '/' + std::string(90, 'b') + '/' + std::string(120, 'c');

} // namespace

TEST_CASE("an archive is unpacked without its root folder", "[unpack]")
{
    const std::vector<TestMember> members{folder("root/"),
                                          folder("root/bin/"),
                                          file("root/bin/node", "program", 0755),
                                          file("root/lib/npm/cli.js", "script"),
                                          file("root/" + long_name, "deep"),
                                          file("root/empty", ""),
                                          soft_link("root/bin/npm", "../lib/npm/cli.js")};
    for (const auto format : {TestFormat::TarGzip, TestFormat::TarXz, TestFormat::Zip}) {
        INFO("format " << static_cast<int>(format));
        const Place place;
        place.unpack(members, format);

        CHECK(contents_of(place.folder / "bin/node") == "program");
        CHECK(contents_of(place.folder / "bin/npm") == "script");
        CHECK(contents_of(place.folder / long_name) == "deep");
        CHECK(contents_of(place.folder / "empty").empty());
        CHECK(fs::read_symlink(place.folder / "bin/npm") == "../lib/npm/cli.js");
        CHECK(mode_of(place.folder / "bin/node") == 0555);
        CHECK(mode_of(place.folder / "lib/npm/cli.js") == 0444);
        CHECK(place.is_outside_untouched());
    }
}

TEST_CASE("an archive without a root folder is unpacked as it is", "[unpack]")
{
    const Place place;

    place.unpack({folder("./"), file("./node.exe"), file("lib/a")}, TestFormat::Zip, ".");

    CHECK(tree_of(place.folder) == std::vector<std::string>{"lib/", "lib/a", "node.exe"});
}

TEST_CASE("names keep their bytes whatever the locale is", "[unpack]")
{
    for (const auto format : {TestFormat::TarGzip, TestFormat::Zip}) {
        INFO("format " << static_cast<int>(format));
        const Place place;
        place.unpack({file("root/\xc3\x9e\x61"), file("root/\xc3\x9f\x61")}, format);

        CHECK(tree_of(place.folder) == std::vector<std::string>{"\xc3\x9e\x61", "\xc3\x9f\x61"});
    }
}

TEST_CASE("a second name of a file is the same file", "[unpack]")
{
    const Place place;

    place.unpack({file("root/a", "text"),
                  hard_link("root/bin/b", "root/a"),
                  hard_link("root/c", "root/bin/b")});

    CHECK(fs::equivalent(place.folder / "a", place.folder / "bin/b"));
    CHECK(fs::equivalent(place.folder / "a", place.folder / "c"));
}

TEST_CASE("set-id and sticky bits are dropped", "[unpack]")
{
    const Place place;

    place.unpack({folder("root/bin"), file("root/bin/su", "x", 06755), file("root/x", "x", 01644)});

    CHECK(mode_of(place.folder / "bin/su") == 0555);
    CHECK(mode_of(place.folder / "x") == 0444);
}

TEST_CASE("the umask does not decide what others may run", "[unpack]")
{
    const Place place;
    const auto old = ::umask(077);
    place.unpack({file("root/node", "x", 0700)});
    ::umask(old);

    CHECK(mode_of(place.folder / "node") == 0555);
}

TEST_CASE("progress goes from nothing to the whole and never back", "[unpack]")
{
    const Place place;
    std::vector<double> shares;

    unpack(make_archive(place.temp / "archive", {file("root/a"), file("root/b"), file("root/c")}),
           place.folder,
           "root",
           [&](double share) { shares.push_back(share); });

    REQUIRE(shares.size() == 3);
    CHECK(std::ranges::is_sorted(shares));
    CHECK(shares.front() >= 0);
    CHECK(shares.back() <= 1);
}

TEST_CASE("links inside of the tree are kept, also those up to its top", "[unpack]")
{
    const Place place;
    const std::vector<TestMember> members{file("root/a/b/file"),
                                          soft_link("root/a/b/up", "../../a"),
                                          soft_link("root/a/top", ".."),
                                          soft_link("root/here", "."),
                                          soft_link("root/through", "a/top/a/b/file"),
                                          soft_link("root/dangling", "none")};

    place.unpack(members);

    CHECK(contents_of(place.folder / "through") == "text");
    CHECK(fs::read_symlink(place.folder / "a/top") == "..");
}

TEST_CASE("an archive that would reach out of its folder is refused", "[unpack]")
{
    const struct
    {
        std::string what;
        std::vector<TestMember> members;
    } cases[] = {
        {"an absolute name", {file("/tmp/evil")}},
        {"an absolute name below the root", {file("/root/evil")}},
        {"a name with ..", {file("root/../../outside/file", "evil")}},
        {"a name that is ..", {folder("..")}},
        {"a name with a backslash", {file("root/..\\..\\outside\\file")}},
        {"a name with a line end", {file("root/a\nb")}},
        {"a name outside of the root", {file("other/file")}},
        {"a name that only begins like the root", {file("root2/file")}},
        {"a root that is a file", {file("root")}},
        {"a root that is a link", {soft_link("root", "../outside")}},
        {"an absolute link", {soft_link("root/l", "/etc")}},
        {"a link out", {soft_link("root/l", "../outside")}},
        {"a link out of a folder", {soft_link("root/a/l", "../../outside")}},
        {"a link that goes down and out", {soft_link("root/l", "a/../../outside")}},
        {"a link to nothing", {soft_link("root/l", "")}},
        {"a link out through another",
         {soft_link("root/a/up", ".."), soft_link("root/l", "a/up/../outside")}},
        {"a file through a link",
         {folder("root/d"), soft_link("root/l", "d"), file("root/l/file", "evil")}},
        {"a file through a link out",
         {soft_link("root/l", "../outside"), file("root/l/file", "evil")}},
        {"a link through a link",
         {soft_link("root/l", "d"), soft_link("root/l/m", "x"), folder("root/d")}},
        {"a file over a link", {soft_link("root/l", "d"), file("root/l", "evil")}},
        {"a folder over a link", {soft_link("root/l", "d"), folder("root/l")}},
        {"a hard link out", {hard_link("root/l", "../outside/file")}},
        {"a hard link by an absolute name", {hard_link("root/l", "/etc/passwd")}},
        {"a hard link to nothing", {hard_link("root/l", "root/none")}},
        {"a hard link to a folder", {folder("root/d"), hard_link("root/l", "root/d")}},
        {"a hard link to the root", {hard_link("root/l", "root")}},
        {"a hard link to a link", {soft_link("root/a", "d"), hard_link("root/l", "root/a")}},
        {"a name that occurs twice", {file("root/a", "1"), file("root/a", "2")}},
        {"a link that occurs twice", {soft_link("root/a", "b"), soft_link("root/a", "c")}},
        {"a link over a file", {file("root/a"), soft_link("root/a", "c")}},
        {"a hard link over a file",
         {file("root/a"), file("root/b"), hard_link("root/b", "root/a")}},
        {"a file over a folder", {folder("root/a"), file("root/a")}},
        {"a folder over a file", {file("root/a"), folder("root/a")}},
        {"a file below a file", {file("root/a"), file("root/a/b")}},
        {"a link below a file", {file("root/a"), soft_link("root/a/b", "x")}},
        {"a hard link below a file", {file("root/a"), hard_link("root/a/b", "root/a")}},
        {"a pipe", {{"root/p", AE_IFIFO}}},
        {"a device", {{"root/d", AE_IFCHR}}},
        {"a block device", {{"root/d", AE_IFBLK}}},
    };
    for (const auto& [what, members] : cases) {
        INFO(what);
        const Place place;
        const auto failure = failure_of([&, &members = members] { place.unpack(members); });
        INFO(failure.message << ": " << (failure.causes.empty() ? "" : failure.causes.front()));
        CHECK(failure.exit_code == ExitCode::Integrity);
        CHECK(place.is_outside_untouched());
    }
}

TEST_CASE("an archive that is cut short is refused wherever it ends", "[unpack]")
{
    const Place whole;
    make_archive(whole.temp / "archive", {file("root/a", std::string(5000, 'x')), file("root/b")});
    const auto text = contents_of(whole.temp / "archive");
    for (const auto length : {text.size() - 1, text.size() - 9, text.size() / 2, std::size_t{15}}) {
        INFO(length << " of " << text.size() << " bytes");
        const Place place;
        const auto archive = trust(place.temp.write("archive", text.substr(0, length)));
        const auto failure = failure_of([&] { place.unpack(archive); });
        CHECK(failure.message == "cannot unpack `archive`");
        CHECK(failure.exit_code == ExitCode::Integrity);
    }
}

TEST_CASE("what is no archive is refused", "[unpack]")
{
    for (const auto* const text : {"", "<!DOCTYPE html>", "#!/bin/sh\necho hello\n"}) {
        INFO(text);
        const Place place;
        const auto archive = trust(place.temp.write("archive", text));
        CHECK(failure_of([&] { place.unpack(archive); }).exit_code == ExitCode::Integrity);
    }
}
