#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace devenv {

// A new folder, without links in its path, removed with all that is in it at the end of the scope.
class TempDir
{
public:
    TempDir()
    {
        auto name = (std::filesystem::temp_directory_path() / "devenv-test-XXXXXX").native();
        if (::mkdtemp(name.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        m_path = std::filesystem::canonical(name);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    ~TempDir()
    {
        namespace fs = std::filesystem;
        std::error_code ignored;
        for (fs::recursive_directory_iterator entry{m_path, ignored}, end; entry != end;
             entry.increment(ignored)) {
            if (entry->symlink_status(ignored).type() == fs::file_type::directory) {
                fs::permissions(*entry, fs::perms::owner_all, fs::perm_options::add, ignored);
            }
        }
        fs::remove_all(m_path, ignored);
    }

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path operator/(const std::filesystem::path& name) const
    {
        return m_path / name;
    }

    // Makes the folders on the way.
    std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const
    {
        auto path = m_path / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream{path, std::ios::binary} << text;
        return path;
    }

private:
    std::filesystem::path m_path;
};

inline std::string contents_of(const std::filesystem::path& path)
{
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return text.str();
}

} // namespace devenv
