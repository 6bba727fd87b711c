#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
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
    bool far = false;             ///< beyond new objects, new columns and what is `gone`
    bool makes = false;           ///< new objects
    std::set<std::string> wider;  ///< tables that were given columns, folded
    std::set<std::string> gone;   ///< indexes, views and triggers that were dropped, folded
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

    /// Those tables among these (folded names), and those that refer to one of them, which have references at
    /// all.
    std::vector<std::string> referring(const std::set<std::string>& tables) const;

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
        bool stale = false;      ///< the line is not written yet
        std::uint64_t seen = 0;  ///< the last look that found it
    };

    using Key = std::pair<std::string, std::string>;
    using KeyView = std::pair<std::string_view, std::string_view>;
    struct Before {
        using is_transparent = void;
        bool operator()(const KeyView& a, const KeyView& b) const { return a < b; }
    };

    /// Names that came or went, folded, by the table or view that declares them.
    using Moved = std::map<std::string, std::set<std::string>>;

    void take(const StructureRow& row);
    void move(const Entry& entry, const DeclaredNames& names);
    void drop_unseen();
    void drop(const std::set<std::string>& gone);
    void drop_if(const std::function<bool(const Entry&)>& gone);
    bool renew();
    void enlist(Entry& entry);
    void delist(Entry& entry);
    void make_stale(Entry& entry);
    void mark_stale();
    std::set<const Entry*> beside_stale() const;
    void write_lines();

    std::map<Key, Entry, Before> entries_;           ///< by type and name: the text's order
    std::map<std::string, const Entry*> declaring_;  ///< tables and views by folded name
    /// What stands on a table or refers to it, by its folded name: so that a step costs what it touched.
    std::unordered_map<std::string, std::vector<Entry*>> near_;
    std::set<const Entry*> virtual_;
    std::vector<Entry*> stale_;
    std::uint64_t looks_ = 0;
    std::int64_t last_rowid_ = 0;
    Moved moved_;                ///< since the lines were written
    bool shadows_move_ = false;  ///< a virtual table came or went: whose shadow a table is, it decides
    bool changed_ = false;
    mutable std::string fingerprint_;  ///< of the present lines, without foreign objects; "": not made yet
};

}  // namespace varve::detail
