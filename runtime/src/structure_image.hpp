#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/src/foreign.hpp"
#include "runtime/src/structure.hpp"

struct sqlite3;

namespace varve::detail {

/// The structure of one database, kept from step to step: what a step left alone is neither brought into its
/// normal form nor written as text again. What it says is what read_structure() says of the same database,
/// whatever happened to it in between, a rollback included.
class StructureImage {
public:
    /// Looks at the database.
    void read(sqlite3* db);

    /// Of what read() found, without the foreign objects.
    std::string fingerprint(const ForeignObjects& foreign) const;

    bool has(std::string_view type, std::string_view name) const;

private:
    /// One row of sqlite_schema, and what becomes of it.
    struct Entry {
        StructureObject row;                  ///< as SQLite holds it
        std::vector<std::string> names;       ///< that it declares: declared_names()
        std::vector<std::string> references;  ///< of a table: those that its foreign keys name, folded
        std::string line;                     ///< of the structure text; "" for a shadow table
        bool stale = false;                   ///< the line is not written yet
    };

    /// Names that came or went, folded, by the table or view that declares them.
    using Moved = std::map<std::string, std::set<std::string>>;

    std::vector<Entry> take_rows(sqlite3* db);
    static Moved find_moved(const std::vector<Entry>& gone, const std::vector<Entry>& now);
    void mark(const Moved& moved);
    void write_lines();
    void sort();

    std::vector<Entry> entries_;       ///< in the order of sqlite_schema
    std::vector<std::size_t> sorted_;  ///< those with a line, in the order of the structure text
};

}  // namespace varve::detail
