#include <devenv/toml/toml.hpp>

#include <devenv/base/text.hpp>

#include <algorithm>

namespace devenv {

namespace {

SourceLocation location_of(const toml::source_region& region, const std::string& file)
{
    return {file, region.begin.line, region.begin.column};
}

} // namespace

toml::table parse_toml(std::string_view text, const std::string& file)
try {
    return toml::parse(text);
} catch (const toml::parse_error& error) {
    throw Error{"this is not TOML"}
        .at(location_of(error.source(), file))
        .because(std::string{error.description()})
        .exit_with(ExitCode::Usage);
}

SourceLocation location_of(const toml::node& node, const std::string& file)
{
    return location_of(node.source(), file);
}

SourceLocation location_of(const toml::key& key, const std::string& file)
{
    return location_of(key.source(), file);
}

TableReader::TableReader(const toml::table& table, std::string file, std::string name)
    : m_table(table), m_file(std::move(file)), m_name(std::move(name))
{}

const toml::node* TableReader::find(std::string_view key)
{
    m_known.emplace(key);
    return m_table.get(key);
}

SourceLocation TableReader::location(std::string_view key) const
{
    const auto* const node = m_table.get(key);
    return location_of(node != nullptr ? *node : m_table, m_file);
}

Error TableReader::wrong_type(std::string_view key, std::string_view expected) const
{
    Error error{'`' + std::string{key} + "` must be " + std::string{expected}};
    error.at(location(key)).exit_with(ExitCode::Usage);
    return error;
}

std::optional<std::string> TableReader::text(std::string_view key)
{
    const auto* const node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto* const value = node->as_string();
    if (value == nullptr) {
        throw wrong_type(key, "a string");
    }
    return value->get();
}

std::string TableReader::required_text(std::string_view key)
{
    auto value = text(key);
    if (!value) {
        throw Error{m_name + " has no `" + std::string{key} + '`'}
            .at(location(key))
            .exit_with(ExitCode::Usage);
    }
    return *std::move(value);
}

std::vector<std::string> TableReader::texts(std::string_view key)
{
    std::vector<std::string> values;
    const auto* const node = find(key);
    if (node == nullptr) {
        return values;
    }
    const auto* const array = node->as_array();
    if (array == nullptr) {
        throw wrong_type(key, "a list of strings");
    }
    for (const auto& element : *array) {
        if (!element.is_string()) {
            throw wrong_type(key, "a list of strings");
        }
        values.push_back(element.as_string()->get());
    }
    return values;
}

std::map<std::string, std::string> TableReader::text_map(std::string_view key)
{
    std::map<std::string, std::string> values;
    if (const auto* const found = table(key)) {
        for (const auto& [name, value] : *found) {
            if (!value.is_string()) {
                throw wrong_type(key, "a table of strings");
            }
            values.emplace(name.str(), value.as_string()->get());
        }
    }
    return values;
}

const toml::table* TableReader::table(std::string_view key)
{
    const auto* const node = find(key);
    if (node != nullptr && !node->is_table()) {
        throw wrong_type(key, "a table");
    }
    return node == nullptr ? nullptr : node->as_table();
}

std::vector<const toml::table*> TableReader::tables(std::string_view key)
{
    std::vector<const toml::table*> values;
    const auto* const node = find(key);
    if (node == nullptr) {
        return values;
    }
    if (!node->is_array_of_tables()) {
        throw wrong_type(key, "a list of tables");
    }
    for (const auto& element : *node->as_array()) {
        values.push_back(element.as_table());
    }
    return values;
}

void TableReader::finish() const
{
    for (const auto& [key, value] : m_table) {
        if (m_known.contains(key.str())) {
            continue;
        }
        const std::vector<std::string> known{m_known.begin(), m_known.end()};
        Error error{"unknown " + std::string{value.is_table() ? "table" : "key"} + " `"
                    + std::string{key.str()} + "` in " + m_name};
        error.at(location_of(key, m_file)).exit_with(ExitCode::Usage);
        if (const auto meant = nearest(key.str(), known)) {
            error.hint("did you mean `" + *meant + "`?");
        } else {
            error.hint("known here: " + join(known, ", "));
        }
        throw error;
    }
}

} // namespace devenv
