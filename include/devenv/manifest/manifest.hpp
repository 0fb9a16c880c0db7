#pragma once

#include <devenv/base/error.hpp>
#include <devenv/model/platform.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// One place that says which version of a tool a project wants.
struct Declaration
{
    enum class Kind {
        Pin,   // asks for a version
        Floor, // asks for this version or a newer one: a check on what the pins chose
    };

    Kind kind = Kind::Pin;
    std::string tool;    // as written; may be no known tool
    std::string request; // as written; may be no valid request
    SourceLocation tool_location;
    SourceLocation request_location;
    std::vector<Platform> platforms; // the only ones to use it on; empty for all
};

// The contents of a devenv.toml.
struct Manifest
{
    std::vector<Declaration> tools;         // in the order of the file's keys
    std::vector<SourceLocation> not_in_use; // tables that this version reads but does not act on
};

// Reads a devenv.toml. Throws an Error with the place of the first mistake; `file` is the name to show.
// Whether the tools exist and the requests make sense is not looked at here.
Manifest parse_manifest(std::string_view text, const std::string& file);

} // namespace devenv
