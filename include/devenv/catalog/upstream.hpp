#pragma once

#include <devenv/catalog/catalog.hpp>
#include <devenv/fetch/fetcher.hpp>

#include <filesystem>

namespace devenv {

// The upstreams of all tools, reached through the network and a cache of their lists. Safe to use from
// several threads.
class Upstream
{
public:
    // `fetcher` and `env` are lent; `cache` is the folder for lists, made if missing.
    Upstream(Fetcher& fetcher, std::filesystem::path cache, const Env& env);

    // The version list as it is now; what the cache has is used only if the server confirms it.
    Catalog catalog(const Plugin& plugin);

    // The archives of a release, for every platform that the upstream has it for.
    Artifacts artifacts(const Plugin& plugin, const Catalog& catalog, const Release& release);

private:
    std::string get_list(const Plugin& plugin, const std::string& url);

    Fetcher& m_fetcher;
    std::filesystem::path m_cache;
    const Env& m_env;
};

} // namespace devenv
