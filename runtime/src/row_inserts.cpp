#include "runtime/src/row_inserts.hpp"

#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

/// Long enough that few statements are prepared, and short enough for a literal of C++.
constexpr std::size_t statement_size = 15000;

}  // namespace

std::string stored_columns(const TableFacts& table) {
    std::string columns = table.integer_key ? "" : rowid_name(table);
    for (const ColumnFacts& column : table.columns)
        if (!column.generated) columns += (columns.empty() ? "" : ", ") + quote_name(column.name);
    return columns;
}

void RowInserts::add(std::string_view values) {
    if (size_ + values.size() > statement_size) end();
    sink_(size_ == 0 ? std::string_view(head_) : std::string_view(",\n"));
    sink_(values);
    size_ += values.size() + 2;
}

void RowInserts::end() {
    if (size_ != 0) sink_(";\n");
    size_ = 0;
}

}  // namespace varve::detail
