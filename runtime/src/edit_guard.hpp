#pragma once

#include <cstdint>

struct sqlite3;

namespace varve::detail {

/// sqlite_schema may be written while it lives: `defensive` off, `writable_schema` on. Neither is undone by a
/// rollback, so both are taken back here on every way out. Throws Error(misuse) where SQLite does not switch
/// one of them, which it would not say.
class SchemaWriting {
public:
    explicit SchemaWriting(sqlite3* db);
    ~SchemaWriting();
    SchemaWriting(const SchemaWriting&) = delete;
    SchemaWriting& operator=(const SchemaWriting&) = delete;

private:
    sqlite3* db_;
    int defensive_ = 0;
};

/// No trigger fires and no CHECK is held while it lives: rows are fitted for the rules that come, as the copy
/// of a rebuild fits them.
class QuietUpdates {
public:
    explicit QuietUpdates(sqlite3* db);
    ~QuietUpdates();
    QuietUpdates(const QuietUpdates&) = delete;
    QuietUpdates& operator=(const QuietUpdates&) = delete;

private:
    sqlite3* db_;
    int triggers_ = 0;
};

}  // namespace varve::detail
