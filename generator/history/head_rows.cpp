#include "generator/history/head_rows.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdint>

#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/row_inserts.hpp"
#include "runtime/src/sql_literal.hpp"

namespace varve::compiler {
namespace {

/// SQLite takes a million bytes by default.
constexpr std::size_t most_of_a_row = 500000;

/// What a program carries of a table.
class CarriedRows {
public:
    explicit CarriedRows(std::string head)
        : inserts_(std::move(head), [this](std::string_view sql) { sql_ += sql; }) {}

    void add(const Row& row) {
        std::string values;
        for (const Cell& cell : row)
            values += (values.empty() ? "(" : ", ") + exact_literal(cell);
        values += ')';
        if (values.size() > most_of_a_row) throw NotBaked("one is too long for a statement");
        inserts_.add(values);
        if (sql_.size() > most_baked_bytes) throw NotBaked("they are too many to be carried");
    }

    std::string take() {
        inserts_.end();
        return std::move(sql_);
    }

private:
    std::string sql_;
    detail::RowInserts inserts_;
};

}  // namespace

std::string exact_literal(const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
    if (const auto* real = std::get_if<double>(&cell)) return detail::sql_literal(*real);
    if (const auto* text = std::get_if<std::string>(&cell)) return detail::sql_text_literal(*text);
    if (const auto* blob = std::get_if<BlobCell>(&cell)) return detail::sql_blob_literal(blob->bytes);
    return "NULL";
}

std::string insert_rows(sqlite3* db, const std::string& table, const std::string& columns,
                        std::string_view order) {
    const std::string name = "main." + sqlite::quote(table);
    Prepared query(db, fmt::format("SELECT {} FROM {} {}", columns, name, order));
    CarriedRows inserts(fmt::format("INSERT INTO {}({}) VALUES\n", name, columns));
    int code = query.step();
    for (; code == SQLITE_ROW; code = query.step())
        inserts.add(query.row());
    if (code != SQLITE_DONE) throw Error(ErrorCode::sqlite, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
    return inserts.take();
}

std::string insert_rows(sqlite3* db, const detail::TableFacts& table) {
    // An index that covers the columns would be read in its own order.
    return insert_rows(db, table.name, detail::stored_columns(table), "NOT INDEXED");
}

}  // namespace varve::compiler
