#include "catch.hpp"
#include "temp_dir.hpp"

#include <devenv/project/project.hpp>

using namespace devenv;
namespace fs = std::filesystem;

namespace {

const std::vector<Plugin>& plugins()
{
    static const auto all = builtin_plugins();
    return all;
}

} // namespace

TEST_CASE("a project is the nearest folder with a manifest, else with a version file", "[project]")
{
    const struct
    {
        std::vector<std::string> files;
        std::string start;
        std::string root; // empty for none
    } cases[] = {
        {{"a/devenv.toml"}, "a", "a"},
        {{"a/devenv.toml"}, "a/b/c", "a"},
        {{"a/devenv.toml", "a/b/devenv.toml"}, "a/b/c", "a/b"},
        {{"a/.nvmrc"}, "a/b/c", "a"},
        {{"a/.nvmrc", "a/b/go.mod"}, "a/b/c", "a/b"},
        {{"a/devenv.lock"}, "a/b", "a"},
        // A sub-project's version file does not part it from the manifest that is above it.
        {{"a/devenv.toml", "a/b/.nvmrc"}, "a/b/c", "a"},
        {{"a/.nvmrc", "a/b/devenv.toml"}, "a/b/c", "a/b"},
        {{"a/.python-version"}, "b", ""},
        {{"a/.python-versions"}, "a", ""},
        {{}, "a", ""},
    };
    for (const auto& [files, start, root] : cases) {
        const TempDir temp;
        for (const auto& file : files) {
            temp.write(file, "");
        }
        fs::create_directories(temp / start);
        INFO((files.empty() ? "nothing" : files.back()) << " seen from " << start);
        const auto found = find_project_root(temp / start, "/nobody", plugins());
        CHECK(found.value_or("") == (root.empty() ? fs::path{} : temp / root));
    }
}

TEST_CASE("version files at home and above it make no project, and manifests do", "[project]")
{
    const TempDir temp;
    const auto home = temp / "home/ann";
    fs::create_directories(home / "app");
    temp.write("home/ann/.nvmrc", "22");
    temp.write("home/.nvmrc", "22");

    CHECK(find_project_root(home / "app", home, plugins()) == std::nullopt);
    CHECK(find_project_root(home, home, plugins()) == std::nullopt);
    CHECK(find_project_root(home, home / "", plugins()) == std::nullopt);
    CHECK(find_project_root(temp / "home", home, plugins()) == std::nullopt);
    CHECK(find_project_root(home, temp / "home/bob", plugins()) == home);
    temp.write("home/ann/devenv.toml", "");
    CHECK(find_project_root(home / "app", home, plugins()) == home);
}

TEST_CASE("home is home by whatever link it is named", "[project]")
{
    const TempDir temp;
    temp.write("var/home/ann/.nvmrc", "22");
    fs::create_directory_symlink("var/home", temp / "home");

    CHECK(find_project_root(temp / "var/home/ann", temp / "home/ann", plugins()) == std::nullopt);
}
