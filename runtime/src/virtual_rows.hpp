#pragma once

#include <string>
#include <string_view>

#include "runtime/src/catalog.hpp"

struct sqlite3;

namespace varve::detail {

/// The word behind USING, folded; "" where none is.
std::string module_of(const std::string& sql);

/// Whether tables of the module only show what others hold.
bool holds_nothing(std::string_view module);

/// The columns that an INSERT into a virtual table may name, behind the one that holds the rowid.
std::string virtual_columns(sqlite3* db, const std::string& table, std::string rowid);

/// Fills a search with the terms of the table that it searches.
std::string rebuild_search(const std::string& table);

/// How the rows of a virtual table are written as SQL.
struct VirtualRows {
    std::string columns;   ///< of an INSERT; "" where there is none
    std::string order;     ///< of the SELECT
    bool rebuild = false;  ///< instead: rebuild_search()
    std::string problem;   ///< why there is no way; "" else
};

VirtualRows rows_of_virtual(sqlite3* db, const TableFacts& table);

}  // namespace varve::detail
