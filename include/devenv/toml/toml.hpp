#pragma once

#include <devenv/base/error.hpp>

#include <toml++/toml.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace devenv {

// Parses a TOML document. Throws an Error at the place of the first mistake in it; `file` is the name
// to show.
toml::table parse_toml(std::string_view text, const std::string& file);

SourceLocation location_of(const toml::node& node, const std::string& file);
SourceLocation location_of(const toml::key& key, const std::string& file);

// Reads the keys of one table, each with the type that it must have, and at the end complains about
// those that nobody asked for. Every Error has a place. The table must outlive the reader.
class TableReader
{
public:
    TableReader(const toml::table& table, std::string file, std::string name);

    std::optional<std::string> text(std::string_view key);
    std::string required_text(std::string_view key);
    std::vector<std::string> texts(std::string_view key); // empty if it is not there
    std::map<std::string, std::string> text_map(std::string_view key);
    const toml::table* table(std::string_view key); // null if it is not there
    std::vector<const toml::table*> tables(std::string_view key);

    // Throws at the first key that was not read, with the nearest known key as a hint.
    void finish() const;

    SourceLocation location(std::string_view key) const; // of the key's value, else of the table

private:
    const toml::node* find(std::string_view key);
    Error wrong_type(std::string_view key, std::string_view expected) const;

    const toml::table& m_table;
    std::string m_file;
    std::string m_name;
    std::set<std::string, std::less<>> m_known;
};

} // namespace devenv
