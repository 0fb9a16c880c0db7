#pragma once

#include <devenv/activate/active_tool.hpp>
#include <devenv/base/env.hpp>
#include <devenv/fetch/fetcher.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace devenv {

// Is told how an installation goes on. Called from several threads, for one tool from one at a time.
class InstallObserver
{
public:
    InstallObserver() = default;
    InstallObserver(const InstallObserver&) = delete;
    InstallObserver& operator=(const InstallObserver&) = delete;
    virtual ~InstallObserver() = default;

    virtual void waiting(const ActiveTool& tool) = 0; // for another process that installs it
    virtual void downloading(const ActiveTool& tool,
                             std::uint64_t done,
                             std::optional<std::uint64_t> total)
        = 0;
    virtual void unpacking(const ActiveTool& tool, double share) = 0;
    virtual void installed(const ActiveTool& tool) = 0;
};

// Brings tools into the store, at most `jobs` at a time: download, check, unpack, adjust, publish. What
// is installed already is left alone. After an Error the store is as before, but for tools that were
// finished; downloads go on where they stopped the next time.
void install(std::span<const ActiveTool> tools,
             const Layout& layout,
             Fetcher& fetcher,
             const Env& env,
             unsigned jobs,
             InstallObserver& observer);

} // namespace devenv
