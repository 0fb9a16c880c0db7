#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace devenv::cli {

// Writes rows with their columns aligned. The first row is the heading.
void write_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows);

} // namespace devenv::cli
