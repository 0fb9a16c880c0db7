#include <devenv/model/layout.hpp>

namespace devenv {

std::filesystem::path Layout::install_folder(const std::string& tool,
                                             const std::string& version,
                                             Platform platform,
                                             const Artifact& artifact) const
{
    return store() / tool / version
           / (std::string{to_string(platform)} + '-' + artifact.sha256.short_hex());
}

std::filesystem::path Layout::global_folder(const std::string& tool,
                                            const std::string& version) const
{
    return home / "global" / tool / version.substr(0, version.find('.'));
}

} // namespace devenv
