#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"

struct sqlite3;

namespace varve::detail {

/// The columns of a table that name rows of another: column, folded → that table as it is spelled.
std::map<std::string, std::string> key_columns(sqlite3* db, const std::string& table);

/// How many rows have a value in each of these columns.
std::map<std::string, std::int64_t> count_values(sqlite3* db, const std::string& table,
                                                 const std::map<std::string, std::string>& columns);

/// Whether each number has one of its own that is no smaller: a copy may give keys each other's names, and
/// what matters is that as many values refer as did.
bool holds_as_many(const std::map<std::string, std::int64_t>& now,
                   const std::map<std::string, std::int64_t>& before);

/// What rows hold in their foreign keys while a step runs: ON DELETE SET NULL and its like take it away
/// without touching a row's being there. Names are folded.
class HeldKeys {
public:
    explicit HeldKeys(sqlite3* db) : db_(db) {}

    /// Counts, once, before something that may take values away.
    void take(const std::string& table);
    /// Of the tables that refer to this one.
    void take_children(const std::string& table);

    void follow(const Alteration& alteration);

    struct Lost {
        std::string table;
        std::string column;
        std::string parent;
        std::int64_t values;
    };
    /// Columns that stand and hold fewer values than before.
    std::vector<Lost> lost() const;

private:
    struct Held {
        std::map<std::string, std::string> columns;
        std::map<std::string, std::int64_t> values;
    };

    sqlite3* db_;
    std::map<std::string, Held> held_;
};

}  // namespace varve::detail
