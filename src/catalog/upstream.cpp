#include <devenv/catalog/upstream.hpp>

#include <devenv/base/error.hpp>
#include <devenv/base/files.hpp>
#include <devenv/model/text_template.hpp>
#include <devenv/plugin/mirror.hpp>

namespace devenv {

namespace {

// Real lists have a few megabytes.
constexpr std::size_t most_bytes = std::size_t{64} << 20U;

struct CachedList
{
    std::string etag;
    std::string body;
};

// A cached list is one file, so that its parts cannot come from different answers: the url it came
// from, its ETag, and then the list.
CachedList read_cache(const std::filesystem::path& path, const std::string& url)
{
    const auto text = read_file_if_there(path).value_or("");
    const auto first = text.find('\n');
    const auto second = first == std::string::npos ? first : text.find('\n', first + 1);
    if (second == std::string::npos || text.compare(0, first, url) != 0) {
        return {};
    }
    return {text.substr(first + 1, second - first - 1), text.substr(second + 1)};
}

void write_cache(const std::filesystem::path& path,
                 const std::string& url,
                 const std::string& etag,
                 const std::string& body)
try {
    make_folders(path.parent_path());
    write_file_atomically(path, url + '\n' + etag + '\n' + body);
} catch (const Error&) {
    // A cache that cannot be written makes the next run slower, and no run wrong.
}

FetchResult fetch_text(Fetcher& fetcher, const FetchRequest& request, std::string& body)
{
    return fetcher.fetch(
        request,
        {[&](std::uint64_t, std::optional<std::uint64_t>) { body.clear(); },
         [&](std::span<const std::byte> bytes) {
             if (body.size() + bytes.size() > most_bytes) {
                 throw Error{"the list at `" + without_credentials(request.url) + "` has no end"}
                     .exit_with(ExitCode::Network);
             }
             body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
         }});
}

} // namespace

Upstream::Upstream(Fetcher& fetcher, std::filesystem::path cache, const Env& env)
    : m_fetcher(fetcher), m_cache(std::move(cache)), m_env(env)
{}

std::string Upstream::get_list(const Plugin& plugin, const std::string& url)
{
    const auto path = m_cache / plugin.name;
    auto cached = read_cache(path, url);
    FetchRequest request{.url = url, .compression = Compression::On};
    if (!cached.body.empty()) {
        request.etag = cached.etag;
    }
    std::string body;
    const auto result = fetch_text(m_fetcher, request, body);
    if (result.not_modified) {
        return std::move(cached.body);
    }
    if (!result.etag.empty()) {
        write_cache(path, url, result.etag, body);
    }
    return body;
}

Catalog Upstream::catalog(const Plugin& plugin)
{
    const auto url = index_url(plugin, m_env);
    return parse_version_list(plugin, get_list(plugin, url), without_credentials(url));
}

Artifacts
Upstream::artifacts(const Plugin& plugin, const Catalog& catalog, const Release& release)
{
    if (plugin.artifacts.kind == ArtifactSource::Kind::Listed) {
        return listed_artifacts(plugin, release, catalog.records[release.record]);
    }
    TemplateValues values{{"upstream", plugin.upstream}};
    add_version_values(values, release.version);
    const auto url
        = mirrored_url(plugin, expand_template(plugin.artifacts.sums, values), m_env);
    std::string sums;
    fetch_text(m_fetcher, {.url = url, .compression = Compression::On}, sums);
    return artifacts_in_sums(plugin, release, sums, without_credentials(url));
}

} // namespace devenv
