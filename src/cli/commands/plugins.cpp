#include "../command.hpp"
#include "../table.hpp"

#include <devenv/base/text.hpp>
#include <devenv/json/json.hpp>

#include <ostream>

namespace devenv::cli {

namespace {

std::vector<std::string> version_files_of(const Plugin& plugin)
{
    std::vector<std::string> names;
    for (const auto& file : plugin.version_files) {
        names.push_back(file.name);
    }
    return names;
}

Json to_json(const Plugin& plugin)
{
    Json json;
    json["name"] = plugin.name;
    json["description"] = plugin.description;
    json["upstream"] = plugin.upstream;
    json["aliases"] = plugin.aliases;
    json["version_files"] = version_files_of(plugin);
    return json;
}

ExitCode list_plugins(Invocation& invocation)
{
    auto& out = invocation.session.out;
    if (invocation.options.json) {
        Json json;
        json["version"] = 1;
        auto& list = json["plugins"] = Json::array();
        for (const auto& plugin : invocation.plugins) {
            list.push_back(to_json(plugin));
        }
        out << format_json(json, 3);
        return ExitCode::Success;
    }
    std::vector<std::vector<std::string>> rows{{"TOOL", "VERSION FILES", "DESCRIPTION"}};
    for (const auto& plugin : invocation.plugins) {
        rows.push_back({plugin.name, join(version_files_of(plugin), " "), plugin.description});
    }
    write_table(out, rows);
    return ExitCode::Success;
}

} // namespace

Action declare_plugins(CLI::App& /*app*/)
{
    return list_plugins;
}

} // namespace devenv::cli
