#pragma once

#include <devenv/version/scheme.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// What a manifest or a version file asks for: "22", "22.11.0", "lts", "lts/jod", "latest",
// ">=20 <23", "~=3.12", "1.22".
struct Request
{
    enum class Kind {
        Latest,  // the newest version
        Channel, // a named line of releases, such as Node's long-term support: "lts", "lts/jod"
        Range,   // a version, a part of one, or a range in the scheme's own grammar
    };

    VersionScheme scheme = VersionScheme::Semver;
    Kind kind = Kind::Latest;
    std::string text;    // as it was written, without blanks at its ends
    std::string channel; // Kind::Channel: "*" any (newest), a code name in lower case, or "-N"
    std::string range;   // Kind::Range: in the scheme's own grammar, in one spelling

    bool operator==(const Request&) const = default;
};

// Reads a request. "latest", "lts", "lts/*", "lts/<name>" and "lts/-<n>" mean the same in every
// scheme; "current", "node" and "stable" are other words for "latest". Nothing if the text is no
// request in this scheme.
std::optional<Request> parse_request(VersionScheme scheme, std::string_view text);

// The request that a floor stands for ("go 1.22", `requires-python`): any version from `version`
// on. Nothing if `version` is not a version or a part of one in this scheme.
std::optional<Request> floor_request(VersionScheme scheme, std::string_view version);

// Whether `version` is in the range of a Kind::Range request. A prerelease is only where the
// request names one, as the scheme's ecosystem decides it.
bool satisfies(const Request& request, std::string_view version);

} // namespace devenv
