#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "generator/history/cells.hpp"
#include "runtime/src/catalog.hpp"

struct sqlite3;

namespace varve::compiler {

/// Why what a database holds cannot be written as SQL that makes the same: new databases replay the chain.
class NotBaked : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// A value that any SQLite reads as these very bits, in a database whose text is UTF-8.
std::string exact_literal(const Cell& cell);

/// INSERT statements of all rows of a table, in the order of its rowids, which stand beside the rows where
/// they can be named; "" for none. Throws NotBaked when they are too many.
std::string insert_rows(sqlite3* db, const detail::TableFacts& table);

/// The same of these columns, read as `order` says.
std::string insert_rows(sqlite3* db, const std::string& table, const std::string& columns,
                        std::string_view order);

/// How many bytes of rows a program carries at most.
inline constexpr std::size_t most_baked_bytes = 4U << 20U;

}  // namespace varve::compiler
