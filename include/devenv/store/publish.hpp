#pragma once

#include <filesystem>

namespace devenv {

// Whether a tree was published at `place`. A tree is there whole or not at all.
bool is_published(const std::filesystem::path& place);

// Makes `tree` read-only (but for the folders named `writable_folder`, if that is not empty), brings it
// to the disk, and moves it to `place` in one step. Of several processes that publish the same, one
// wins; the others' trees stay where they are. `tree` and `place` must be on one file system.
void publish(const std::filesystem::path& tree,
             const std::filesystem::path& place,
             const std::string& writable_folder);

} // namespace devenv
