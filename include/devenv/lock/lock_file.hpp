#pragma once

#include <devenv/model/lock.hpp>

#include <string>
#include <string_view>

namespace devenv {

// Reads the text of a devenv.lock. Throws an Error (exit 2) for one that is damaged, of another program,
// of a newer format, or that holds what no lock may hold: an archive without a sha256, a url that is not
// https, a folder that leads out of the archive. `file` is the name to show.
Lock parse_lock(std::string_view text, const std::string& file);

// The text of a lock: sorted, one archive a line, the same for the same lock on every machine.
std::string format_lock(const Lock& lock);

} // namespace devenv
