#pragma once

#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// What fits the rows of a table for its new rules, in place.
struct RowChange {
    std::string column;  ///< quoted
    std::string value;
    std::string where;  ///< rows that it changes; "" for all
};

/// One a column whose values change.
std::vector<RowChange> row_changes(const Course& course, const TableMatch& table);

/// Why an UPDATE in place would not do what the copy of a rebuild does; "" where it would.
std::string why_not_updated(const Course& course, const TableMatch& table);

/// What stands between `--@ edit t` and `--@ end`: an UPDATE where values change, and the new CREATE TABLE.
std::vector<std::string> edit_statements(const Course& course, const TableMatch& table);

}  // namespace varve::compiler
