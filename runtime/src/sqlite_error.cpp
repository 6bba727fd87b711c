#include "runtime/src/sqlite_error.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

namespace varve::detail {

namespace {

std::string_view way_out(int extended_code) {
    switch (extended_code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return "; another connection holds the database: try again when it is done";
        case SQLITE_NOTADB:
            return "; it is another kind of file, or a database encrypted with another key; it was not "
                   "touched";
        case SQLITE_CORRUPT:
            return "; the file is damaged or could not be read: make a copy before anything else";
        case SQLITE_FULL:
            return "; make room on the disk and try again";
        default:
            return "";
    }
}

}  // namespace

std::string last_message(sqlite3* db) {
    return without_guess(sqlite3_errmsg(db));
}

std::string without_guess(std::string said) {
    constexpr std::string_view unknown = "no such column: \"";
    constexpr std::string_view guess = "\" - should this be a string literal in single-quotes?";
    const std::size_t at = said.find(unknown);
    const std::size_t end = said.find(guess);
    if (at == std::string::npos || end == std::string::npos) return said;
    said.erase(end, guess.size());
    said.erase(at + unknown.size() - 1, 1);
    return said;
}

std::string_view registration_hint(std::string_view message) noexcept {
    for (const std::string_view complaint :
         {"no such collation sequence: ", "no such function: ", "no such tokenizer: ", "no such module: ",
          "unknown tokenizer: "})
        if (message.find(complaint) != std::string_view::npos)
            return "; what an application registers in `configure` exists in that application only: let it "
                   "run this, `varve` cannot";
    return "";
}

ErrorCode error_code_of(int extended_code) noexcept {
    switch (extended_code & 0xff) {
        case SQLITE_CONSTRAINT:
            return ErrorCode::constraint;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return ErrorCode::busy;
        // A failing read may surface as CORRUPT (measured), so it is no verdict on the file.
        case SQLITE_CORRUPT:
        case SQLITE_IOERR:
        case SQLITE_FULL:
        case SQLITE_CANTOPEN:
            return ErrorCode::io;
        case SQLITE_NOTADB:
            return ErrorCode::not_a_database;
        case SQLITE_READONLY:
        case SQLITE_PERM:
            return ErrorCode::read_only;
        case SQLITE_MISUSE:
            return ErrorCode::misuse;
        default:
            return ErrorCode::sqlite;
    }
}

void throw_sqlite(sqlite3* db, std::string_view tried) {
    throw_sqlite(db, db == nullptr ? SQLITE_NOMEM : sqlite3_extended_errcode(db), tried);
}

void throw_sqlite(sqlite3* db, int extended_code, std::string_view tried) {
    // The connection's message belongs to its last call, which need not be the one that failed.
    bool current = db != nullptr && sqlite3_extended_errcode(db) == extended_code;
    const std::string said = current ? last_message(db) : sqlite3_errstr(extended_code);
    throw Error(error_code_of(extended_code),
                fmt::format("{}: {}{}{}", tried, said, registration_hint(said), way_out(extended_code)),
                extended_code);
}

bool is_fault_of_sql(int extended_code) noexcept {
    int code = extended_code & 0xff;
    if (code == SQLITE_NOMEM || code == SQLITE_INTERRUPT) return false;
    ErrorCode kind = error_code_of(extended_code);
    return kind == ErrorCode::sqlite || kind == ErrorCode::constraint;
}

bool is_busy(int code) noexcept {
    return (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
}

}  // namespace varve::detail
