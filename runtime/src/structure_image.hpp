#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/src/foreign.hpp"
#include "runtime/src/structure.hpp"
#include "runtime/src/structure_names.hpp"
#include "runtime/src/structure_rows.hpp"

struct sqlite3;

namespace varve::detail {

/// How far a step reached into the structure, as the authorizer saw it.
struct Reach {
    bool far = false;             ///< beyond new objects and new columns
    bool makes = false;           ///< new objects
    std::set<std::string> wider;  ///< tables that were given columns, folded
};

/// An object as SQLite holds it, and its SQL in one case. Both live with what handed them out.
struct FoldedObject {
    const StructureObject* row = nullptr;
    const std::string* folded = nullptr;
};

/// The structure of one database, kept from step to step: what a step left alone is neither brought into its
/// normal form nor written as text again. What it says is what read_structure() says of the same database.
class StructureImage {
public:
    /// Looks at the whole database, whatever happened to it since. True where something changed
    /// since the last look.
    bool read(sqlite3* db);

    /// Looks at what a step that reached so far can have changed, and nobody else changed anything.
    bool read(sqlite3* db, const Reach& reach);

    /// Of what read() found, without the foreign objects.
    std::string fingerprint(const ForeignObjects& foreign) const;

    bool has(const std::string& type, const std::string& name) const;

    /// As SQLite holds them.
    std::vector<FoldedObject> views_and_triggers() const;

private:
    /// One row of sqlite_schema, and what becomes of it.
    struct Entry {
        StructureObject row;  ///< as SQLite holds it
        std::int64_t rowid = 0;
        std::string table;        ///< that it stands on, folded
        std::string folded;       ///< of a view or a trigger: its SQL
        bool is_virtual = false;  ///< a virtual table
        DeclaredNames names;
        std::string line;        ///< of the structure text; "" for a shadow table
        bool stale = true;       ///< the line is not written yet
        std::uint64_t seen = 0;  ///< the last look that found it
    };

    /// Names that came or went, folded, by the table or view that declares them.
    using Moved = std::map<std::string, std::set<std::string>>;

    void take(const StructureRow& row);
    void move(const Entry& entry, const DeclaredNames& names);
    void drop_unseen();
    bool renew();
    void mark_stale();
    void write_lines();

    std::map<std::pair<std::string, std::string>, Entry> entries_;  ///< by type and name: the text's order
    std::map<std::string, const Entry*> declaring_;                 ///< tables and views by folded name
    std::uint64_t looks_ = 0;
    std::int64_t last_rowid_ = 0;
    Moved moved_;                ///< since the lines were written
    bool shadows_move_ = false;  ///< a virtual table came or went: whose shadow a table is, it decides
    bool changed_ = false;
};

}  // namespace varve::detail
