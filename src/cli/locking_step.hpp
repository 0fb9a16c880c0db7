#pragma once

#include "invocation.hpp"

#include <devenv/locking/locking.hpp>

namespace devenv::cli {

// The lock that the workspace should have, by what its upstreams offer now.
Lock resolve_lock(const Invocation& invocation,
                  const Workspace& workspace,
                  const Upgrade& upgrade,
                  bool offline,
                  unsigned jobs);

// Writes the lock beside the manifest and says what changed. Does nothing if the file says so already.
void write_lock(const Invocation& invocation, Workspace& workspace, const Lock& lock);

// Says, once for a command, which tables of the manifest are not acted on.
void warn_about_unused_tables(const Invocation& invocation, const Project& project);

} // namespace devenv::cli
