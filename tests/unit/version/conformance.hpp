#pragma once

#include <nlohmann/json.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace devenv::test {

using Json = nlohmann::ordered_json;

// The text of a file below DEVENV_CONFORMANCE_DIR. Without such a folder it warns that the test was
// skipped and returns nothing; a file that is missing from the folder fails the test.
std::optional<std::string> read_upstream(const std::string& path);

std::optional<Json> read_upstream_json(const std::string& path);

// What became of the vectors of one file: each is checked, or set aside for a reason.
class Tally
{
public:
    void checked() { ++m_checked; }
    void set_aside(const std::string& reason) { ++m_set_aside[reason]; }

    std::size_t total() const;

    // Prints the counts as a warning, so that they show also where the test passes.
    void report(const std::string& name) const;

private:
    std::size_t m_checked = 0;
    std::map<std::string, std::size_t> m_set_aside;
};

} // namespace devenv::test
