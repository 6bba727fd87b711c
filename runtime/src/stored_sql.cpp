#include "runtime/src/stored_sql.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>

#include "runtime/src/catalog.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr const char* tried = "cannot measure the database";

/// Steps between two looks at the budget.
constexpr int steps_at_once = 100'000;
/// What any file is given: half a second or so.
constexpr std::int64_t least_steps = 50'000'000;
/// A rebuild takes two or three for each byte of the table.
constexpr std::int64_t steps_per_byte = 20;
constexpr std::int64_t least_length = 16 << 20;
/// A rebuild needs the table twice, its indexes three times.
constexpr std::int64_t most_growth = 3;
constexpr std::int64_t least_pages = 16'384;
constexpr int longest_pattern = 1'000;

bool is_module_of_sqlite(const std::string& module) {
    constexpr std::string_view modules[] = {"fts3", "fts4", "fts5", "geopoly", "rtree", "rtree_i32"};
    return std::find(std::begin(modules), std::end(modules), fold(module)) != std::end(modules);
}

/// ALTER TABLE looks through the TEMP schema for what names the table.
bool is_of_this_file(const std::string& database, const std::string& table) {
    return database.empty() || database == "main" ||
           (database == "temp" && (table == "sqlite_temp_master" || table == "sqlite_temp_schema"));
}

std::string why_not_there(const std::string& database, const std::string& table) {
    if (!is_of_this_file(database, table))
        return fmt::format("SQL that came out of a database may not touch the database `{}`", database);
    if (fold(table) == "sqlite_dbpage") return "SQL that came out of a database may not touch its pages";
    return {};
}

}  // namespace

std::string why_not_stored(int action, const std::string& first, const std::string& second,
                           const std::string& database) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_RECURSIVE:
        case SQLITE_FUNCTION:
        case SQLITE_PRAGMA:
            return {};
        case SQLITE_ALTER_TABLE:
            return why_not_there(first, second);
        case SQLITE_CREATE_VTABLE:
            if (!is_module_of_sqlite(second))
                return fmt::format(
                    "`{}` is not a module of SQLite: SQL that came out of a database may not "
                    "make a table of it",
                    second);
            return why_not_there(database, first);
        case SQLITE_READ:
        case SQLITE_INSERT:
        case SQLITE_UPDATE:
        case SQLITE_DELETE:
        case SQLITE_CREATE_INDEX:
        case SQLITE_CREATE_TABLE:
        case SQLITE_CREATE_TRIGGER:
        case SQLITE_CREATE_VIEW:
        case SQLITE_DROP_INDEX:
        case SQLITE_DROP_TABLE:
        case SQLITE_DROP_TRIGGER:
        case SQLITE_DROP_VIEW:
        case SQLITE_DROP_VTABLE:
        case SQLITE_REINDEX:
        case SQLITE_ANALYZE:
            return why_not_there(database, first);
        default:
            return "SQL that came out of a database may change tables, indexes, views, triggers and rows, "
                   "nothing else";
    }
}

std::string_view stored_registration_hint(std::string_view message) noexcept {
    // SQLite's words for one that a CHECK or a generated column calls.
    constexpr std::string_view within_a_table = "unknown function: ";
    if (registration_hint(message).empty() && message.find(within_a_table) == std::string_view::npos)
        return {};
    return "; what an application registers is not there for SQL that came out of a database: let the "
           "program "
           "that wrote it take it back";
}

StoredSqlBudget::StoredSqlBudget(sqlite3* db) : db_(db) {
    const std::int64_t pages = query_integer(db, "PRAGMA main.page_count", tried);
    const std::int64_t bytes = pages * query_integer(db, "PRAGMA main.page_size", tried);
    most_steps_ = steps_left_ = least_steps + bytes * steps_per_byte;
    most_pages_ = least_pages + pages * most_growth;
    pages_before_ = query_integer(db, "PRAGMA main.max_page_count", tried);
    const std::int64_t length =
        std::clamp<std::int64_t>(bytes, least_length, std::numeric_limits<int>::max());
    length_before_ = sqlite3_limit(db, SQLITE_LIMIT_LENGTH, static_cast<int>(length));
    pattern_before_ = sqlite3_limit(db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, longest_pattern);
    query_integer(db, fmt::format("PRAGMA main.max_page_count={}", most_pages_), tried);
    sqlite3_progress_handler(db, steps_at_once, &StoredSqlBudget::count, this);
}

StoredSqlBudget::~StoredSqlBudget() {
    sqlite3_progress_handler(db_, 0, nullptr, nullptr);
    sqlite3_limit(db_, SQLITE_LIMIT_LENGTH, length_before_);
    sqlite3_limit(db_, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, pattern_before_);
    const std::string pages = fmt::format("PRAGMA main.max_page_count={}", pages_before_);
    sqlite3_exec(db_, pages.c_str(), nullptr, nullptr, nullptr);
}

int StoredSqlBudget::count(void* self) {
    auto& budget = *static_cast<StoredSqlBudget*>(self);
    budget.steps_left_ -= steps_at_once;
    return budget.steps_left_ <= 0 ? 1 : 0;
}

std::string StoredSqlBudget::what_was_spent(int sqlite_code) const {
    switch (sqlite_code & 0xff) {
        case SQLITE_INTERRUPT:
            if (steps_left_ > 0) return {};
            return fmt::format(
                "it had not ended after {} million steps of SQLite's machine, and seems to go on for ever",
                most_steps_ / 1'000'000);
        case SQLITE_FULL:
            return fmt::format("it needs more than {} pages, or the disk is full", most_pages_);
        default:
            return {};
    }
}

}  // namespace varve::detail
