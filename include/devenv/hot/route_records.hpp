#pragma once

// How the shim reads a routes file: over the bytes as they lie in memory, with no allocation and no
// exception. The format itself is described in routes.hpp.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace devenv::hot {

inline constexpr std::string_view routes_first_line = "devenv-routes\t1\n";
// A file without it was cut off by a crash or a full disk and must not be believed.
inline constexpr std::string_view routes_last_line = "end\n";

// What tells one state of a watched file from another.
struct FileStamp
{
    std::int64_t mtime_ns = 0;
    std::int64_t size = 0;

    bool operator==(const FileStamp&) const = default;
};

// One line: its type and up to three fields, empty where the line has fewer.
struct Record
{
    std::string_view type;
    std::array<std::string_view, 3> fields;
};

// FNV-1a, 64 bits.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325)
{
    for (const char c : text) {
        seed ^= static_cast<unsigned char>(c);
        seed *= 0x100000001b3;
    }
    return seed;
}

// 16 lower-case hexadecimal digits.
constexpr std::array<char, 16> hex_of(std::uint64_t value)
{
    std::array<char, 16> text{};
    for (auto position = text.rbegin(); position != text.rend(); ++position) {
        *position = "0123456789abcdef"[value & 0xf];
        value >>= 4;
    }
    return text;
}

// Takes what stands before `separator`, and the separator itself, from the front of `text`.
constexpr std::string_view take_until(std::string_view& text, char separator)
{
    const auto end = text.find(separator);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

// Takes one line from the front of `text`; nothing once no line is left.
constexpr std::optional<Record> take_record(std::string_view& text)
{
    if (text.empty()) {
        return std::nullopt;
    }
    auto line = take_until(text, '\n');
    Record record{take_until(line, '\t'), {}};
    record.fields[0] = take_until(line, '\t');
    record.fields[1] = take_until(line, '\t');
    record.fields[2] = line;
    return record;
}

// The records of `text` if it is a whole routes file of the project `root`, else nothing: another
// project's file may have the same hash.
constexpr std::optional<std::string_view> records_of(std::string_view text, std::string_view root)
{
    if (!text.starts_with(routes_first_line) || !text.ends_with(routes_last_line)) {
        return std::nullopt;
    }
    text.remove_prefix(routes_first_line.size());
    text.remove_suffix(routes_last_line.size());
    const auto record = take_record(text);
    if (!record || record->type != "root" || record->fields[0] != root) {
        return std::nullopt;
    }
    return text;
}

// The program that `command` runs. Commands end a routes file, so this reads all of it.
constexpr std::optional<std::string_view> find_command(std::string_view records,
                                                       std::string_view command)
{
    while (const auto record = take_record(records)) {
        if (record->type == "command" && record->fields[0] == command) {
            return record->fields[1];
        }
    }
    return std::nullopt;
}

// A decimal number that fills `text`.
constexpr std::optional<std::int64_t> parse_number(std::string_view text)
{
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    if (text.empty() || text.size() > 18) { // 18 digits always fit
        if (text.size() != 19 || text > "9223372036854775807") {
            return std::nullopt;
        }
    }
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return negative ? -value : value;
}

// Calls `put` with each byte that the escaped `text` of a "set" record stands for.
template <class Put>
constexpr void unescape_value(std::string_view text, Put put)
{
    constexpr auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && text.size() - i > 2) {
            put(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
            i += 2;
        } else {
            put(text[i]);
        }
    }
}

} // namespace devenv::hot
