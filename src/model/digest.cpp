#include <devenv/model/digest.hpp>

#include <devenv/base/text.hpp>

namespace devenv {

std::optional<Digest> parse_digest(std::string_view text)
{
    auto hex = to_lower(text);
    if (hex.size() != 64 || hex.find_first_not_of("0123456789abcdef") != std::string::npos) {
        return std::nullopt;
    }
    return Digest{std::move(hex)};
}

} // namespace devenv
