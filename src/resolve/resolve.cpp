#include <devenv/resolve/resolve.hpp>

#include <algorithm>
#include <charconv>
#include <string>

namespace devenv {

namespace {

// Builds are dates or counters: a longer number is a greater one.
std::strong_ordering compare_builds(const std::string& a, const std::string& b)
{
    if (a.size() != b.size()) {
        return a.size() <=> b.size();
    }
    return a.compare(b) <=> 0;
}

void sort_newest_first(VersionScheme scheme, std::vector<const Release*>& releases)
{
    std::ranges::stable_sort(releases, [&](const Release* a, const Release* b) {
        const auto order = compare_versions(scheme, a->version, b->version);
        return order != 0 ? order > 0 : compare_builds(a->build, b->build) > 0;
    });
}

// The code name of the line that is `steps` older than the newest; empty if there are not so many.
std::string older_channel(std::span<const Release* const> newest_first, std::size_t steps)
{
    std::vector<std::string> names;
    for (const auto* const release : newest_first) {
        if (!release->channel.empty() && std::ranges::count(names, release->channel) == 0) {
            names.push_back(release->channel);
        }
    }
    return steps < names.size() ? names[steps] : std::string{};
}

void keep_channel(const std::string& channel, std::vector<const Release*>& newest_first)
{
    auto wanted = channel;
    if (channel.starts_with('-')) {
        std::size_t steps = 0;
        std::from_chars(channel.data() + 1, channel.data() + channel.size(), steps);
        wanted = older_channel(newest_first, steps);
    }
    std::erase_if(newest_first, [&](const Release* release) {
        return release->channel.empty() || (wanted != "*" && release->channel != wanted);
    });
}

} // namespace

std::vector<const Release*> matching_releases(const Request& request,
                                              std::span<const Request> floors,
                                              std::span<const Release> releases)
{
    std::vector<const Release*> found;
    for (const auto& release : releases) {
        const bool wanted = request.kind == Request::Kind::Range
                                ? satisfies(request, release.version)
                                : !is_prerelease(request.scheme, release.version);
        if (wanted) {
            found.push_back(&release);
        }
    }
    sort_newest_first(request.scheme, found);
    if (request.kind == Request::Kind::Channel) {
        keep_channel(request.channel, found);
    }
    std::erase_if(found, [&](const Release* release) {
        return !std::ranges::all_of(floors, [&](const Request& floor) {
            return satisfies(floor, release->version);
        });
    });
    return found;
}

} // namespace devenv
