#include <devenv/base/files.hpp>
#include <devenv/base/text.hpp>
#include <devenv/lock/lock_file.hpp>
#include <devenv/manifest/version_file.hpp>
#include <devenv/project/project.hpp>

#include <algorithm>

namespace devenv {

namespace fs = std::filesystem;

namespace {

// A file that is there and cannot be read is as wrong as one that says nonsense.
std::optional<std::string> read_input(const fs::path& path)
try {
    return read_file_if_there(path);
} catch (Error& error) {
    throw error.exit_with(ExitCode::Usage);
}

const Plugin& plugin_for(const Declaration& declaration, std::span<const Plugin> plugins)
{
    if (const auto* const plugin = find_plugin(plugins, declaration.tool)) {
        return *plugin;
    }
    std::vector<std::string> names;
    for (const auto& plugin : plugins) {
        names.push_back(plugin.name);
        names.insert(names.end(), plugin.aliases.begin(), plugin.aliases.end());
    }
    Error error{"unknown tool `" + declaration.tool + '`'};
    error.at(declaration.tool_location).exit_with(ExitCode::Usage);
    if (const auto meant = nearest(declaration.tool, names)) {
        error.hint("did you mean `" + *meant + "`?");
    } else {
        error.hint("known tools: " + join(names, ", "));
    }
    throw error;
}

std::string_view example_for(VersionScheme scheme)
{
    switch (scheme) {
    case VersionScheme::Semver:
        return R"("22", "22.11.0", "lts", "latest" or ">=20 <23")";
    case VersionScheme::Pep440:
        return R"("3.12", "3.12.4", "latest" or ">=3.11,<3.13")";
    case VersionScheme::Go:
        return R"("1.22", "1.22.3" or "latest")";
    }
    return {};
}

Demand understand(const Declaration& declaration, const Plugin& plugin)
{
    const auto request = declaration.kind == Declaration::Kind::Floor
                             ? floor_request(plugin.scheme, declaration.request)
                             : parse_request(plugin.scheme, declaration.request);
    if (!request) {
        throw Error{'`' + declaration.request + "` is no version of " + plugin.name}
            .at(declaration.request_location)
            .hint("write " + std::string{example_for(plugin.scheme)})
            .exit_with(ExitCode::Usage);
    }
    if (request->kind == Request::Kind::Channel && plugin.versions.channel_field.empty()) {
        throw Error{plugin.name + " has no long-term support line to be `" + declaration.request
                    + '`'}
            .at(declaration.request_location)
            .hint("write " + std::string{example_for(plugin.scheme)})
            .exit_with(ExitCode::Usage);
    }
    return {declaration, *request};
}

bool mean_the_same(const Request& a, const Request& b)
{
    return a.kind == b.kind && a.channel == b.channel && a.range == b.range;
}

std::string place_of(const Declaration& declaration)
{
    const auto& location = declaration.request_location;
    return location.file + ':' + std::to_string(location.line) + " (`" + declaration.request + "`)";
}

void add_demand(std::vector<ToolRequest>& tools, const std::string& name, Demand demand)
{
    auto tool = std::ranges::find(tools, name, &ToolRequest::tool);
    if (tool == tools.end()) {
        tools.push_back({name, demand, {}});
        tool = std::prev(tools.end());
    } else if (demand.declaration.kind == Declaration::Kind::Pin) {
        const auto& chosen = tool->chosen;
        if (chosen.declaration.kind == Declaration::Kind::Pin
            && !mean_the_same(chosen.request, demand.request)) {
            throw Error{"two files ask for different versions of " + name}
                .at(demand.declaration.request_location)
                .because("the other is " + place_of(chosen.declaration))
                .hint("make them agree, or decide in a `devenv.toml`, which wins over both")
                .exit_with(ExitCode::Usage);
        }
        tool->chosen = demand;
    }
    if (demand.declaration.kind == Declaration::Kind::Floor) {
        tool->floors.push_back(std::move(demand));
    }
}

std::vector<Declaration> read_version_file(const VersionFile& file,
                                           std::string_view text,
                                           const std::string& tool)
{
    switch (file.format) {
    case VersionFile::Format::Nvmrc:
        return read_nvmrc(text, file.name, tool);
    case VersionFile::Format::Line:
        return read_version_line(text, file.name, tool);
    case VersionFile::Format::PythonVersion:
        return read_python_version(text, file.name, tool);
    case VersionFile::Format::GoMod:
        return read_go_mod(text, file.name, tool);
    }
    return {};
}

void read_manifest(Project& project, const std::string& text, std::span<const Plugin> plugins)
{
    auto manifest = parse_manifest(text, "devenv.toml");
    project.not_in_use = std::move(manifest.not_in_use);
    for (const auto& declaration : manifest.tools) {
        const auto& plugin = plugin_for(declaration, plugins);
        const auto twin = std::ranges::find(project.tools, plugin.name, &ToolRequest::tool);
        if (twin != project.tools.end()) {
            throw Error{"`" + declaration.tool + "` is " + plugin.name + ", which is asked for twice"}
                .at(declaration.tool_location)
                .because("the first time in line "
                         + std::to_string(twin->chosen.declaration.tool_location.line))
                .exit_with(ExitCode::Usage);
        }
        add_demand(project.tools, plugin.name, understand(declaration, plugin));
    }
}

void read_version_files(Project& project, std::span<const Plugin> plugins)
{
    for (const auto& plugin : plugins) {
        for (const auto& file : plugin.version_files) {
            const auto path = project.root / file.name;
            const auto text = read_input(path);
            if (!text) {
                project.absent.push_back(path);
                continue;
            }
            project.read_files.push_back(path);
            for (const auto& declaration : read_version_file(file, *text, plugin.name)) {
                add_demand(project.tools, plugin.name, understand(declaration, plugin));
            }
        }
    }
}

} // namespace

Project load_project(const fs::path& root, std::span<const Plugin> plugins)
{
    if (has_control_character(root.native())) {
        throw Error{"the path of this project has a control character in it"}
            .because("a line end in a path breaks the formats of too many programs")
            .hint("rename the folder");
    }
    Project project;
    project.root = root;
    if (const auto text = read_input(project.manifest_file())) {
        project.read_files.push_back(project.manifest_file());
        read_manifest(project, *text, plugins);
    } else {
        project.kind = ProjectKind::VersionFiles;
        project.absent.push_back(project.manifest_file());
        read_version_files(project, plugins);
    }
    std::ranges::sort(project.tools, {}, &ToolRequest::tool);
    return project;
}

std::optional<Lock> load_lock(const Project& project)
{
    const auto text = read_input(project.lock_file());
    return text ? std::optional{parse_lock(*text, "devenv.lock")} : std::nullopt;
}

} // namespace devenv
