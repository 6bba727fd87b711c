#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;

namespace varve::detail {

/// One object of sqlite_schema, its SQL in the form of normalise_structure.
struct StructureObject {
    std::string type;  ///< table, index, view, trigger
    std::string name;
    std::string table;
    std::string sql;

    auto operator<=>(const StructureObject&) const = default;
};

/// All objects, sorted by type, name. Left out: `sqlite_*`, `varve_*`, automatic indexes, shadow tables of virtual tables.
struct Structure {
    std::vector<StructureObject> objects;

    bool operator==(const Structure&) const = default;
};

/// Sorts; the one way to make a Structure from parts (sql may be raw: it is normalised here).
Structure make_structure(std::vector<StructureObject> objects);

Structure read_structure(sqlite3* db);

/// One object a line, "type name table sql" joined by tabs, newlines inside literals written "\n": what is baked and fingerprinted.
std::string to_text(const Structure& structure);
Structure structure_from_text(std::string_view text);

/// The objects of such a text in its order, with their SQL as it stands there.
std::vector<StructureObject> objects_from_text(std::string_view text);

/// SHA-256 of format tag and to_text.
std::string fingerprint(const Structure& structure);

/// fingerprint(read_structure(db)). Where NormalForms are in use, a schema that was seen before is not read into its
/// parts again.
std::string read_fingerprint(sqlite3* db);

/// The same of a structure text that lies in pieces.
std::string fingerprint_of_text(std::span<const std::string_view> pieces);

/// "missing table posts", "altered index feed: expected …, found …", "unknown table x": expected minus found, for people.
std::vector<std::string> describe_difference(const Structure& expected, const Structure& found);

}  // namespace varve::detail
