#pragma once

#include <devenv/model/release.hpp>
#include <devenv/version/request.hpp>

#include <span>
#include <vector>

namespace devenv {

// The releases that answer a request and satisfy all `floors` (Kind::Range requests), the best first:
// the newest version, and of it the newest build. Prereleases are among them only where the request
// names one. The pointers are into `releases`.
std::vector<const Release*> matching_releases(const Request& request,
                                              std::span<const Request> floors,
                                              std::span<const Release> releases);

} // namespace devenv
