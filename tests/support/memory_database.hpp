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

    /// Runs a plan's SQL by the runtime's own executor, in a transaction, foreign keys off.
    void run_plan(std::string_view text);

    detail::Structure structure();
    sqlite3* handle() { return db_; }

private:
    sqlite3* db_ = nullptr;
};

}  // namespace varve::compiler::testing
