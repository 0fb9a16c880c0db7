#include "conformance.hpp"

#include "catch.hpp"

#include <devenv/base/files.hpp>

#include <filesystem>
#include <string_view>

namespace devenv::test {

std::optional<std::string> read_upstream(const std::string& path)
{
    const std::filesystem::path folder{DEVENV_CONFORMANCE_DIR};
    if (folder.empty()) {
        WARN("skipped: DEVENV_CONFORMANCE_DIR is not set, so " << path << " is not at hand");
        return std::nullopt;
    }
    auto text = read_file_if_there(folder / path);
    INFO(path);
    REQUIRE(text.has_value());
    return text;
}

std::optional<Json> read_upstream_json(const std::string& path)
{
    const auto text = read_upstream(path);
    return text ? std::optional{Json::parse(*text)} : std::nullopt;
}

std::size_t Tally::total() const
{
    auto total = m_checked;
    for (const auto& [reason, count] : m_set_aside) {
        total += count;
    }
    return total;
}

void Tally::report(const std::string& name) const
{
    std::string text = name + ": " + std::to_string(total()) + " vectors, "
                       + std::to_string(m_checked) + " checked";
    for (const auto& [reason, count] : m_set_aside) {
        text += "\n  " + std::to_string(count) + " not ours: " + reason;
    }
    WARN(text);
}

} // namespace devenv::test
