#pragma once

// What the static programs need to know of the system, where Linux and macOS differ: one source
// file for each.

#include "path_buffer.hpp"

#include <devenv/hot/route_records.hpp>

#include <sys/stat.h>

namespace devenv::shim {

// The path that this program was executed by, which is not always what argv[0] claims.
const char* executed_path(int argc, char** argv);

// Puts the path of this program's own file into `path`, all symbolic links resolved. False if the
// system does not tell.
bool find_own_file(PathBuffer& path, const char* executed_path);

hot::FileStamp stamp_of(const struct stat& file);

} // namespace devenv::shim
