#include <devenv/model/environment.hpp>

#include <devenv/model/relative_path.hpp>

#include <algorithm>

namespace devenv {

namespace {

bool is_plain_word(std::string_view text)
{
    if (text.starts_with('-') || text.starts_with('.')) {
        return false;
    }
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '.' || c == '_' || c == '-';
    });
}

} // namespace

bool is_harmless_value(std::string_view value)
{
    for (const std::string_view place : {"{install}", "{global}"}) {
        if (value == place) {
            return true;
        }
        if (value.starts_with(place) && value[place.size()] == '/') {
            return is_contained_path(value.substr(place.size() + 1));
        }
    }
    return is_plain_word(value);
}

} // namespace devenv
