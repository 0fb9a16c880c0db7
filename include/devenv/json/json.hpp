#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace devenv {

// A JSON value that keeps the order of its keys.
using Json = nlohmann::ordered_json;

// Parses one JSON document. Throws an Error at the place of the first mistake; `name` is what to call
// the text (a file or a url).
Json parse_json(std::string_view text, const std::string& name);

// Writes `value` over several lines, down to `depth` levels; what lies deeper stands on one line.
std::string format_json(const Json& value, int depth);

} // namespace devenv
