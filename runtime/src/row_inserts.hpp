#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "runtime/src/catalog.hpp"

namespace varve::detail {

/// The columns that make a table's rows what they are, as an INSERT names them: rowids first, where they can
/// be named and no column holds them; no generated columns.
std::string stored_columns(const TableFacts& table);

/// INSERT statements, each with as many rows as a statement of 15,000 bytes holds, one row a line.
class RowInserts {
public:
    /// `head` is "INSERT INTO t(a) VALUES\n"; the sink gets the text in pieces.
    RowInserts(std::string head, std::function<void(std::string_view)> sink)
        : head_(std::move(head)), sink_(std::move(sink)) {}

    void add(std::string_view values);  ///< "(1, 'a')"
    void end();

private:
    std::string head_;
    std::function<void(std::string_view)> sink_;
    std::size_t size_ = 0;  ///< of the statement that is open
};

}  // namespace varve::detail
