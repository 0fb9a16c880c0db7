#include <devenv/base/error.hpp>
#include <devenv/base/text.hpp>
#include <devenv/catalog/catalog.hpp>

namespace devenv {

namespace {

Error unreadable(const std::string& url, std::string cause)
{
    Error error{"the version list at `" + url + "` cannot be read"};
    error.because(std::move(cause))
        .hint("if that is a mirror, check that it serves the upstream's own list")
        .exit_with(ExitCode::Network);
    return error;
}

std::vector<Json> records_of(const VersionList& list, std::string_view text, const std::string& url)
try {
    std::vector<Json> records;
    if (list.format == VersionList::Format::JsonLines) {
        for (const auto line : lines(text)) {
            if (!trim(line).empty()) {
                records.push_back(parse_json(line, url));
            }
        }
        return records;
    }
    auto json = parse_json(text, url);
    if (!json.is_array()) {
        throw unreadable(url, "it is no list");
    }
    for (auto& record : json) {
        records.push_back(std::move(record));
    }
    return records;
} catch (const Error& error) {
    if (error.diagnostic().exit_code == ExitCode::Network) {
        throw;
    }
    throw unreadable(url,
                     is_web_page(text)
                         ? "it is a web page: a login page of the network, or a proxy's message"
                         : error.diagnostic().message);
}

std::string text_in(const Json& record, const std::string& field)
{
    const auto found = record.is_object() ? record.find(field) : record.end();
    return found == record.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}

} // namespace

Catalog parse_version_list(const Plugin& plugin, std::string_view text, const std::string& url)
{
    const auto& list = plugin.versions;
    Catalog catalog;
    catalog.records = records_of(list, text, url);
    for (std::size_t i = 0; i < catalog.records.size(); ++i) {
        const auto& record = catalog.records[i];
        auto version = text_in(record, list.version_field);
        if (!version.starts_with(list.version_prefix)) {
            continue;
        }
        version.erase(0, list.version_prefix.size());
        std::string build;
        if (!list.build_separator.empty()) {
            const auto at = version.find(list.build_separator);
            if (at != std::string::npos) {
                build = version.substr(at + list.build_separator.size());
                version.resize(at);
            }
        }
        if (is_version(plugin.scheme, version)) {
            catalog.releases.push_back(
                {version, build, to_lower(text_in(record, list.channel_field)), i});
        }
    }
    if (catalog.releases.empty()) {
        throw unreadable(url, "it names no version");
    }
    return catalog;
}

} // namespace devenv
