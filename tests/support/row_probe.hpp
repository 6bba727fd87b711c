#pragma once

#include <map>
#include <string>
#include <vector>

struct sqlite3;

namespace varve::compiler::testing {

/// What stands in a table, read by SQL and pragmas alone: nothing of varve has a say in it.
struct ProbedTable {
    std::vector<std::string>
        columns;  ///< those that hold values of their own; "rowid" behind them where it is hidden
    std::vector<std::vector<std::string>> rows;  ///< cells with their storage class
    std::string mark;                            ///< of AUTOINCREMENT; "" for none

    /// The rows' cells of some columns, sorted; columns that are not there are not looked at.
    std::vector<std::string> projected(const std::vector<std::string>& names) const;
};

/// Every table that is neither SQLite's, varve's nor a virtual table's, by its name.
std::map<std::string, ProbedTable> probe_rows(sqlite3* db);

/// The rows of a query, cells joined by `|`, NULL as `~`. Throws std::runtime_error.
std::vector<std::string> probe(sqlite3* db, const std::string& sql);

}  // namespace varve::compiler::testing
