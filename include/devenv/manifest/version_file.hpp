#pragma once

#include <devenv/manifest/manifest.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Each reads one version file of an ecosystem, as its own tools do, and returns what it declares for
// `tool`: mostly one pin. A byte-order mark and either kind of line end are accepted. Throws an Error
// with a place for a file that says nothing or that cannot be understood; `file` is the name to show.

// .nvmrc as nvm reads it: comments from "#" on, "key=value" lines ignored, exactly one version.
std::vector<Declaration> read_nvmrc(std::string_view text,
                                    const std::string& file,
                                    const std::string& tool);

// One version on the first line that is neither empty nor a comment.
std::vector<Declaration> read_version_line(std::string_view text,
                                           const std::string& file,
                                           const std::string& tool);

// .python-version as pyenv reads it: the first word of each line; the first of several is the one that
// `python` means.
std::vector<Declaration> read_python_version(std::string_view text,
                                             const std::string& file,
                                             const std::string& tool);

// go.mod: `toolchain` is a pin, `go` a floor (https://go.dev/doc/toolchain).
std::vector<Declaration> read_go_mod(std::string_view text,
                                     const std::string& file,
                                     const std::string& tool);

} // namespace devenv
