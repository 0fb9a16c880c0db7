#include "table.hpp"

#include <algorithm>
#include <ostream>

namespace devenv::cli {

void write_table(std::ostream& out, const std::vector<std::vector<std::string>>& rows)
{
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool last = i + 1 == row.size();
            out << row[i] << (last ? "" : std::string(widths[i] - row[i].size() + 2, ' '));
        }
        out << '\n';
    }
}

} // namespace devenv::cli
