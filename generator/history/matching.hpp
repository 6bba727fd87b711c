#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler {

/// SQLite's equality of names: ASCII letters without case.
bool same_name(std::string_view a, std::string_view b);
bool holds_name(const std::vector<std::string>& names, std::string_view wanted);

struct ColumnMatch {
    const Column* before;
    const Column* after;
};

/// One table in both schemas. Columns that stand in one schema alone are in no match.
struct TableMatch {
    const Table* before;
    const Table* after;
    std::vector<ColumnMatch> columns;  ///< in the order of `after`

    const Column* before_of(const Column& after_column) const;  ///< null: the column is new
    const Column* after_of(const Column& before_column) const;  ///< null: the column is gone
};

/// What became of what: by `was`, else by the same name. Points into both schemas.
struct Matching {
    std::vector<TableMatch> tables;  ///< in the order of `after`
    std::vector<const Table*> created;
    std::vector<const Table*> dropped;

    const TableMatch* of_after(const Table& after) const;
    const TableMatch* of_before(std::string_view table) const;
};

Matching match(const Schema& before, const Schema& after);

/// The enums of `before` whose values become those of an enum today: the one of its name, and those of
/// columns that are of it now.
std::vector<const Enum*> predecessors(const Schema& before, std::string_view name, const Matching& matching);

}  // namespace varve::compiler
