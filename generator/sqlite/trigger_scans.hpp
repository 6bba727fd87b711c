#pragma once

#include <string>
#include <utility>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// The triggers whose statements read a whole table for each row that they fire for, and that table, though
/// their WHERE speaks of the row: as SQLite plans them on a database of this schema, without statistics. Each
/// pair once. What SQLite does not compile here, as what stands on unmanaged objects, is left out.
std::vector<std::pair<std::string, std::string>> trigger_scans(const Schema& schema);

}  // namespace varve::compiler::sqlite
