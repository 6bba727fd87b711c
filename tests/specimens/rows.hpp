#pragma once

#include <map>
#include <string>
#include <vector>

struct sqlite3;

namespace varve::tests {

/// Every row of every table of ours, as SQL literals: table → rows → `column=value`, rowids included where
/// they can be seen.
using Rows = std::map<std::string, std::vector<std::string>>;

Rows read_rows(sqlite3* db);

}  // namespace varve::tests
