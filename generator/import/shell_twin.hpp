#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

struct sqlite3;

namespace varve::compiler {

/// An in-memory database with SQLite's own defaults, as the sqlite3 shell opens one: what an old chain made
/// of databases before varve. Its steps run as they were written, pragmas and transactions included.
class ShellTwin {
public:
    ShellTwin();
    ~ShellTwin();
    ShellTwin(const ShellTwin&) = delete;
    ShellTwin& operator=(const ShellTwin&) = delete;

    /// Nothing, or SQLite's reason.
    std::optional<std::string> run(const std::string& sql);
    detail::Structure structure() const;
    sqlite3* handle() const { return db_; }

private:
    sqlite3* db_ = nullptr;
};

}  // namespace varve::compiler
