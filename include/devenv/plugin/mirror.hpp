#pragma once

#include <devenv/base/env.hpp>
#include <devenv/plugin/plugin.hpp>

#include <string>

namespace devenv {

// Where this machine fetches `url`, one of the plugin's upstream: DEVENV_<TOOL>_MIRROR stands in for the
// upstream's base, and the rest of the url stays.
std::string mirrored_url(const Plugin& plugin, const std::string& url, const Env& env);

// Where this machine fetches the version list: DEVENV_<TOOL>_INDEX if set, else as mirrored_url().
std::string index_url(const Plugin& plugin, const Env& env);

// Whether `url` lies below the plugin's upstream: the only place that a lock may name.
bool is_of_upstream(const Plugin& plugin, const std::string& url);

} // namespace devenv
