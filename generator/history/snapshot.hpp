#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "generator/history/cells.hpp"
#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler {

/// The name under which a hidden rowid is kept: no column has it.
inline constexpr const char* rowid_column = "";

struct TableSnapshot {
    std::vector<std::string> columns;  ///< folded names; `rowid_column` where the rowid is hidden
    std::vector<Row> rows;
    std::optional<std::int64_t> mark;  ///< of AUTOINCREMENT

    /// The rows' values of some columns, sorted: equal exactly when the same rows are there. All columns must
    /// be.
    std::vector<Row> projected(const std::vector<std::string>& names) const;
    bool has(const std::string& column) const;
};

/// All rows of a schema's tables, by folded name. A generated column holds nothing of its own and is left
/// out: it is what its row's other columns make it.
using Snapshot = std::map<std::string, TableSnapshot>;

Snapshot take_snapshot(sqlite3* db, const Schema& schema);

}  // namespace varve::compiler
