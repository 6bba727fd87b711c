#pragma once

#include <string>

struct sqlite3_stmt;

namespace varve::detail {

/// The columns of a query, as the key of its rows: "id", "(post_id, tag)".
std::string key_names(sqlite3_stmt* statement);

/// The row that stands ready: "4", "(1, 'news')". What is long is cut.
std::string key_of_row(sqlite3_stmt* statement);

}  // namespace varve::detail
