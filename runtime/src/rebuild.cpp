#include "runtime/src/rebuild.hpp"

#include <fmt/core.h>

#include <algorithm>

#include <varve/error.hpp>

#include "runtime/src/held_keys.hpp"
#include "runtime/src/marks.hpp"
#include "runtime/src/pragma_guard.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot rebuild a table";

}  // namespace

Rebuild::Rebuild(sqlite3* db, const std::string& table, const Conservation& conservation)
    : db_(db), old_(read_table_facts(db, table)) {
    if (!old_.exists()) throw StepFailure(fmt::format("`--@ rebuild {}`: there is no such table", table));
    if (old_.is_virtual || old_.shadow)
        throw StepFailure(fmt::format(
            "`--@ rebuild {}`: a virtual table cannot be rebuilt; drop it and make it anew", old_.name));
    if (const std::string name = "varve_new_" + old_.name; conservation.stood(name))
        throw StepFailure(
            fmt::format("`--@ rebuild {}` makes a table `{}`, and the database has one already: rename or "
                        "drop that one; names that begin with `varve_` are varve's own",
                        old_.name, name));
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
    check_keys(conservation, made);
    check_rowids(conservation, made);
    const std::map<std::string, std::int64_t> marks = read_marks(db_);
    const auto mark = marks.find(fold(old_.name));
    std::vector<Kept> kept = standing_objects();
    put_in_place(made);
    put_back(kept);
    if (mark != marks.end())
        restore_mark(mark->second);
    else
        forget_mark_of_no_rows();
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
                        "`--@ lose {4}` if that is meant",
                        old_.name, after, before, made.name, in_directive(old_.name)));
}

/// A copy that leaves out what its rows refer to loses it, and no row is missing.
void Rebuild::check_keys(const Conservation& conservation, const TableFacts& made) const {
    if (conservation.may_lose(old_.name)) return;
    std::map<std::string, std::string> columns;
    for (const auto& [column, parent] : key_columns(db_, old_.name)) {
        const bool stays =
            std::any_of(made.columns.begin(), made.columns.end(),
                        [&, &name = column](const ColumnFacts& each) { return fold(each.name) == name; });
        if (stays && !conservation.may_lose(old_.name, column)) columns.emplace(column, parent);
    }
    if (columns.empty()) return;
    const std::map<std::string, std::int64_t> before = count_values(db_, old_.name, columns);
    if (holds_as_many(count_values(db_, made.name, key_columns(db_, made.name)), before)) return;
    for (const auto& [column, values] : count_values(db_, made.name, columns))
        if (values < before.at(column) && !stands_elsewhere(column, made))
            fail_undeclared(
                fmt::format("the rebuild of `{}` keeps {} of {} values of `{}`, which names rows of `{}`",
                            old_.name, values, before.at(column), column, columns.at(column)),
                old_.name, column);
}

/// Whether another column of the new table has each row's value: a rename may leave the old name to another.
bool Rebuild::stands_elsewhere(const std::string& column, const TableFacts& made) const {
    const std::string old_rowid = rowid_name(old_);
    const std::string new_rowid = rowid_name(made);
    if (old_rowid.empty() || new_rowid.empty()) return false;
    return std::any_of(made.columns.begin(), made.columns.end(), [&](const ColumnFacts& each) {
        const std::string gone = fmt::format(
            "SELECT EXISTS (SELECT 1 FROM main.{0} o WHERE o.{1} IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM main.{3} n WHERE n.{4} = o.{2} AND n.{5} IS o.{1}))",
            quote_name(old_.name), quote_name(column), old_rowid, quote_name(made.name), new_rowid,
            quote_name(each.name));
        return query_integer(db_, gone, tried) == 0;
    });
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
                        "{2}.rowid` if that is meant",
                        old_.name, old_rowid, in_directive(old_.name)));
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

void Rebuild::restore_mark(std::int64_t mark) const {
    if (!has_word(read_table_facts(db_, old_.name).sql, "autoincrement")) return;
    const std::map<std::string, std::int64_t> marks = read_marks(db_);
    const auto now = marks.find(fold(old_.name));
    write_mark(db_, old_.name, now == marks.end() ? mark : std::max(mark, now->second));
}

/// A copy of no rows leaves a mark of 0 where there was none.
void Rebuild::forget_mark_of_no_rows() const {
    if (!has_word(read_table_facts(db_, old_.name).sql, "autoincrement")) return;
    Statement forget(db_, "DELETE FROM main.sqlite_sequence WHERE name = ?1 AND seq = 0", tried);
    forget.bind(1, old_.name);
    forget.run();
}

}  // namespace varve::detail
