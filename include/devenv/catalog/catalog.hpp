#pragma once

#include <devenv/json/json.hpp>
#include <devenv/model/artifact.hpp>
#include <devenv/model/release.hpp>
#include <devenv/plugin/plugin.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// What an upstream's version list says.
struct Catalog
{
    std::vector<Release> releases; // in the list's order
    std::vector<Json> records;     // the list's records, for what only some plugins read
};

using Artifacts = std::map<Platform, Artifact>;

// Reads a version list. Records whose version is none in the plugin's scheme are left out. Throws an
// Error (exit 5) if the text is no such list: a page of HTML, say. `url` is for messages.
Catalog parse_version_list(const Plugin& plugin, std::string_view text, const std::string& url);

// The archives of a release that the version list itself names. One without a sha256 is left out.
Artifacts listed_artifacts(const Plugin& plugin, const Release& release, const Json& record);

// The archives of a release that a checksum list names ("<sha256>  <file>" a line). Throws an Error
// (exit 5) if the text is no such list. `url` is for messages.
Artifacts artifacts_in_sums(const Plugin& plugin,
                            const Release& release,
                            std::string_view sums,
                            const std::string& url);

} // namespace devenv
