#include <devenv/project/project.hpp>

namespace devenv {

namespace fs = std::filesystem;

namespace {

bool is_there(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path, ignored);
}

bool has_version_file(const fs::path& folder, std::span<const Plugin> plugins)
{
    for (const auto& plugin : plugins) {
        for (const auto& file : plugin.version_files) {
            if (is_there(folder / file.name)) {
                return true;
            }
        }
    }
    return is_there(folder / "devenv.lock");
}

bool is_at_or_above(const fs::path& folder, const fs::path& home)
{
    const auto inside = home.lexically_relative(folder);
    return !inside.empty() && *inside.begin() != "..";
}

} // namespace

std::optional<fs::path> find_project_root(const fs::path& folder,
                                          const fs::path& home,
                                          std::span<const Plugin> plugins)
{
    std::error_code ignored;
    const auto real_home = fs::weakly_canonical(home, ignored); // HOME may lead through a link
    std::optional<fs::path> nearest;
    for (auto level = folder;; level = level.parent_path()) {
        if (is_there(level / "devenv.toml")) {
            return level;
        }
        if (!nearest && !is_at_or_above(level, real_home) && has_version_file(level, plugins)) {
            nearest = level;
        }
        if (level == level.parent_path()) {
            return nearest;
        }
    }
}

} // namespace devenv
