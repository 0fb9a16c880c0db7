#pragma once

#include <devenv/verify/verify.hpp>

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <string>
#include <vector>

namespace devenv {

// One member of an archive that a test makes; nothing about it has to make sense.
struct TestMember
{
    std::string name;
    unsigned type = AE_IFREG;
    std::string text = {}; // contents, or where a link leads
    unsigned mode = 0644;
    bool is_hard_link = false;
};

inline TestMember file(std::string name, std::string text = "text", unsigned mode = 0644)
{
    return {std::move(name), AE_IFREG, std::move(text), mode};
}

inline TestMember folder(std::string name)
{
    return {std::move(name), AE_IFDIR, {}, 0755};
}

inline TestMember soft_link(std::string name, std::string target)
{
    return {std::move(name), AE_IFLNK, std::move(target), 0777};
}

inline TestMember hard_link(std::string name, std::string target)
{
    return {std::move(name), AE_IFREG, std::move(target), 0644, true};
}

enum class TestFormat { TarGzip, TarXz, Zip };

// Writes an archive and returns it as one that has been checked.
VerifiedFile make_archive(const std::filesystem::path& path,
                          const std::vector<TestMember>& members,
                          TestFormat format = TestFormat::TarGzip);

// A file with its own checksum.
VerifiedFile trust(const std::filesystem::path& path);

} // namespace devenv
