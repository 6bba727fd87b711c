#include "runtime/src/connection_setup.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <limits>

#include "runtime/src/open_failure.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

/// Builds of SQLite exist that read any name with `file:` in front as a URI, whether asked to or not.
std::string plain_path(const std::string& path) {
    return path.rfind("file:", 0) == 0 ? "./" + path : path;
}

void check_path(const ConnectionOptions& options) {
    const std::string& path = options.path;
    if (path.empty()) throw Error(ErrorCode::misuse, "cannot open a database: the path is empty");
    if (path.find('\0') != std::string::npos)
        throw Error(ErrorCode::misuse, "cannot open a database: the path holds a NUL");
    std::error_code ignored;
    const std::filesystem::file_status status = std::filesystem::status(path, ignored);
    if (std::filesystem::is_other(status))
        throw Error(ErrorCode::io, fmt::format("cannot open `{}`: it is no regular file", path));
    if (options.create && !options.read_only && status.type() == std::filesystem::file_type::not_found)
        refuse_left_over(path);
}

void give_key(sqlite3* db, const ConnectionOptions& options) {
    if (options.key.empty()) return;
#ifdef SQLITE_HAS_CODEC
    if (sqlite3_key(db, options.key.data(), static_cast<int>(options.key.size())) != SQLITE_OK)
        throw_sqlite(db, fmt::format("cannot give `{}` its key", options.path));
#else
    (void)db;
    throw Error(
        ErrorCode::misuse,
        fmt::format("cannot open `{}` with a key: this build of SQLite has no encryption", options.path));
#endif
}

void defend(sqlite3* db) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

bool is_trusted(sqlite3* db) {
    int on = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &on);
    return on == 1;
}

void set_trusted(sqlite3* db, bool on) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, on ? 1 : 0, static_cast<int*>(nullptr));
}

void enforce_foreign_keys(sqlite3* db) {
    int on = 0;
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, &on);
    if (on != 1)
        throw Error(ErrorCode::misuse, "this build of SQLite does not enforce foreign keys: link another");
}

const char* name_of(Synchronous synchronous) {
    switch (synchronous) {
        case Synchronous::normal:
            return "PRAGMA synchronous=NORMAL";
        case Synchronous::full:
            return "PRAGMA synchronous=FULL";
        case Synchronous::extra:
            return "PRAGMA synchronous=EXTRA";
    }
    return "PRAGMA synchronous=FULL";
}

}  // namespace

bool search_needs_trust() noexcept {
    return sqlite3_libversion_number() < 3'044'000;
}

void trust_search_tables(sqlite3* db) {
    if (!search_needs_trust()) return;
    constexpr std::string_view virtual_tables =
        "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND rootpage = 0";
    constexpr std::string_view or_json =
        "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND rootpage = 0 OR sql LIKE '%json%'";
    const bool json_needs_trust = sqlite3_libversion_number() < 3'041'000;
    const bool before = is_trusted(db);
    set_trusted(db, true);
    std::int64_t found = 0;
    try {
        found =
            query_integer(db, json_needs_trust ? or_json : virtual_tables, "cannot look for search tables");
    } catch (...) {
        set_trusted(db, before);
        throw;
    }
    set_trusted(db, before || found != 0);
}

int busy_timeout_of(std::int64_t deadline_ms) {
    return static_cast<int>(std::clamp<std::int64_t>(deadline_ms, 0, std::numeric_limits<int>::max()));
}

void open_file(sqlite3** handle, const ConnectionOptions& options) {
    check_path(options);
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    flags |= options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(plain_path(options.path).c_str(), handle, flags, nullptr);
    if (code != SQLITE_OK) throw_cannot_open(*handle, code, options);
}

void configure(sqlite3* db, const ConnectionOptions& options) {
    sqlite3_busy_timeout(db, busy_timeout_of(options.busy_deadline_ms));
    give_key(db, options);
    defend(db);
    if (options.configure != nullptr) options.configure(options.configure_context, db);
    // SQLite 3.38 to 3.40 take their own JSON functions for unsafe, and a schema that calls them for
    // malformed (measured). Reading a schema calls nothing.
    if (search_needs_trust()) set_trusted(db, true);
    sqlite3_stmt* probe = nullptr;
    int code = sqlite3_prepare_v2(db, "SELECT count(*) FROM sqlite_schema", -1, &probe, nullptr);
    if (code == SQLITE_OK)
        code = sqlite3_step(probe) == SQLITE_ROW ? SQLITE_OK : sqlite3_extended_errcode(db);
    sqlite3_finalize(probe);
    if (code != SQLITE_OK) throw_cannot_open(db, code, options);
    // SQLite falls back to reading only, silently, and even BEGIN IMMEDIATE succeeds then.
    if (!options.read_only && sqlite3_db_readonly(db, "main") == 1) throw_cannot_write(options.path);
    set_trusted(db, false);
    trust_search_tables(db);
    enforce_foreign_keys(db);
    run_statement(db, "PRAGMA cell_size_check=ON", "cannot set `cell_size_check`");
    run_statement(db, "PRAGMA mmap_size=0", "cannot set `mmap_size`");
    if (!options.read_only) set_journal_mode(db, options);
    run_statement(db, name_of(options.synchronous), "cannot set `synchronous`");
}

std::string place_of_error(sqlite3* db, std::ptrdiff_t begin) {
#if SQLITE_VERSION_NUMBER >= 3038000
    if (int offset = sqlite3_error_offset(db); offset >= 0)
        return fmt::format("cannot run SQL at byte {}", begin + offset);
#endif
    (void)db;
    return begin == 0 ? "cannot run SQL" : fmt::format("cannot run the SQL that begins at byte {}", begin);
}

}  // namespace varve::detail
