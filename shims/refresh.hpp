#pragma once

#include <string>

namespace devenv::shim {

// Has the full program bring the routes of the current folder up to date, which it does only if
// that needs no download; it says on stderr what is missing. False if it cannot be started.
bool refresh(const std::string& home, char* const* environment);

} // namespace devenv::shim
