#include "generator/driver/introspect_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "runtime/src/catalog.hpp"
#include "runtime/src/statement.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view tried = "cannot read the schema of the database";

bool is_required(const Schema& schema, const std::string& module) {
    return std::any_of(schema.requirements.begin(), schema.requirements.end(),
                       [&](const Requirement& requirement) {
                           return requirement.kind == Requirement::Kind::module &&
                                  detail::fold(requirement.name) == detail::fold(module);
                       });
}

/// The virtual table of an unknown module that the name may have been given by.
const VirtualTable* owner_of(const Schema& schema, const std::string& name) {
    for (const VirtualTable& table : schema.virtual_tables) {
        const std::string prefix = detail::fold(table.name) + '_';
        if (is_required(schema, table.module) && detail::fold(name).starts_with(prefix)) return &table;
    }
    return nullptr;
}

void note_ledger(sqlite3* db, DatabaseNotes& found) {
    constexpr std::string_view ledger =
        "SELECT count(*) FROM main.sqlite_schema WHERE type = 'table' AND lower(name) = 'varve_revisions'";
    if (detail::query_integer(db, ledger, tried) != 0)
        found.notes.push_back(
            "the database has a ledger of varve: it was made from a schema file with a chain, which know "
            "more of it than can be read here");
}

/// A module that is not there cannot say which tables are its own.
void note_shadows(sqlite3* db, const Schema& schema, DatabaseNotes& found) {
    detail::Statement each(
        db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage <> 0 ORDER BY name",
        tried);
    while (each.step()) {
        const std::string name = each.text(0);
        if (const VirtualTable* owner = owner_of(schema, name))
            found.notes.push_back(
                fmt::format("table `{}` is taken for one of virtual table `{}`'s own and is not in the "
                            "schema; if it is not, rename it",
                            name, owner->name));
    }
}

void note_kept_names(sqlite3* db, DatabaseNotes& found) {
    detail::Statement each(
        db,
        "SELECT type, name FROM main.sqlite_schema WHERE name LIKE 'varve\\_%' ESCAPE '\\' "
        "AND lower(tbl_name) NOT IN ('varve_revisions', 'varve_log') AND sql IS NOT NULL "
        "ORDER BY type = 'table' DESC, type, name",
        tried);
    while (each.step())
        found.kept_names.push_back(
            fmt::format("{} `{}`: names that begin with `varve_` are varve's own; rename it to have it in "
                        "the schema",
                        each.text(0), each.text(1)));
}

}  // namespace

DatabaseNotes read_notes(sqlite3* db, const Schema& schema) {
    DatabaseNotes found;
    note_ledger(db, found);
    note_shadows(db, schema, found);
    note_kept_names(db, found);
    return found;
}

}  // namespace varve::compiler
