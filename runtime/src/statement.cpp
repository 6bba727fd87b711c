#include "runtime/src/statement.hpp"

#include <sqlite3.h>

#include "runtime/src/sqlite_error.hpp"

namespace varve::detail {

Statement::Statement(sqlite3* db, std::string_view sql, std::string_view tried) : db_(db), tried_(tried) {
    int code = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
    if (code != SQLITE_OK) throw_sqlite(db, tried);
}

Statement::~Statement() {
    sqlite3_finalize(statement_);
}

void Statement::bind(int at, std::string_view text) {
    int code = sqlite3_bind_text64(statement_, at, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    if (code != SQLITE_OK) throw_sqlite(db_, tried_);
}

void Statement::bind_kept(int at, std::string_view text) {
    // Without an address it would be NULL.
    const char* data = text.data() == nullptr ? "" : text.data();
    int code = sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    if (code != SQLITE_OK) throw_sqlite(db_, tried_);
}

void Statement::bind(int at, std::int64_t value) {
    if (sqlite3_bind_int64(statement_, at, value) != SQLITE_OK) throw_sqlite(db_, tried_);
}

void Statement::bind_null(int at) {
    if (sqlite3_bind_null(statement_, at) != SQLITE_OK) throw_sqlite(db_, tried_);
}

bool Statement::step() {
    int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    throw_sqlite(db_, tried_);
}

void Statement::run() {
    while (step()) {
    }
}

void Statement::reset() {
    sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
    const unsigned char* bytes = sqlite3_column_text(statement_, column);
    if (bytes == nullptr) return {};
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return {reinterpret_cast<const char*>(bytes), size};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t query_integer(sqlite3* db, std::string_view sql, std::string_view tried) {
    Statement statement(db, sql, tried);
    return statement.step() ? statement.integer(0) : 0;
}

std::string query_text(sqlite3* db, std::string_view sql, std::string_view tried) {
    Statement statement(db, sql, tried);
    return statement.step() ? statement.text(0) : std::string();
}

void run_statement(sqlite3* db, std::string_view sql, std::string_view tried) {
    Statement(db, sql, tried).run();
}

std::string quote_name(std::string_view name) {
    std::string quoted = "\"";
    for (char c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace varve::detail
