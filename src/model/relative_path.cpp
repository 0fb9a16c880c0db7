#include <devenv/model/relative_path.hpp>

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

bool is_contained_path(std::string_view path)
{
    if (path == ".") {
        return true;
    }
    if (path.empty() || has_control_character(path) || path.find('\\') != std::string_view::npos) {
        return false;
    }
    return std::ranges::none_of(split(path, '/'), [](std::string_view part) {
        return part.empty() || part == "." || part == "..";
    });
}

} // namespace devenv
