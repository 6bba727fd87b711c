#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "runtime/src/catalog.hpp"

struct sqlite3;

namespace varve::detail {

using DumpSink = std::function<void(std::string_view)>;

/// Writes rows of one database as SQL, every value bit by bit: NULs, infinities and whatever else no literal
/// says are computed from what one can.
class DumpRows {
public:
    DumpRows(sqlite3* db, DumpSink sink);

    /// INSERTs of a table's rows in the order of its rowids, or of the key that it is kept in.
    void table(const TableFacts& table) const;

    /// What fills a virtual table again. Throws CommandError where nothing does.
    void virtual_table(const TableFacts& table) const;

    /// Rows of these columns, read as `order` says.
    void rows(std::string_view table, std::string_view columns, std::string_view order) const;

private:
    void search_settings(const TableFacts& table) const;

    sqlite3* db_;
    DumpSink sink_;
    bool utf8_;
};

}  // namespace varve::detail
