#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace devenv {

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// What npm and Python take for a blank, as far as it is ASCII.
constexpr std::string_view blanks = " \t\r\n\f\v";

// `text` without the blanks at both ends.
constexpr std::string_view without_blanks(std::string_view text)
{
    const auto first = text.find_first_not_of(blanks);
    return first == text.npos ? std::string_view{}
                              : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Reads a text from its front. A copy remembers a place to return to.
class Scanner
{
public:
    explicit constexpr Scanner(std::string_view text) : m_rest(text) {}

    constexpr bool at_end() const { return m_rest.empty(); }
    constexpr std::string_view rest() const { return m_rest; }

    // The next character; '\0' at the end.
    constexpr char peek() const { return at_end() ? '\0' : m_rest.front(); }

    // Passes `expected` if it comes next, and says whether it did.
    constexpr bool take(std::string_view expected)
    {
        if (!m_rest.starts_with(expected)) {
            return false;
        }
        m_rest.remove_prefix(expected.size());
        return true;
    }

    constexpr bool take(char expected) { return take(std::string_view{&expected, 1}); }

    // Passes and returns the longest run of characters that `belongs` accepts.
    template <class Predicate>
    constexpr std::string_view take_while(Predicate belongs)
    {
        std::size_t size = 0;
        while (size < m_rest.size() && belongs(m_rest[size])) {
            ++size;
        }
        const auto run = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return run;
    }

private:
    std::string_view m_rest;
};

// The number that decimal digits stand for; nothing if there are none or it is above `max`.
constexpr std::optional<std::uint64_t> parse_number(std::string_view digits,
                                                    std::uint64_t max = UINT64_MAX)
{
    std::uint64_t number = 0;
    for (const char c : digits) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (!is_digit(c) || number > (max - digit) / 10) {
            return std::nullopt;
        }
        number = number * 10 + digit;
    }
    return digits.empty() ? std::nullopt : std::optional{number};
}

} // namespace devenv
