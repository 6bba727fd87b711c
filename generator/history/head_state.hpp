#pragma once

#include <string>
#include <vector>

struct sqlite3;

namespace varve::compiler {

/// What a database is made of at once: the two texts of a Chain, and what else must be equal.
struct HeadState {
    /// What one table is given, and facts about it that no SQL tells.
    struct Content {
        std::string table;
        std::string sql;
        std::string facts;

        bool operator==(const Content&) const = default;
    };

    std::string structure;  ///< a structure text: tables, then indexes and views, then triggers, each in
                            ///< the order in which they came, with SQL in the letters that SQLite keeps
    std::vector<Content> contents;  ///< ordinary tables, their marks, virtual tables

    bool operator==(const HeadState&) const = default;

    /// All statements. Never empty: without rows they are a comment.
    std::string rows() const;
};

/// Reads a database's state. Throws NotBaked for what no SQL makes anew.
HeadState read_head_state(sqlite3* db);

/// The first table in which two states differ, or the word `structure`; "" where they are equal.
std::string first_difference(const HeadState& a, const HeadState& b);

}  // namespace varve::compiler
