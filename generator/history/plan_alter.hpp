#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// Why ALTER TABLE does not do something to a table with rows, and what it would do.
struct Hindrance {
    std::string why;
    std::string cheaper;  ///< "" where nothing else would serve
};

/// Against ADD COLUMN; nothing where SQLite takes it.
std::optional<Hindrance> why_not_added(const Schema& schema, const Table& table, const Column& column);

/// Against DROP COLUMN, once the indexes that name the column are gone.
std::optional<Hindrance> why_not_dropped(const Course& course, const Table& table, const Column& column);

/// Against RENAME COLUMN, for all the new names of a table.
std::optional<Hindrance> why_not_renamed(const TableMatch& table);

/// DROP COLUMN writes every row anew for each column, a rebuild once for all, and the indexes (measured: an
/// index costs as much as a column that goes, a copy as two).
std::optional<Hindrance> why_not_so_many(const TableMatch& table);

/// The statements that ALTER TABLE is left with: renames, new columns, and those that go.
std::vector<std::string> alter_statements(const Course& course, const TableMatch& table);

}  // namespace varve::compiler
