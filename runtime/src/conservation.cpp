#include "runtime/src/conservation.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <varve/error.hpp>

#include "runtime/src/marks.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

/// A search table over another table's content (`content = …`) holds nothing of its own. One without content
/// (`content = ''`) holds the only index of it.
bool is_derived(const TableFacts& table) {
    if (table.shadow || !table.is_virtual) return table.shadow;
    std::vector<std::string_view> texts = token_texts(table.sql);
    for (std::size_t i = 1; i < texts.size(); ++i)
        if (texts[i] == "=" && fold(texts[i - 1]) == "content")
            return i + 1 < texts.size() && !unquote(texts[i + 1]).empty();
    return false;
}

/// REPLACE, in the statement or in a constraint of the table, removes the rows in its way.
bool may_replace(const std::vector<std::string_view>& texts, const TableFacts& table) {
    return std::any_of(texts.begin(), texts.end(),
                       [](std::string_view text) { return fold(text) == "replace"; }) ||
           has_word(table.sql, "replace");
}

/// Rowids that no column holds, as a sum that tells one set from another; "" where a column does.
std::string sum_of_rowids(sqlite3* db, const TableFacts& table) {
    const std::string rowid = rowid_name(table);
    if (rowid.empty() || table.integer_key) return {};
    return query_text(
        db,
        fmt::format("SELECT sum({0} % 2147483647) || ' ' || min({0}) || ' ' || max({0}) FROM main.{1}", rowid,
                    quote_name(table.name)),
        "cannot look at the rowids of a table");
}

/// Some modules count nothing: FTS4 without content.
std::int64_t rows_at_stake(sqlite3* db, const TableFacts& table) {
    try {
        return count_rows(db, table.name);
    } catch (const Error&) {
        if (!table.is_virtual) throw;
        fail_undeclared(fmt::format("the rows of `{}` cannot be counted and would be gone", table.name),
                        table.name);
    }
}

/// SQLite copies a table as a whole where it can (`INSERT INTO a SELECT * FROM b`) and reads no column of it
/// by name. "" where a statement is nothing of the kind.
std::string copied_whole(const std::vector<std::string_view>& texts) {
    const std::size_t named = texts.size() > 2 && texts[texts.size() - 2] == "." ? 3 : 1;
    if (texts.size() < named + 6) return {};
    const std::size_t at = texts.size() - named - 3;
    const bool inserts = fold(texts[0]) == "insert" || fold(texts[0]) == "replace";
    if (!inserts || fold(texts[at]) != "select" || texts[at + 1] != "*" || fold(texts[at + 2]) != "from")
        return {};
    return unquote(texts.back());
}

const ColumnFacts* find_column(const std::vector<ColumnFacts>& columns, std::string_view folded) {
    auto at = std::find_if(columns.begin(), columns.end(),
                           [&](const ColumnFacts& column) { return fold(column.name) == folded; });
    return at == columns.end() ? nullptr : &*at;
}

}  // namespace

std::string in_directive(const std::string& name) {
    const bool plain =
        !name.empty() && !is_digit(name[0]) &&
        std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    return plain ? name : quote_name(name);
}

void fail_undeclared(const std::string& what, const std::string& table, const std::string& column) {
    throw StepFailure(fmt::format("{}, and nothing declares it: add `--@ lose {}{}` if that is meant", what,
                                  in_directive(table), column.empty() ? "" : '.' + in_directive(column)));
}

Conservation::Conservation(sqlite3* db, std::vector<Loss> declared)
    : db_(db), declared_(std::move(declared)), keys_(db) {}

/// Called before the first statement that makes, alters or drops a table, or writes rows.
void Conservation::list_standing() const {
    if (std::exchange(listed_, true)) return;
    Statement each(db_, "SELECT name FROM main.sqlite_schema WHERE type = 'table'", "cannot list tables");
    while (each.step()) {
        const std::string name = fold(each.text(0));
        standing_.emplace(name, name);
    }
}

bool Conservation::may_lose(std::string_view table, std::string_view column) const {
    return std::any_of(declared_.begin(), declared_.end(), [&](const Loss& loss) {
        return loss.table == fold(table) && (loss.column.empty() || loss.column == fold(column));
    });
}

