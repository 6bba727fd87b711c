#pragma once

#include <cstddef>
#include <vector>

#include "generator/model/schema.hpp"

struct sqlite3;

namespace varve::compiler::sqlite {

/// Registers on the build's own connection what the application registers on its: a collation that compares
/// bytes, a function that gives NULL, a tokenizer that does what FTS5's `unicode61` and FTS3's `simple` do, a
/// module whose tables hold nothing and take whatever is written. What SQLite itself brings is left alone.
/// The stand-ins last as long as the connection. `calls` counts how often a function, a collation or a module
/// is asked for what the application's own would say; it must live as long. Throws Error(sqlite) when SQLite
/// takes none.
void register_stand_ins(sqlite3* db, const std::vector<Requirement>& requirements,
                        std::size_t* calls = nullptr);

}  // namespace varve::compiler::sqlite
