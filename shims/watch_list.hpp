#pragma once

#include "project_search.hpp"

#include <devenv/hot/routes.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace devenv::shim {

// What a shell looks at before each prompt to know that nothing has changed: all `present` files
// exist and none is newer than `reference`, and no `absent` file exists. Without a reference only
// existence counts.
struct WatchList
{
    std::vector<std::string> present;
    std::vector<std::string> absent;
    std::string reference;
};

// What can change the project of `folder`. `routes` are those of `project`, if it has any.
WatchList watch_list(std::string_view home,
                     std::string_view folder,
                     const Project& project,
                     const hot::Routes* routes);

} // namespace devenv::shim
