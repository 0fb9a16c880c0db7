#pragma once

#include <map>
#include <string>
#include <string_view>

namespace devenv {

using TemplateValues = std::map<std::string, std::string, std::less<>>;

// `text` with each "{name}" replaced by its value. Throws an Error for a name without a value.
std::string expand_template(std::string_view text, const TemplateValues& values);

// Adds "version", "version.major" ("3" of "3.12.4") and "version.minor" ("3.12").
void add_version_values(TemplateValues& values, const std::string& version);

} // namespace devenv
