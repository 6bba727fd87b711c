#pragma once

#include <string>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// Why ALTER TABLE ADD COLUMN does not take the column on a table with rows; "" where it does.
std::string why_not_added(const Schema& schema, const Table& table, const Column& column);

/// Why ALTER TABLE DROP COLUMN does not take the column away, once the indexes that name it are gone; ""
/// where it does.
std::string why_not_dropped(const Course& course, const Table& table, const Column& column);

/// Why ALTER TABLE cannot give the columns their new names; "" where it can.
std::string why_not_renamed(const TableMatch& table);

/// The statements that ALTER TABLE is left with: renames, new columns, and those that go.
std::vector<std::string> alter_statements(const Course& course, const TableMatch& table);

}  // namespace varve::compiler
