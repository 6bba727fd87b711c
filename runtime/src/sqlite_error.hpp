#pragma once

#include <string>
#include <string_view>

#include <varve/error.hpp>

struct sqlite3;

namespace varve::detail {

/// The kind of failure behind an extended result code of SQLite.
ErrorCode error_code_of(int extended_code) noexcept;

/// What SQLite says of the last failure, in the words of all its versions: from 3.46 on it guesses at double
/// quotes.
std::string last_message(sqlite3* db);
std::string without_guess(std::string said);

/// Throws what `db` last failed with: "<tried>: <SQLite's message>", and where it helps, the way out.
/// `db` may be null (out of memory while opening).
[[noreturn]] void throw_sqlite(sqlite3* db, std::string_view tried);

/// The same, for a result code that a caller kept.
[[noreturn]] void throw_sqlite(sqlite3* db, int extended_code, std::string_view tried);

/// Whether the SQL that ran is to blame, and not a lock, the disk, the memory or an interrupt.
bool is_fault_of_sql(int extended_code) noexcept;

/// Whether trying again may help: another connection holds a lock.
bool is_busy(int code) noexcept;

/// Behind SQLite's complaint that it does not know a collation, function, tokenizer or module: who does; else
/// "".
std::string_view registration_hint(std::string_view message) noexcept;

}  // namespace varve::detail
