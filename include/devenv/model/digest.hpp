#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devenv {

// A SHA-256, as 64 hexadecimal digits in lower case. Made by parse_digest() only, so that one that
// exists is well-formed and safe in a path.
class Digest
{
public:
    const std::string& hex() const { return m_hex; }

    // The first 16 digits: enough to tell archives of one tool apart, short enough for a path.
    std::string short_hex() const { return m_hex.substr(0, 16); }

    auto operator<=>(const Digest&) const = default;

private:
    friend std::optional<Digest> parse_digest(std::string_view text);
    explicit Digest(std::string hex) : m_hex(std::move(hex)) {}

    std::string m_hex;
};

// Nothing if `text` is not 64 hexadecimal digits (of either case).
std::optional<Digest> parse_digest(std::string_view text);

} // namespace devenv
