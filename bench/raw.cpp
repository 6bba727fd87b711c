#include "bench/raw.hpp"

#include <sqlite3.h>

#include <cstdlib>

#include "bench/data.hpp"

namespace bench::raw {
namespace {

void check(bool good) {
    if (!good) std::abort();
}

sqlite3_stmt* prepare(sqlite3* db, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) == SQLITE_OK);
    return statement;
}

void execute(sqlite3* db, const char* sql) {
    check(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

constexpr char by_id[] = "SELECT id, email, full_name, is_active, created_at FROM users WHERE id = ?";
constexpr char by_email[] = "SELECT id, email, full_name, is_active, created_at FROM users WHERE email = ?";

struct Row {
    std::int64_t id;
    std::string_view email;
    std::string_view full_name;
    bool has_full_name;
    bool is_active;
    std::int64_t created_at;
};

std::string_view text(sqlite3_stmt* s, int column) {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(s, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(s, column))};
}

Row read(sqlite3_stmt* s) {
    Row row;
    row.id = sqlite3_column_int64(s, 0);
    row.email = text(s, 1);
    row.has_full_name = sqlite3_column_type(s, 2) != SQLITE_NULL;
    if (row.has_full_name) row.full_name = text(s, 2);
    row.is_active = sqlite3_column_int(s, 3) != 0;
    row.created_at = sqlite3_column_int64(s, 4);
    return row;
}

std::int64_t weigh(const Row& row) {
    return row.id + static_cast<std::int64_t>(row.email.size()) + row.is_active;
}

constexpr char insertion[] =
    "INSERT INTO users (email, full_name, is_active, created_at) VALUES (?, ?, ?, ?)";

void run(sqlite3_stmt* s) {
    check(sqlite3_step(s) == SQLITE_DONE);
    sqlite3_reset(s);
}

void insert_one(sqlite3* db, sqlite3_stmt* s, std::int64_t i) {
    const Address address(i);
    sqlite3_bind_text(s, 1, address.buffer, address.size, SQLITE_STATIC);
    sqlite3_bind_text(s, 2, "Ada Lovelace", 12, SQLITE_STATIC);
    sqlite3_bind_int64(s, 3, i % 3 != 0);
    sqlite3_bind_int64(s, 4, 1700000000000 + i);
    run(s);
    check(sqlite3_last_insert_rowid(db) == i);
}

}  // namespace

void insert(sqlite3* db, std::int64_t rows) {
    sqlite3_stmt* s = prepare(db, insertion);
    execute(db, "BEGIN IMMEDIATE");
    for (std::int64_t i = 1; i <= rows; ++i)
        insert_one(db, s, i);
    execute(db, "COMMIT");
    sqlite3_finalize(s);
}

void insert_alone(sqlite3* db, std::int64_t rows) {
    sqlite3_stmt* s = prepare(db, insertion);
    sqlite3_stmt* begin = prepare(db, "BEGIN IMMEDIATE");
    sqlite3_stmt* commit = prepare(db, "COMMIT");
    for (std::int64_t i = 1; i <= rows; ++i) {
        run(begin);
        insert_one(db, s, i);
        run(commit);
    }
    for (sqlite3_stmt* each : {s, begin, commit})
        sqlite3_finalize(each);
}

std::int64_t find(sqlite3* db, std::int64_t rows) {
    sqlite3_stmt* s = prepare(db, by_id);
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i != rows; ++i) {
        sqlite3_bind_int64(s, 1, scattered(i, rows));
        check(sqlite3_step(s) == SQLITE_ROW);
        sum += weigh(read(s));
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    return sum;
}

std::int64_t find_together(sqlite3* db, std::int64_t rows) {
    execute(db, "BEGIN");
    const std::int64_t sum = find(db, rows);
    execute(db, "COMMIT");
    return sum;
}

std::int64_t scan(sqlite3* db, std::int64_t) {
    sqlite3_stmt* s = prepare(db, "SELECT id, email, full_name, is_active, created_at FROM users");
    execute(db, "BEGIN");
    std::int64_t sum = 0;
    int code = 0;
    while ((code = sqlite3_step(s)) == SQLITE_ROW)
        sum += weigh(read(s));
    check(code == SQLITE_DONE);
    sqlite3_finalize(s);
    execute(db, "COMMIT");
    return sum;
}

std::int64_t update(sqlite3* db, std::int64_t rows) {
    sqlite3_stmt* s = prepare(db, "UPDATE users SET full_name = ? WHERE id = ?");
    execute(db, "BEGIN IMMEDIATE");
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i != rows; ++i) {
        sqlite3_bind_text(s, 1, "Grace Hopper", 12, SQLITE_STATIC);
        sqlite3_bind_int64(s, 2, scattered(i, rows));
        check(sqlite3_step(s) == SQLITE_DONE);
        sum += sqlite3_changes(db);
        sqlite3_reset(s);
    }
    execute(db, "COMMIT");
    sqlite3_finalize(s);
    return sum;
}

std::int64_t find_email(sqlite3* db, std::int64_t rows) {
    sqlite3_stmt* s = prepare(db, by_email);
    execute(db, "BEGIN");
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i != rows; ++i) {
        const Address address(scattered(i, rows));
        sqlite3_bind_text(s, 1, address.buffer, address.size, SQLITE_STATIC);
        check(sqlite3_step(s) == SQLITE_ROW);
        sum += weigh(read(s));
        sqlite3_reset(s);
    }
    sqlite3_finalize(s);
    execute(db, "COMMIT");
    return sum;
}

}  // namespace bench::raw
