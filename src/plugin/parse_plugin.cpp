#include <devenv/base/error.hpp>
#include <devenv/model/relative_path.hpp>
#include <devenv/plugin/plugin.hpp>
#include <devenv/toml/toml.hpp>

#include <array>
#include <utility>

namespace devenv {

namespace {

template <class Value, std::size_t Count>
Value choice(TableReader& reader,
             std::string_view key,
             const std::array<std::pair<std::string_view, Value>, Count>& choices)
{
    const auto text = reader.required_text(key);
    std::string known;
    for (const auto& [name, value] : choices) {
        if (name == text) {
            return value;
        }
        known += (known.empty() ? "`" : ", `") + std::string{name} + '`';
    }
    throw Error{"`" + text + "` is no " + std::string{key}}
        .at(reader.location(key))
        .hint("known: " + known)
        .exit_with(ExitCode::Usage);
}

VersionList read_versions(const toml::table& table, const std::string& file)
{
    TableReader reader{table, file, "[versions]"};
    VersionList list;
    list.url = reader.required_text("url");
    list.format = choice(reader,
                         "format",
                         std::to_array<std::pair<std::string_view, VersionList::Format>>({
                             {"json", VersionList::Format::JsonArray},
                             {"json-lines", VersionList::Format::JsonLines},
                         }));
    list.version_field = reader.required_text("version");
    list.version_prefix = reader.text("version-prefix").value_or("");
    list.build_separator = reader.text("build-separator").value_or("");
    list.channel_field = reader.text("channel").value_or("");
    reader.finish();
    return list;
}

ArtifactSource read_artifacts(const toml::table& table, const std::string& file)
{
    TableReader reader{table, file, "[artifacts]"};
    ArtifactSource source;
    source.kind = choice(reader,
                         "kind",
                         std::to_array<std::pair<std::string_view, ArtifactSource::Kind>>({
                             {"sums-file", ArtifactSource::Kind::SumsFile},
                             {"listed", ArtifactSource::Kind::Listed},
                         }));
    source.root = reader.required_text("root");
    source.bin = reader.texts("bin");
    source.url = reader.text("url").value_or("");
    if (source.kind == ArtifactSource::Kind::SumsFile) {
        source.sums = reader.required_text("sums");
        source.files = reader.texts("files");
    } else {
        source.list = reader.required_text("list");
        source.sha256_field = reader.required_text("sha256");
        source.size_field = reader.text("size").value_or("");
        source.url_field = reader.text("url-field").value_or("");
        source.file_field = reader.text("file").value_or("");
        source.match = reader.text_map("match");
        source.prefer_field = reader.text("prefer-field").value_or("");
        source.prefer = reader.texts("prefer");
    }
    reader.finish();
    return source;
}

std::map<Platform, PlatformNames> read_platforms(const toml::table& table, const std::string& file)
{
    std::map<Platform, PlatformNames> platforms;
    for (const auto& [key, node] : table) {
        const auto platform = parse_platform(key.str());
        if (!platform || !node.is_table()) {
            throw Error{"`" + std::string{key.str()} + "` is no platform"}
                .at(location_of(key, file))
                .hint("known: " + platform_names())
                .exit_with(ExitCode::Usage);
        }
        TableReader reader{*node.as_table(), file, "[platforms." + std::string{key.str()} + ']'};
        PlatformNames names;
        names.target = reader.text("target").value_or("");
        names.match = reader.text_map("match");
        names.files = reader.texts("files");
        names.bin = reader.texts("bin");
        reader.finish();
        platforms.emplace(*platform, std::move(names));
    }
    return platforms;
}

ToolEnvironment read_environment(TableReader& reader)
{
    ToolEnvironment environment;
    environment.set = reader.text_map("set");
    environment.unset = reader.texts("unset");
    environment.path = reader.texts("path");
    reader.finish();
    return environment;
}

VersionedEnvironment
read_environment_for(const toml::table& table, const std::string& file, VersionScheme scheme)
{
    TableReader reader{table, file, "[[environment-for]]"};
    const auto versions = parse_request(scheme, reader.required_text("versions"));
    if (!versions || versions->kind != Request::Kind::Range) {
        throw Error{"`versions` must be a range of versions"}
            .at(reader.location("versions"))
            .exit_with(ExitCode::Usage);
    }
    return {*versions, read_environment(reader)};
}

std::vector<VersionFile> read_version_files(const std::vector<const toml::table*>& tables,
                                            const std::string& file)
{
    std::vector<VersionFile> files;
    for (const auto* const table : tables) {
        TableReader reader{*table, file, "[[version-files]]"};
        const auto name = reader.required_text("name");
        const auto format
            = choice(reader,
                     "format",
                     std::to_array<std::pair<std::string_view, VersionFile::Format>>({
                         {"nvmrc", VersionFile::Format::Nvmrc},
                         {"line", VersionFile::Format::Line},
                         {"python-version", VersionFile::Format::PythonVersion},
                         {"go-mod", VersionFile::Format::GoMod},
                     }));
        reader.finish();
        files.push_back({name, format});
    }
    return files;
}

Adjustments read_adjustments(const toml::table& table, const std::string& file)
{
    TableReader reader{table, file, "[adjust]"};
    Adjustments adjustments;
    for (const auto* const entry : reader.tables("rewrite")) {
        TableReader rewrite{*entry, file, "[[adjust.rewrite]]"};
        adjustments.rewrites.push_back({rewrite.required_text("files"),
                                        rewrite.required_text("from"),
                                        rewrite.required_text("to"),
                                        rewrite.text("behind").value_or("")});
        rewrite.finish();
    }
    adjustments.write = reader.text_map("write");
    adjustments.cache_folder = reader.text("cache-folder").value_or("");
    adjustments.cache_beside = reader.text("cache-beside").value_or("");
    reader.finish();
    return adjustments;
}

VersionScheme read_scheme(TableReader& reader)
{
    return choice(reader,
                  "scheme",
                  std::to_array<std::pair<std::string_view, VersionScheme>>({
                      {"semver", VersionScheme::Semver},
                      {"pep440", VersionScheme::Pep440},
                      {"go", VersionScheme::Go},
                  }));
}

const toml::table& required_table(TableReader& reader, std::string_view key)
{
    const auto* const table = reader.table(key);
    if (table == nullptr) {
        throw Error{"the plugin has no [" + std::string{key} + ']'}
            .at(reader.location(key))
            .exit_with(ExitCode::Usage);
    }
    return *table;
}

} // namespace

Plugin parse_plugin(std::string_view text, const std::string& file)
{
    const auto document = parse_toml(text, file);
    TableReader reader{document, file, "the plugin"};
    Plugin plugin;
    plugin.name = reader.required_text("name");
    plugin.description = reader.required_text("description");
    plugin.aliases = reader.texts("aliases");
    plugin.scheme = read_scheme(reader);
    plugin.upstream = reader.required_text("upstream");
    plugin.commands = reader.texts("commands");
    plugin.versions = read_versions(required_table(reader, "versions"), file);
    plugin.artifacts = read_artifacts(required_table(reader, "artifacts"), file);
    plugin.platforms = read_platforms(required_table(reader, "platforms"), file);
    if (const auto* const table = reader.table("environment")) {
        TableReader environment{*table, file, "[environment]"};
        plugin.environment = read_environment(environment);
    }
    for (const auto* const table : reader.tables("environment-for")) {
        plugin.environment_for.push_back(read_environment_for(*table, file, plugin.scheme));
    }
    plugin.version_files = read_version_files(reader.tables("version-files"), file);
    if (const auto* const table = reader.table("adjust")) {
        plugin.adjustments = read_adjustments(*table, file);
    }
    reader.finish();
    return plugin;
}

} // namespace devenv