void Conservation::before(const std::vector<std::string_view>& texts,
                          const std::optional<Alteration>& alteration, const Touches& touches) {
    const std::string verb = texts.empty() ? "" : fold(texts.front());
    const bool only_adds = !alteration && verb == "alter";
    if (!touches.written.empty() || (touches.tables && !only_adds)) list_standing();
    if (alteration) follow(*alteration);
    const bool drops = verb == "drop";
    if (touches.marks || !touches.lessened.empty()) remember_marks();
    // SQLite itself writes there when a table is renamed or dropped.
    marks_written_ = marks_written_ || (touches.marks && !drops && !alteration);
    count_keys(touches);
    for (const std::string& table : touches.lessened)
        count(table, drops);
    for (const std::string& table : touches.written)
        if (counted_.count(table) == 0 && may_replace(texts, read_table_kind(db_, table)))
            count(table, false);
    read_.insert(touches.read.begin(), touches.read.end());
    if (const std::string table = copied_whole(texts); !table.empty())
        for (const ColumnFacts& column : read_table_facts(db_, table).columns)
            read_.insert({fold(table), fold(column.name)});
}

bool Conservation::stood(std::string_view table) const {
    list_standing();
    return standing_.count(fold(table)) != 0;
}

/// Rows that go, and keys that change, may take references to them along.
void Conservation::count_keys(const Touches& touches) {
    for (const std::string& table : touches.lessened) {
        if (standing_.count(table) == 0) continue;
        keys_.take_children(table);
    }
    for (const auto& [table, column] : touches.updated) {
        if (standing_.count(table) == 0) continue;
        if (key_columns(db_, table).count(column) != 0) keys_.take(table);
    }
}

void Conservation::remember_marks() {
    if (!marks_) marks_ = read_marks(db_);
}

void Conservation::before_rebuild(const TableFacts& table) {
    std::string folded = fold(table.name);
    remember_marks();
    keys_.take_children(folded);
    for (const ColumnFacts& column : table.columns)
        if (!column.generated && !was_read(folded, fold(column.name)) && !may_lose(folded, column.name))
            fail_undeclared(fmt::format("the values of `{0}.{1}` are not copied into `varve_new_{0}`",
                                        table.name, column.name),
                            table.name, column.name);
}

void Conservation::follow(const Alteration& alteration) {
    keys_.follow(alteration);
    if (!alteration.renamed_to.empty()) {
        // Losses are declared in the names that stand before the step.
        for (std::size_t at = 0, known = declared_.size(); at != known; ++at)
            if (declared_[at].table == alteration.table)
                declared_.push_back({alteration.renamed_to, declared_[at].column});
        if (auto stood = standing_.extract(alteration.table); !stood.empty()) {
            stood.key() = alteration.renamed_to;
            standing_.erase(alteration.renamed_to);
            standing_.insert(std::move(stood));
        }
        auto node = counted_.extract(alteration.table);
        if (node.empty()) return;
        node.key() = alteration.renamed_to;
        counted_.erase(alteration.renamed_to);
        counted_.insert(std::move(node));
        return;
    }
    if (!alteration.column_renamed.empty()) {
        if (may_lose(alteration.table, alteration.column))
            declared_.push_back({alteration.table, alteration.column_renamed});
        return;
    }
    if (alteration.column.empty()) return;
    TableFacts table = read_table_facts(db_, alteration.table);
    const ColumnFacts* column = find_column(table.columns, alteration.column);
    if (column == nullptr || column->generated || may_lose(table.name, column->name)) return;
    fail_undeclared(fmt::format("the column `{}.{}` would be gone with its values", table.name, column->name),
                    table.name, column->name);
}

