#pragma once

#include <devenv/verify/verify.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace devenv {

// Unpacks a tar (gzip, xz, zstd) or zip archive into `folder`, which must be empty. All of it must lie in the
// one folder `root` of the archive, which is stripped ("." for none). Files are made read-only.
//
// Nothing can be written outside `folder`: names and links that lead out of it, names that occur twice,
// devices and pipes are refused, and links are made only when all files are written, so that no file
// is written through one. Owners, set-id bits and extended attributes are dropped. Throws an Error
// (exit 4) for an archive that is damaged or does any of this; `folder` is then to be thrown away.
// `on_progress` gets the share of the archive that was read, from 0 to 1.
void unpack(const VerifiedFile& archive,
            const std::filesystem::path& folder,
            const std::string& root,
            const std::function<void(double)>& on_progress);

} // namespace devenv
