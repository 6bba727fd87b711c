#pragma once

#include <string>

#include "generator/sqlite/render.hpp"

struct sqlite3;

namespace varve::compiler::sqlite {

/// A statement that would fire the trigger, which must exist: SQLite compiles a trigger only when it is used.
std::string firing_statement(sqlite3* db, const Schema& schema, const Statement& trigger);

}  // namespace varve::compiler::sqlite
