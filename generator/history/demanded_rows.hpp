#pragma once

#include <string>
#include <vector>

#include "generator/history/row_after.hpp"

namespace varve::compiler {

/// A query of rows that stand against a step, as `--@ preflight` carries it.
struct RowQuery {
    std::string words;  ///< what is wrong with a row: "`phone` is NULL"
    std::string sql;    ///< a SELECT of the rows' keys
};

/// "SELECT "id" FROM "users" WHERE …", by the key of the table as it stands before. "" where no column tells
/// rows apart.
std::string select_keys(const RowAfter& row, const std::string& where);

/// The columns that tell the old table's rows apart, as SQL; the rowid where it has no key.
std::vector<std::string> key_of(const Table& table);

/// `(CAST(age AS INTEGER))` as a column's `convert`: the type; "" for every other expression. It says which
/// type, and nothing of the values that are not of it.
std::string bare_cast(const Column& old, const Column& column);

// Each asks for what an older constraint did not promise already.

void find_misfits(const RowAfter& row, std::vector<RowQuery>& found);  ///< NULLs, classes of storage, checks
void find_twins(const RowAfter& row, std::vector<RowQuery>& found);    ///< duplicates
void find_strays(const RowAfter& row, std::vector<RowQuery>& found);   ///< references to nothing
void find_conversions(const RowAfter& row,
                      std::vector<RowQuery>& found);  ///< values that a convert would lose

}  // namespace varve::compiler
