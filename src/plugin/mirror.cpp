#include <devenv/plugin/mirror.hpp>

#include <devenv/base/text.hpp>
#include <devenv/model/text_template.hpp>

#include <algorithm>

namespace devenv {

namespace {

// DEVENV_NODE_MIRROR
std::string variable_name(const Plugin& plugin, const std::string& what)
{
    std::string name = "DEVENV_" + plugin.name + '_' + what;
    std::ranges::transform(name, name.begin(), [](char c) {
        if (c == '-') {
            return '_';
        }
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return name;
}

} // namespace

std::string mirrored_url(const Plugin& plugin, const std::string& url, const Env& env)
{
    auto mirror = variable(env, variable_name(plugin, "MIRROR"));
    if (!mirror || !is_of_upstream(plugin, url)) {
        return url;
    }
    while (mirror->ends_with('/')) {
        mirror->pop_back();
    }
    return *mirror + url.substr(plugin.upstream.size());
}

std::string index_url(const Plugin& plugin, const Env& env)
{
    if (auto index = variable(env, variable_name(plugin, "INDEX"))) {
        return *std::move(index);
    }
    const auto url = expand_template(plugin.versions.url, {{"upstream", plugin.upstream}});
    return mirrored_url(plugin, url, env);
}

bool is_of_upstream(const Plugin& plugin, const std::string& url)
{
    if (!url.starts_with(plugin.upstream + '/') || url.find('\\') != std::string::npos) {
        return false;
    }
    // Servers and proxies take "%2e" for "." before they look for "..".
    const auto rest = url.substr(plugin.upstream.size() + 1);
    const auto path = replace_all(to_lower(rest.substr(0, rest.find_first_of("?#"))), "%2e", ".");
    return std::ranges::none_of(split(path, '/'), [](std::string_view part) {
        return part == "." || part == "..";
    });
}

} // namespace devenv