void Conservation::count(const std::string& folded, bool dropped) {
    // What the step made itself holds nothing that was there before it.
    const auto stood = standing_.find(folded);
    if (stood == standing_.end()) return;
    auto known = counted_.find(folded);
    if (known != counted_.end() && (known->second.dropped || !dropped)) return;
    TableFacts table = read_table_facts(db_, folded);
    // A search table without content cannot be counted: what is meant to be lost is not asked for.
    if (!table.exists() || is_derived(table) || may_lose(table.name) || may_lose(stood->second)) return;
    Counted& counted = counted_[folded];
    if (known == counted_.end())
        counted = {table.name, stood->second, rows_at_stake(db_, table), false, {}, {}};
    counted.dropped = dropped;
    if (!dropped) return;
    counted.columns = table.columns;
    counted.rowids = sum_of_rowids(db_, table);
}

bool Conservation::was_read(const std::string& table, const std::string& column) const {
    return read_.count({table, column}) != 0;
}

void Conservation::check() {
    for (const auto& [now, before] : counted_)
        check_table(now, before);
    check_keys();
    check_marks();
}

void Conservation::check_keys() const {
    for (const HeldKeys::Lost& lost : keys_.lost())
        if (!may_lose(lost.table, lost.column))
            fail_undeclared(fmt::format("{} of `{}.{}`, which names rows of `{}`, would be gone",
                                        count_of(static_cast<std::size_t>(lost.values), "value"), lost.table,
                                        lost.column, lost.parent),
                            lost.table, lost.column);
}

void Conservation::check_marks() {
    if (!marks_) return;
    const std::map<std::string, std::int64_t> after = read_marks(db_);
    for (const auto& [then, mark] : *marks_) {
        const auto stands = std::find_if(standing_.begin(), standing_.end(),
                                         [&, &name = then](const auto& each) { return each.second == name; });
        TableFacts table = read_table_facts(db_, stands == standing_.end() ? then : stands->first);
        if (!table.exists()) table = read_table_facts(db_, then);
        if (!table.exists() || may_lose(then, "rowid") || may_lose(table.name, "rowid")) continue;
        const auto now = after.find(fold(table.name));
        if (now != after.end() && now->second >= mark) continue;
        const std::string what = fmt::format("the AUTOINCREMENT mark {} of `{}`", mark, table.name);
        if (!has_word(table.sql, "autoincrement") || marks_written_)
            fail_undeclared(what + " would be gone, and ids be given out again", table.name, "rowid");
        write_mark(db_, table.name, mark);
    }
}

void Conservation::check_table(const std::string& now, const Counted& before) const {
    bool made_here = fold(before.name).rfind("varve_new_", 0) == 0;
    if (made_here || may_lose(before.name) || may_lose(now)) return;
    TableFacts after = read_table_facts(db_, now);
    if (!after.exists()) after = read_table_facts(db_, before.then);
    if (!after.exists())
        fail_undeclared(fmt::format("the table `{}` with {} would be gone", before.name,
                                    count_of(static_cast<std::size_t>(before.rows), "row")),
                        before.name);
    std::int64_t rows = count_rows(db_, after.name);
    if (rows < before.rows)
        fail_undeclared(
            fmt::format("the table `{}` would have {} rows of {}", before.name, rows, before.rows),
            before.name);
    if (!before.dropped) return;
    check_columns(before, after);
    check_rowids(before, after, rows);
}

/// Among more rows than there were they cannot be told apart.
void Conservation::check_rowids(const Counted& before, const TableFacts& after, std::int64_t rows) const {
    if (before.rowids.empty() || rows != before.rows) return;
    if (may_lose(before.name, "rowid") || may_lose(after.name, "rowid")) return;
    const std::string now = sum_of_rowids(db_, after);
    if (!now.empty() && now != before.rowids)
        fail_undeclared(
            fmt::format("the rowids of `{}` would be others: the table is dropped and made anew without them",
                        before.name),
            before.name, "rowid");
}

/// A table that was dropped and made anew: what was never read from the old one cannot be in the new one.
void Conservation::check_columns(const Counted& before, const TableFacts& after) const {
    for (const ColumnFacts& column : before.columns) {
        if (column.generated || was_read(fold(before.name), fold(column.name))) continue;
        if (may_lose(before.name, column.name) || may_lose(after.name, column.name)) continue;
        fail_undeclared(
            fmt::format("the values of `{}.{}` would be gone: the table is dropped and made anew without "
                        "them",
                        before.name, column.name),
            before.name, column.name);
    }
}

}  // namespace varve::detail
