#pragma once

#include <string>

#include "runtime/src/catalog.hpp"

struct sqlite3;

namespace varve::compiler {

/// What a virtual table holds.
struct VirtualContent {
    std::string sql;    ///< gives it to a new one; "" for nothing
    std::string facts;  ///< what no SQL tells: the terms of a full text index, its settings
};

/// Throws NotBaked for a module that is not SQLite's own: what it holds cannot be known.
VirtualContent content_of_virtual(sqlite3* db, const detail::TableFacts& table);

}  // namespace varve::compiler
