#include "../base/failure.hpp"
#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/verify/verify.hpp>

#include <algorithm>

#include <unistd.h>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

std::span<const std::byte> bytes(std::string_view text)
{
    return std::as_bytes(std::span{text});
}

Digest digest_of(std::string_view text)
{
    Hasher hasher;
    hasher.add(bytes(text));
    return hasher.finish();
}

std::string contents_of(const VerifiedFile& file)
{
    std::string text(100, '\0');
    text.resize(static_cast<std::size_t>(::read(file.fd(), text.data(), text.size())));
    return text;
}

bool has_cause(const Diagnostic& failure, std::string_view beginning)
{
    return std::ranges::any_of(
        failure.causes, [&](const std::string& cause) { return cause.starts_with(beginning); });
}

} // namespace

TEST_CASE("the checksum is SHA-256, and starts anew when told so", "[verify]")
{
    CHECK(digest_of("").hex()
          == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    Hasher hasher;
    hasher.add(bytes("x"));
    hasher.restart();
    hasher.add(bytes("a"));
    hasher.add(bytes("bc"));
    CHECK(hasher.finish().hex()
          == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a file that is what was expected can be read from its beginning", "[verify]")
{
    const TempDir folder;

    VerifyingFile file{folder / "part"};
    file.write(bytes("ab"));
    file.write(bytes("c"));
    CHECK(file.size() == 3);
    const auto written = std::move(file).finish(digest_of("abc"));

    CHECK(contents_of(written) == "abc");
    CHECK(contents_of(verify_file(folder / "part", digest_of("abc"))) == "abc");
}

TEST_CASE("a file that is not what was expected is removed as soon as it is whole", "[verify]")
{
    const TempDir folder;
    VerifyingFile file{folder / "part"};
    file.write(bytes("abd"));

    const auto failure = failure_of([&] { std::move(file).finish(digest_of("abc")); });

    CHECK(failure.message == "`part` is not the file that was locked");
    CHECK(has_cause(failure, "expected sha256 " + digest_of("abc").hex()));
    CHECK(has_cause(failure, "found    sha256 " + digest_of("abd").hex()));
    CHECK(failure.exit_code == ExitCode::Integrity);
    CHECK_FALSE(fs::exists(folder / "part"));
}

TEST_CASE("a file that was there already is checked and left where it is", "[verify]")
{
    const TempDir folder;
    const auto path = folder.write("archive", "abd");

    const auto failure = failure_of([&] { verify_file(path, digest_of("abc")); });

    CHECK(failure.exit_code == ExitCode::Integrity);
    CHECK(fs::exists(path));
    CHECK_THROWS_AS(verify_file(folder / "none", digest_of("")), Error);
}

TEST_CASE("the first part of a file counts when the rest comes in", "[verify]")
{
    const TempDir folder;
    folder.write("part", "ab");

    VerifyingFile file{folder / "part"};
    CHECK(file.size() == 2);
    file.write(bytes("c"));

    CHECK(contents_of(std::move(file).finish(digest_of("abc"))) == "abc");
}

TEST_CASE("a first part of another file is dropped when told so", "[verify]")
{
    const TempDir folder;
    folder.write("part", "something longer");

    VerifyingFile file{folder / "part"};
    file.restart();
    CHECK(file.size() == 0);
    file.write(bytes("abc"));

    CHECK(contents_of(std::move(file).finish(digest_of("abc"))) == "abc");
    CHECK(fs::file_size(folder / "part") == 3);
}

TEST_CASE("a web page in place of an archive is named as such", "[verify]")
{
    const TempDir folder;
    for (const auto* const page : {"<!DOCTYPE html><title>Log in</title>",
                                   "<html><body>blocked</body></html>",
                                   "\n<!doctype html>\n<HTML>"}) {
        INFO(page);
        const auto path = folder.write("archive", page);
        const auto failure = failure_of([&] { verify_file(path, digest_of("abc")); });
        CHECK(has_cause(failure, "it is a web page"));
        CHECK(failure.hints.size() == 1);
    }
    const auto path = folder.write("archive", "no page");
    CHECK_FALSE(has_cause(failure_of([&] { verify_file(path, digest_of("abc")); }), "it is"));
}

TEST_CASE("what was checked stays what is read, whatever its name comes to mean", "[verify]")
{
    const TempDir folder;
    const auto path = folder.write("archive", "abc");

    const auto file = verify_file(path, digest_of("abc"));
    fs::remove(path);
    folder.write("archive", "evil");

    CHECK(contents_of(file) == "abc");
}
