#include <fmt/core.h>

#include <array>

#include "runtime/src/ledger.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view create_revisions =
    "varve_revisions(seq INTEGER PRIMARY KEY, format INTEGER NOT NULL, schema TEXT NOT NULL, "
    "id TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, parents TEXT NOT NULL, "
    "crossing TEXT NOT NULL, fingerprint TEXT NOT NULL, draft INTEGER NOT NULL, compatible INTEGER NOT NULL, "
    "inverse TEXT NOT NULL, grade TEXT NOT NULL, loses TEXT NOT NULL, applied_at INTEGER NOT NULL, "
    "build TEXT NOT NULL) STRICT";

constexpr std::string_view create_log =
    "varve_log(seq INTEGER PRIMARY KEY, format INTEGER NOT NULL, schema TEXT NOT NULL, "
    "action TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, forced INTEGER NOT NULL, at INTEGER NOT "
    "NULL, "
    "build TEXT NOT NULL, previous TEXT NOT NULL, row_digest TEXT NOT NULL) STRICT";

constexpr std::string_view revisions_columns =
    "seq:INTEGER format:INTEGER schema:TEXT id:TEXT name:TEXT digest:TEXT body:TEXT parents:TEXT "
    "crossing:TEXT "
    "fingerprint:TEXT draft:INTEGER compatible:INTEGER inverse:TEXT grade:TEXT loses:TEXT applied_at:INTEGER "
    "build:TEXT ";

constexpr std::string_view log_columns =
    "seq:INTEGER format:INTEGER schema:TEXT action:TEXT id:TEXT digest:TEXT forced:INTEGER at:INTEGER "
    "build:TEXT "
    "previous:TEXT row_digest:TEXT ";

constexpr std::string_view tried = "cannot look at the ledger's tables";

std::string table_problem(sqlite3* db, std::string_view table, std::string_view columns) {
    Statement kind(db, "SELECT type, strict FROM pragma_table_list WHERE schema = 'main' AND name = ?1",
                   tried);
    kind.bind(1, table);
    if (!kind.step()) return fmt::format("the table `{}` is missing", table);
    if (kind.text(0) != "table" || kind.integer(1) != 1)
        return fmt::format("`{}` is not the table it should be", table);
    Statement column(db, "SELECT name, type, hidden FROM pragma_table_xinfo(?1, 'main') ORDER BY cid", tried);
    column.bind(1, table);
    std::string found;
    while (column.step() && found.size() < columns.size() && column.integer(2) == 0)
        found += column.text(0) + ":" + column.text(1) + " ";
    // A later runtime may have added columns at the end.
    if (found != columns) return fmt::format("the columns of `{}` are not those of format 1", table);
    return {};
}

}  // namespace

std::string_view to_word(Grade grade) {
    constexpr std::array<std::string_view, 3> words{"exact", "loses", "none"};
    return words[static_cast<std::size_t>(grade)];
}

std::string_view to_word(LogAction action) {
    constexpr std::array<std::string_view, 4> words{"up", "down", "stamp", "unstamp"};
    return words[static_cast<std::size_t>(action)];
}

LedgerRow ledger_row(const Chain& chain, const Revision& revision) {
    LedgerRow row;
    row.schema = chain.schema;
    row.id = revision.id();
    row.name = revision.name;
    row.digest = revision.digest;
    row.body = revision.body;
    row.parents = revision.parents;
    if (revision.way_count == 1 && revision.parents.find(' ') != std::string_view::npos)
        row.crossing = revision.ways->parent;
    row.fingerprint = revision.fingerprint;
    row.draft = revision.draft;
    row.compatible = revision.compatible_readers;
    row.inverse = revision.down.str();
    row.grade = revision.grade;
    row.loses = revision.loses;
    row.build = chain.build;
    return row;
}

bool has_ledger(sqlite3* db) {
    return query_integer(db,
                         "SELECT count(*) FROM main.sqlite_schema "
                         "WHERE lower(name) IN ('varve_revisions', 'varve_log')",
                         tried) > 0;
}

std::array<std::string_view, 2> ledger_tables() {
    return {create_revisions, create_log};
}

void create_ledger(sqlite3* db) {
    for (const std::string_view table : ledger_tables())
        run_statement(db, fmt::format("CREATE TABLE {}", table), "cannot make the ledger");
}

void drop_ledger(sqlite3* db) {
    for (const char* table : {"varve_revisions", "varve_log"}) {
        const std::string type = query_text(
            db,
            fmt::format("SELECT type FROM main.sqlite_schema WHERE lower(name) = '{}' AND type <> 'trigger'",
                        table),
            tried);
        if (!type.empty())
            run_statement(db, fmt::format("DROP {} main.{}", type, table), "cannot remove the ledger");
    }
}

std::string ledger_shape_problem(sqlite3* db) {
    std::string problem = table_problem(db, "varve_revisions", revisions_columns);
    if (problem.empty()) problem = table_problem(db, "varve_log", log_columns);
    if (!problem.empty()) return problem;
    std::string trigger = query_text(db,
                                     "SELECT name FROM main.sqlite_schema WHERE type = 'trigger' "
                                     "AND lower(tbl_name) IN ('varve_revisions', 'varve_log')",
                                     tried);
    return trigger.empty() ? trigger : fmt::format("the trigger `{}` stands on the ledger", trigger);
}

}  // namespace varve::detail
