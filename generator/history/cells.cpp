#include "generator/history/cells.hpp"

#include <sqlite3.h>

#include "runtime/include/varve/error.hpp"

namespace varve::compiler {
namespace {

std::string bytes_of(const void* data, int size) {
    return size == 0 ? std::string()
                     : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace

Prepared::Prepared(sqlite3* db, std::string_view sql) {
    const int code = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
    if (code != SQLITE_OK) throw Error(ErrorCode::sqlite, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
}

Prepared::~Prepared() {
    sqlite3_finalize(statement_);
}

void Prepared::bind(int at, const Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
        sqlite3_bind_int64(statement_, at, *integer);
    } else if (const auto* real = std::get_if<double>(&cell)) {
        sqlite3_bind_double(statement_, at, *real);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        sqlite3_bind_text(statement_, at, text->data(), static_cast<int>(text->size()), SQLITE_TRANSIENT);
    } else if (const auto* blob = std::get_if<BlobCell>(&cell)) {
        // An empty blob needs an address, or it would be bound as NULL.
        sqlite3_bind_blob(statement_, at, blob->bytes.empty() ? "" : blob->bytes.data(),
                          static_cast<int>(blob->bytes.size()), SQLITE_TRANSIENT);
    } else {
        sqlite3_bind_null(statement_, at);
    }
}

int Prepared::step() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW) sqlite3_reset(statement_);
    return code;
}

Cell Prepared::cell(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return std::int64_t{sqlite3_column_int64(statement_, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement_, column);
        case SQLITE_TEXT: {
            const void* text = sqlite3_column_text(statement_, column);
            return bytes_of(text, sqlite3_column_bytes(statement_, column));
        }
        case SQLITE_BLOB: {
            const void* blob = sqlite3_column_blob(statement_, column);
            return BlobCell{bytes_of(blob, sqlite3_column_bytes(statement_, column))};
        }
        default:
            return std::monostate();
    }
}

Row Prepared::row() const {
    Row row;
    const int columns = sqlite3_column_count(statement_);
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column != columns; ++column)
        row.push_back(cell(column));
    return row;
}

std::vector<Row> rows_of(sqlite3* db, std::string_view sql) {
    Prepared query(db, sql);
    std::vector<Row> rows;
    int code = query.step();
    for (; code == SQLITE_ROW; code = query.step())
        rows.push_back(query.row());
    if (code != SQLITE_DONE) throw Error(ErrorCode::sqlite, sqlite3_errmsg(db), sqlite3_extended_errcode(db));
    return rows;
}

std::int64_t count_of(sqlite3* db, std::string_view sql) {
    const std::vector<Row> rows = rows_of(db, sql);
    const auto* count = rows.empty() ? nullptr : std::get_if<std::int64_t>(&rows.front().front());
    return count == nullptr ? 0 : *count;
}

}  // namespace varve::compiler
