#pragma once

#include <string_view>

struct sqlite3;

namespace varve::compiler {

/// Deletes the rows that a normalised script's pre-flight queries find. A row that others refer to, and one
/// that its query does not name by the table's columns, stays.
void take_out_offenders(sqlite3* db, std::string_view script);

}  // namespace varve::compiler
