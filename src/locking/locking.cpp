#include <devenv/locking/locking.hpp>

#include <devenv/base/parallel.hpp>
#include <devenv/base/text.hpp>
#include <devenv/resolve/resolve.hpp>

#include <algorithm>

namespace devenv {

namespace {

std::vector<Request> requests_of(const std::vector<Demand>& demands)
{
    std::vector<Request> requests;
    std::ranges::transform(demands, std::back_inserter(requests), &Demand::request);
    return requests;
}

// A release that the pin allows and a floor does not is a contradiction in the project itself.
void explain_floor(Error& error, const ToolRequest& request, const Catalog& catalog)
{
    const auto without = matching_releases(request.chosen.request, {}, catalog.releases);
    if (without.empty()) {
        return;
    }
    for (const auto& floor : request.floors) {
        if (!satisfies(floor.request, without.front()->version)) {
            const auto& location = floor.declaration.request_location;
            error.because(location.file + ':' + std::to_string(location.line)
                          + " needs at least `" + floor.declaration.request + '`');
        }
    }
}

Error no_release(const ToolRequest& request, const Catalog& catalog)
{
    const auto& declaration = request.chosen.declaration;
    Error error{"no release of " + request.tool + " answers `" + declaration.request + '`'};
    error.at(declaration.request_location).exit_with(ExitCode::Usage);
    explain_floor(error, request, catalog);
    Request latest{request.chosen.request.scheme, Request::Kind::Latest, "latest", {}, {}};
    if (const auto newest = matching_releases(latest, {}, catalog.releases); !newest.empty()) {
        error.hint("the newest release is " + newest.front()->version);
    }
    return error;
}

void restrict_to(const std::vector<Platform>& platforms, Artifacts& artifacts)
{
    if (!platforms.empty()) {
        std::erase_if(artifacts, [&](const auto& entry) {
            return std::ranges::count(platforms, entry.first) == 0;
        });
    }
}

LockedTool lock_tool(const ToolRequest& request, const Plugin& plugin, Upstream& upstream)
{
    const auto catalog = upstream.catalog(plugin);
    const auto floors = requests_of(request.floors);
    const auto found = matching_releases(request.chosen.request, floors, catalog.releases);
    for (const auto* const release : found) {
        auto artifacts = upstream.artifacts(plugin, catalog, *release);
        restrict_to(request.chosen.declaration.platforms, artifacts);
        if (!artifacts.empty()) {
            return {plugin.name,
                    request.chosen.request.text,
                    release->version,
                    release->build,
                    environment_of(plugin, release->version),
                    std::move(artifacts)};
        }
    }
    throw no_release(request, catalog);
}

} // namespace

Lock update_lock(const Project& project,
                 const Lock& old,
                 const Upgrade& upgrade,
                 std::span<const Plugin> plugins,
                 Upstream& upstream,
                 unsigned jobs)
{
    Lock lock;
    lock.tools.resize(project.tools.size());
    parallel_for(project.tools.size(), jobs, [&](std::size_t i) {
        const auto& request = project.tools[i];
        const auto* const kept = find_tool(old, request.tool);
        const bool wants_newer = upgrade.all || upgrade.tools.contains(request.tool);
        if (kept != nullptr && !wants_newer && answers(*kept, request)) {
            lock.tools[i] = *kept;
            lock.tools[i].request = request.chosen.request.text;
        } else {
            lock.tools[i] = lock_tool(request, *find_plugin(plugins, request.tool), upstream);
        }
    });
    return lock;
}

} // namespace devenv
