#pragma once

#include <devenv/model/digest.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace devenv {

// One archive of a release, for one platform.
struct Artifact
{
    std::string url; // the upstream's own, never a mirror's
    Digest sha256;
    std::optional<std::uint64_t> size; // in bytes, where the upstream's list states it
    std::string root;                  // the one folder that the archive holds everything in; "." for none
    std::vector<std::string> bin;      // folders with programs, below `root`

    bool operator==(const Artifact&) const = default;
};

} // namespace devenv
