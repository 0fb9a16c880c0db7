#include "../command.hpp"

#include <ostream>

namespace devenv::cli {

namespace {

// Called by the shell hook for a project whose routes are missing or out of date. At a prompt one line
// is all that anybody wants to read.
ExitCode refresh(Invocation& invocation)
try {
    const auto workspace = find_workspace(invocation, invocation.session.folder);
    if (!workspace) {
        return ExitCode::NotInstalled;
    }
    activate(invocation, workspace->project, installed_tools_of(invocation, *workspace));
    return ExitCode::Success;
} catch (const Error& error) {
    const auto& diagnostic = error.diagnostic();
    invocation.session.err << "devenv: ";
    if (diagnostic.location) {
        invocation.session.err << diagnostic.location->file << ':' << diagnostic.location->line << ": ";
    }
    invocation.session.err << diagnostic.message;
    if (!diagnostic.hints.empty()) {
        invocation.session.err << "; " << diagnostic.hints.front();
    }
    invocation.session.err << '\n';
    return diagnostic.exit_code;
}

} // namespace

Action declare_refresh(CLI::App& /*app*/)
{
    return refresh;
}

} // namespace devenv::cli
