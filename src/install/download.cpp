#include "download.hpp"

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// A file that is there and right; what is there and wrong is removed.
std::optional<VerifiedFile> take_if_right(const fs::path& path, const Digest& expected)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return std::nullopt;
    }
    try {
        return verify_file(path, expected);
    } catch (const Error& error) {
        if (error.diagnostic().exit_code != ExitCode::Integrity) {
            throw;
        }
        return std::nullopt;
    }
}

VerifiedFile fetch_into(const fs::path& path,
                        const Artifact& artifact,
                        const std::string& url,
                        Fetcher& fetcher,
                        const DownloadProgress& on_progress)
{
    VerifyingFile file{path};
    auto total = artifact.size;
    const FetchSink sink{
        [&](std::uint64_t offset, std::optional<std::uint64_t> announced) {
            if (offset != file.size()) {
                file.restart();
            }
            total = artifact.size ? artifact.size : announced;
        },
        [&](std::span<const std::byte> bytes) {
            if (artifact.size && file.size() + bytes.size() > *artifact.size) {
                throw Error{"`" + artifact.url + "` is larger than the lock says"}
                    .because("the lock has " + std::to_string(*artifact.size) + " bytes")
                    .exit_with(ExitCode::Integrity);
            }
            file.write(bytes);
            on_progress(file.size(), total);
        }};
    fetcher.fetch({.url = url, .offset = file.size()}, sink);
    return std::move(file).finish(artifact.sha256);
}

} // namespace

VerifiedFile download(const Artifact& artifact,
                      const std::string& url,
                      const fs::path& folder,
                      Fetcher& fetcher,
                      const DownloadProgress& on_progress)
try {
    make_folders(folder);
    const auto whole = folder / artifact.sha256.hex();
    const fs::path part = whole.native() + ".part";
    if (auto file = take_if_right(whole, artifact.sha256)) {
        return *std::move(file);
    }
    std::error_code ignored;
    fs::remove(whole, ignored);

    auto file = take_if_right(part, artifact.sha256);
    if (!file) {
        const bool resumed = fs::exists(part, ignored) && fs::file_size(part, ignored) > 0;
        try {
            file = fetch_into(part, artifact, url, fetcher, on_progress);
        } catch (const Error& error) {
            // The first part may be of a file that has since been replaced: once more, from the start.
            if (!resumed || error.diagnostic().exit_code != ExitCode::Integrity) {
                throw;
            }
            fs::remove(part, ignored);
            file = fetch_into(part, artifact, url, fetcher, on_progress);
        }
    }
    fs::rename(part, whole, ignored); // if it fails, the next run finds the part instead
    return *std::move(file);
} catch (Error& error) {
    if (error.diagnostic().exit_code == ExitCode::Integrity) {
        error.because("it came from " + without_credentials(url))
            .hint("try again; if it stays so, the mirror or the network changes what it passes on, or "
                  "the upstream replaced the file, which `devenv lock --upgrade` would show");
    }
    throw;
}

} // namespace devenv
