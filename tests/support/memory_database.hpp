#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/structure.hpp"

namespace varve::compiler::testing {

/// An in-memory database for tests; any error throws std::runtime_error with SQLite's message and the SQL.
class MemoryDatabase {
public:
    MemoryDatabase();
    ~MemoryDatabase();
    MemoryDatabase(const MemoryDatabase&) = delete;
    MemoryDatabase& operator=(const MemoryDatabase&) = delete;

    void run(const std::string& sql);
    /// One line a row: `quote()`d values joined by a comma.
    std::vector<std::string> rows(const std::string& sql);

    /// Runs a plan's SQL as the executor does: `--@ rebuild` … `--@ end` by the measured recipe, foreign keys
    /// off. Checks row counts, foreign keys, views and triggers.
    void run_plan(std::string_view text);

    detail::Structure structure();
    sqlite3* handle() { return db_; }

private:
    struct Rebuild {
        std::string table;
        std::vector<std::string> objects;
        std::vector<std::string> count;
    };
    void begin_rebuild(const std::string& table);
    void end_rebuild();
    void directive(std::string_view words);
    void check_objects();

    sqlite3* db_ = nullptr;
    Rebuild rebuild_;
};

}  // namespace varve::compiler::testing
