#pragma once

#include <devenv/fetch/fetcher.hpp>
#include <devenv/model/artifact.hpp>
#include <devenv/verify/verify.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace devenv {

using DownloadProgress = std::function<void(std::uint64_t done, std::optional<std::uint64_t> total)>;

// The archive of `artifact`, checked: from `folder` if an earlier run left it there, else from `url`.
// What a stopped download left is gone on with. Throws an Error if it cannot be had (exit 5) or is not
// what was locked (exit 4); in the latter case nothing of it is kept.
VerifiedFile download(const Artifact& artifact,
                      const std::string& url,
                      const std::filesystem::path& folder,
                      Fetcher& fetcher,
                      const DownloadProgress& on_progress);

} // namespace devenv
