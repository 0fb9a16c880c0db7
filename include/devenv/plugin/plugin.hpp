#pragma once

#include <devenv/model/environment.hpp>
#include <devenv/model/platform.hpp>
#include <devenv/version/request.hpp>
#include <devenv/version/scheme.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Where the upstream's list of versions is, and which of its fields say what.
struct VersionList
{
    enum class Format {
        JsonArray, // one array of records
        JsonLines, // one record a line
    };

    std::string url;
    Format format = Format::JsonArray;
    std::string version_field;
    std::string version_prefix;  // in front of each version: "v", "go"
    std::string build_separator; // "+" where "3.12.4+20240726" is a version and a build; else empty
    std::string channel_field;   // a code name, or false: the long-term support line of a release
};

// How the archives of one version are found, with their checksums.
struct ArtifactSource
{
    enum class Kind {
        SumsFile, // a checksum list of each version names its archives
        Listed,   // the version list itself has a record for each archive
    };

    Kind kind = Kind::SumsFile;
    std::string url;  // template of an archive's url; empty where each record has one
    std::string root; // template of the one folder in the archive
    std::vector<std::string> bin;

    // SumsFile
    std::string sums;               // template of the url of the list
    std::vector<std::string> files; // templates of file names; the first that the list names is taken

    // Listed: names of fields
    std::string list;
    std::string url_field;
    std::string file_field;
    std::string sha256_field;
    std::string size_field;
    std::map<std::string, std::string> match; // what a record must say
    std::string prefer_field;                 // where several records fit: the field that decides,
    std::vector<std::string> prefer;          // and its values, the best first; no other value is taken
};

// What an upstream calls one platform. Unset parts are as ArtifactSource has them.
struct PlatformNames
{
    std::string target;                       // "{target}" in templates
    std::map<std::string, std::string> match; // more of what a record must say
    std::vector<std::string> files;
    std::vector<std::string> bin;
};

// A file of an ecosystem that says which version a project wants.
struct VersionFile
{
    enum class Format { Nvmrc, Line, PythonVersion, GoMod };

    std::string name;
    Format format = Format::Line;
};

// A text of build paths that an unpacked tool must have replaced by where it really lies.
struct Rewrite
{
    std::string files; // a glob on paths in the tool, where * also stands for slashes
    std::string from;
    std::string to;     // template
    std::string behind; // the characters that may stand before `from`; empty for any
};

// What is done to an unpacked tool before it is published.
struct Adjustments
{
    std::vector<Rewrite> rewrites;
    std::map<std::string, std::string> write; // file to contents, both templates
    // In each folder that has a file which ends in `cache_beside`, a writable folder `cache_folder` is
    // made: the one place below a read-only tool where a runtime may keep what it compiled.
    std::string cache_folder;
    std::string cache_beside;
};

// An addition to the environment for some versions of a tool.
struct VersionedEnvironment
{
    Request versions; // a Kind::Range request
    ToolEnvironment environment;
};

// A tool, as data: what its upstream offers and how an unpacked archive is used.
struct Plugin
{
    std::string name;
    std::string description;
    std::vector<std::string> aliases;
    VersionScheme scheme = VersionScheme::Semver;
    std::string upstream; // "{upstream}" in templates, and what a mirror stands in for
    std::vector<std::string> commands;
    VersionList versions;
    ArtifactSource artifacts;
    std::map<Platform, PlatformNames> platforms;
    ToolEnvironment environment; // of every version
    std::vector<VersionedEnvironment> environment_for;
    std::vector<VersionFile> version_files;
    Adjustments adjustments;
};

// Reads a plugin.toml. Throws an Error with a place; `file` is the name to show.
Plugin parse_plugin(std::string_view text, const std::string& file);

// The plugins that are part of the program, by name.
std::vector<Plugin> builtin_plugins();

// The environment of one version of a tool.
ToolEnvironment environment_of(const Plugin& plugin, std::string_view version);

// Whether some version of the tool may set or unset the variable.
bool uses_variable(const Plugin& plugin, const std::string& name);

// The plugin of that name or alias, or null.
const Plugin* find_plugin(std::span<const Plugin> plugins, std::string_view name);

} // namespace devenv
