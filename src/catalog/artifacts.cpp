#include <devenv/base/error.hpp>
#include <devenv/base/text.hpp>
#include <devenv/catalog/catalog.hpp>
#include <devenv/model/text_template.hpp>
#include <devenv/plugin/mirror.hpp>

#include <algorithm>

namespace devenv {

namespace {

TemplateValues values_for(const Plugin& plugin, const Release& release, const PlatformNames& names)
{
    TemplateValues values{
        {"upstream", plugin.upstream}, {"build", release.build}, {"target", names.target}};
    add_version_values(values, release.version);
    return values;
}

std::string text_in(const Json& record, const std::string& field)
{
    const auto found = field.empty() ? record.end() : record.find(field);
    return found == record.end() || !found->is_string() ? std::string{} : found->get<std::string>();
}

bool says(const Json& record, const std::map<std::string, std::string>& match)
{
    return std::ranges::all_of(match, [&](const auto& field) {
        return text_in(record, field.first) == field.second;
    });
}

// The record of the archive for a platform, or null.
const Json* find_record(const ArtifactSource& source, const PlatformNames& names, const Json& list)
{
    const Json* best = nullptr;
    auto best_rank = source.prefer.end();
    for (const auto& record : list) {
        if (!record.is_object() || !says(record, source.match) || !says(record, names.match)) {
            continue;
        }
        if (source.prefer.empty()) {
            return &record;
        }
        const auto rank = std::ranges::find(source.prefer, text_in(record, source.prefer_field));
        if (rank < best_rank) {
            best = &record;
            best_rank = rank;
        }
    }
    return best;
}

std::optional<std::uint64_t> size_in(const Json& record, const std::string& field)
{
    const auto found = field.empty() ? record.end() : record.find(field);
    // Go's list has the size 0 for archives of before it had sizes.
    if (found == record.end() || !found->is_number_unsigned() || found->get<std::uint64_t>() == 0) {
        return std::nullopt;
    }
    return found->get<std::uint64_t>();
}

const std::vector<std::string>& bin_of(const Plugin& plugin, const PlatformNames& names)
{
    return names.bin.empty() ? plugin.artifacts.bin : names.bin;
}

// The sha256 of each file that a list names.
std::map<std::string, Digest, std::less<>> parse_sums(std::string_view sums, const std::string& url)
{
    std::map<std::string, Digest, std::less<>> digests;
    for (const auto line : lines(sums)) {
        if (trim(line).empty()) {
            continue;
        }
        const auto blank = line.find_first_of(" \t");
        const auto digest = parse_digest(line.substr(0, blank));
        if (!digest || blank == std::string_view::npos) {
            throw Error{"the checksum list at `" + url + "` cannot be read"}
                .because("it has a line that is no checksum: `"
                         + std::string{line.substr(0, 60)} + '`')
                .hint("if that is a mirror, check that it serves the upstream's own list")
                .exit_with(ExitCode::Network);
        }
        auto name = trim(line.substr(blank));
        if (name.starts_with('*')) { // sha256sum's mark of a file read as binary
            name.remove_prefix(1);
        }
        digests.emplace(name, *digest);
    }
    if (digests.empty()) {
        throw Error{"the checksum list at `" + url + "` is empty"}.exit_with(ExitCode::Network);
    }
    return digests;
}

} // namespace

Artifacts listed_artifacts(const Plugin& plugin, const Release& release, const Json& record)
{
    const auto& source = plugin.artifacts;
    Artifacts artifacts;
    const auto list = record.find(source.list);
    if (list == record.end() || !list->is_array()) {
        return artifacts;
    }
    for (const auto& [platform, names] : plugin.platforms) {
        const auto* const found = find_record(source, names, *list);
        const auto digest
            = found == nullptr ? std::nullopt : parse_digest(text_in(*found, source.sha256_field));
        if (!digest) {
            continue;
        }
        auto values = values_for(plugin, release, names);
        values["file"] = text_in(*found, source.file_field);
        auto url = source.url_field.empty() ? expand_template(source.url, values)
                                            : text_in(*found, source.url_field);
        if (is_of_upstream(plugin, url)) {
            artifacts.emplace(platform,
                              Artifact{std::move(url),
                                       *digest,
                                       size_in(*found, source.size_field),
                                       expand_template(source.root, values),
                                       bin_of(plugin, names)});
        }
    }
    return artifacts;
}

Artifacts artifacts_in_sums(const Plugin& plugin,
                            const Release& release,
                            std::string_view sums,
                            const std::string& url)
{
    const auto& source = plugin.artifacts;
    const auto digests = parse_sums(sums, url);
    Artifacts artifacts;
    for (const auto& [platform, names] : plugin.platforms) {
        auto values = values_for(plugin, release, names);
        for (const auto& file : names.files.empty() ? source.files : names.files) {
            values["file"] = expand_template(file, values);
            if (const auto found = digests.find(values["file"]); found != digests.end()) {
                artifacts.emplace(platform,
                                  Artifact{expand_template(source.url, values),
                                           found->second,
                                           std::nullopt,
                                           expand_template(source.root, values),
                                           bin_of(plugin, names)});
                break;
            }
        }
    }
    return artifacts;
}

} // namespace devenv
