#pragma once

#include <cstddef>
#include <string>

namespace devenv {

// One build of one version in an upstream's list.
struct Release
{
    std::string version;
    std::string build;   // empty where the upstream has one build a version
    std::string channel; // the code name of its long-term support line in lower case; empty for none
    std::size_t record = 0; // which record of the list it comes from
};

} // namespace devenv
