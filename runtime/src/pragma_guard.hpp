#pragma once

#include <cstdint>

struct sqlite3;

namespace varve::detail {

/// A connection's settings while its database is migrated: foreign keys off (a rebuild would run their
/// actions), double-quoted strings off, checks on, durable writes, our deadline. What it changed is as before
/// at its end.
///
/// Throws Error(misuse) when a transaction or a statement is open, and when SQLite does not take a setting:
/// each that SQLite may ignore silently is read back. Clears the connection's authorizer, which SQLite cannot
/// give back.
class PragmaGuard {
public:
    PragmaGuard(sqlite3* db, std::int64_t busy_deadline_ms);
    ~PragmaGuard();
    PragmaGuard(const PragmaGuard&) = delete;
    PragmaGuard& operator=(const PragmaGuard&) = delete;

private:
    void save();
    void set();
    void restore() noexcept;

    static constexpr int switches = 6;
    sqlite3* db_;
    int before_[switches] = {};
    std::int64_t synchronous_ = 0;
    std::int64_t busy_timeout_ = 0;
    std::int64_t ignore_checks_ = 0;
};

/// legacy_alter_table on, for the one rename of a rebuild: without it SQLite refuses the rename when a view
/// names the table. Not undone by a rollback, so it is taken back here on every way out.
class LegacyRename {
public:
    explicit LegacyRename(sqlite3* db);
    ~LegacyRename();
    LegacyRename(const LegacyRename&) = delete;
    LegacyRename& operator=(const LegacyRename&) = delete;

private:
    sqlite3* db_;
};

/// Double-quoted strings on, for one ALTER TABLE that renames or drops: it reads every object of the schema
/// again, and those of an older program may hold `"text"`. Off again at its end; what it leaves is compiled
/// without them.
class LegacyStrings {
public:
    explicit LegacyStrings(sqlite3* db);
    ~LegacyStrings();
    LegacyStrings(const LegacyStrings&) = delete;
    LegacyStrings& operator=(const LegacyStrings&) = delete;

private:
    sqlite3* db_;
};

}  // namespace varve::detail
