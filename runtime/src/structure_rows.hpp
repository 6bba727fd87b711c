#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "runtime/src/structure.hpp"
#include "runtime/src/structure_names.hpp"

struct sqlite3;

namespace varve::detail {

/// One row of sqlite_schema as SQLite holds it; refers to the statement that reads it.
struct StructureRow {
    std::int64_t rowid;
    std::string_view type;
    std::string_view name;
    std::string_view table;
    std::string_view sql;

    StructureObject object() const {
        return {std::string(type), std::string(name), std::string(table), std::string(sql)};
    }
    bool operator==(const StructureObject& other) const {
        return sql == other.sql && name == other.name && table == other.table && type == other.type;
    }
};

/// By its SQL as SQLite holds it.
bool is_virtual_table(const StructureObject& object);

/// As make_structure, of those objects alone that are wanted: the others are what these stand on and refer
/// to, and the virtual tables whose shadow they may be.
Structure make_structure(std::vector<StructureObject> objects,
                         const std::function<bool(const StructureObject&)>& wanted, const KnownNames& known);

/// Those that a structure is made of: not automatic indexes, `sqlite_*` and `varve_*`.
void for_each_structure_row(sqlite3* db, const std::function<void(const StructureRow&)>& take);

/// Those that came behind a rowid.
void for_each_structure_row_behind(sqlite3* db, std::int64_t rowid,
                                   const std::function<void(const StructureRow&)>& take);

/// The one at a rowid.
void take_structure_row(sqlite3* db, std::int64_t rowid,
                        const std::function<void(const StructureRow&)>& take);

}  // namespace varve::detail
