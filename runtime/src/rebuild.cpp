#include "runtime/src/rebuild.hpp"

#include <fmt/core.h>

#include <algorithm>

#include <varve/error.hpp>

#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot rebuild a table";

bool has_sequence(sqlite3* db) {
    return query_integer(db, "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'",
                         tried) == 1;
}

/// The highest id that the table ever gave out.
bool read_mark(sqlite3* db, const std::string& table, std::int64_t& mark) {
    if (!has_sequence(db)) return false;
    Statement at(db, "SELECT max(seq) FROM main.sqlite_sequence WHERE name = ?1", tried);
    at.bind(1, table);
    if (!at.step() || at.is_null(0)) return false;
    mark = at.integer(0);
    return true;
}

}  // namespace

Rebuild::Rebuild(sqlite3* db, const std::string& table) : db_(db), old_(read_table_facts(db, table)) {
    if (!old_.exists()) throw StepFailure(fmt::format("`--@ rebuild {}`: there is no such table", table));
    if (old_.is_virtual || old_.shadow)
        throw StepFailure(fmt::format(
            "`--@ rebuild {}`: a virtual table cannot be rebuilt; drop it and make it anew", old_.name));
}

void Rebuild::finish(Conservation& conservation) {
    // What the revision did to the old table's objects between `rebuild` and `end` is meant: they are read
    // now.
    old_ = read_table_facts(db_, old_.name);
    if (!old_.exists())
        throw StepFailure(
            "the table of a `--@ rebuild` was dropped before `--@ end`: leave that to the rebuild");
    TableFacts made = read_table_facts(db_, "varve_new_" + old_.name);
    if (!made.exists())
        throw StepFailure(fmt::format("`--@ rebuild {0}` made no table `varve_new_{0}`", old_.name));
    check_rows(conservation, made);
    conservation.before_rebuild(old_);
    check_rowids(conservation, made);
    std::int64_t mark = 0;
    bool had_mark = read_mark(db_, old_.name, mark);
    std::vector<Kept> kept = standing_objects();
    put_in_place(made);
    put_back(kept);
    restore_mark(had_mark, mark);
}

std::vector<Rebuild::Kept> Rebuild::standing_objects() const {
    std::vector<Kept> kept;
    Statement each(db_,
                   "SELECT type, name, sql FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE "
                   "AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, rowid",
                   tried);
    each.bind(1, old_.name);
    while (each.step())
        kept.push_back({each.text(0), each.text(1), each.text(2)});
    return kept;
}

void Rebuild::check_rows(const Conservation& conservation, const TableFacts& made) const {
    if (conservation.may_lose(old_.name)) return;
    std::int64_t before = count_rows(db_, old_.name);
    std::int64_t after = count_rows(db_, made.name);
    if (before != after)
        throw StepFailure(
            fmt::format("the rebuild of `{0}` copied {1} of {2} rows into `{3}`: copy every row, or add "
                        "`--@ lose {0}` if that is meant",
                        old_.name, after, before, made.name));
}

/// Without an INTEGER PRIMARY KEY nothing holds the rowids but the copy itself, and search tables refer to
/// them.
void Rebuild::check_rowids(const Conservation& conservation, const TableFacts& made) const {
    std::string old_rowid = rowid_name(old_);
    std::string new_rowid = rowid_name(made);
    bool plain = !old_rowid.empty() && !new_rowid.empty() && !old_.integer_key && !made.integer_key;
    if (!plain || conservation.may_lose(old_.name, "rowid")) return;
    std::string lost = fmt::format(
        "SELECT count(*) FROM main.{0} o WHERE NOT EXISTS "
        "(SELECT 1 FROM main.{2} n WHERE n.{3} = o.{1})",
        quote_name(old_.name), old_rowid, quote_name(made.name), new_rowid);
    if (query_integer(db_, lost, tried) != 0)
        throw StepFailure(
            fmt::format("the rebuild of `{0}` does not keep its rowids: copy `{1}` too, or add `--@ lose "
                        "{0}.rowid` if that is meant",
                        old_.name, old_rowid));
}

void Rebuild::put_in_place(const TableFacts& made) const {
    run_statement(db_, "DROP TABLE main." + quote_name(old_.name), tried);
    const LegacyRename legacy(db_);
    const LegacyStrings strings(db_);
    run_statement(
        db_, fmt::format("ALTER TABLE main.{} RENAME TO {}", quote_name(made.name), quote_name(old_.name)),
        tried);
}

void Rebuild::put_back(const std::vector<Kept>& kept) const {
    for (const Kept& object : kept) {
        std::string cannot =
            fmt::format("the {} `{}` of `{}` cannot be kept", object.type, object.name, old_.name);
        try {
            run_statement(db_, object.sql, cannot);
        } catch (const Error& error) {
            if (!is_fault_of_sql(error.sqlite_code())) throw;
            throw StepFailure(fmt::format("{}; drop it before `--@ rebuild {}`", error.what(), old_.name));
        }
    }
}

void Rebuild::restore_mark(bool had_mark, std::int64_t mark) const {
    if (!had_mark || !has_word(read_table_facts(db_, old_.name).sql, "autoincrement")) return;
    std::int64_t now = 0;
    if (read_mark(db_, old_.name, now)) mark = std::max(mark, now);
    // The table of marks has no unique key: an update could meet two rows, or none.
    Statement remove(db_, "DELETE FROM main.sqlite_sequence WHERE name = ?1", tried);
    remove.bind(1, old_.name);
    remove.run();
    Statement insert(db_, "INSERT INTO main.sqlite_sequence(name, seq) VALUES (?1, ?2)", tried);
    insert.bind(1, old_.name);
    insert.bind(2, mark);
    insert.run();
}

}  // namespace varve::detail
