#include "command.hpp"

#include <charconv>

namespace devenv::cli {

std::string positive_number(const std::string& text)
{
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = error == std::errc{} && end == text.data() + text.size() && value > 0;
    return good ? "" : '`' + text + "` is no number from 1";
}

} // namespace devenv::cli
