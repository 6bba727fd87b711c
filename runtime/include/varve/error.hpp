#pragma once

#include <stdexcept>
#include <string>

namespace varve {

/// What went wrong, for code that must decide.
enum class ErrorCode {
    sqlite,          ///< SQLite said no: `sqlite_code()` is its extended result code
    constraint,      ///< a UNIQUE, CHECK, NOT NULL or foreign key constraint was broken
    busy,            ///< another process holds the database longer than the deadline
    io,              ///< reading or writing failed; the database is as it was
    not_a_database,  ///< the file is no SQLite database, or it is encrypted with another key
    read_only,       ///< the file or its directory cannot be written
    misuse,          ///< the call makes no sense here: nested write, use of a closed connection
    refused,         ///< a migration was refused: `MigrationError` says why
    interrupted,     ///< `cancel` said so: what was under way was rolled back
    superseded,      ///< the database was taken to another revision while this program had it open
};

/// The one exception of the runtime, for faults. Outcomes that a program should expect of a migration are a value
/// (`MigrateResult`). The message is for people: it names what was tried and the way out, never row values.
class Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message, int sqlite_code = 0)
        : std::runtime_error(message), code_(code), sqlite_code_(sqlite_code) {}

    ErrorCode code() const noexcept { return code_; }
    int sqlite_code() const noexcept { return sqlite_code_; }  ///< extended result code, 0 when not SQLite's

private:
    ErrorCode code_;
    int sqlite_code_;
};

}  // namespace varve
