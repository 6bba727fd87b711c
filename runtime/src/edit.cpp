#include "runtime/src/edit.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

#include <varve/error.hpp>

#include "runtime/src/directive.hpp"
#include "runtime/src/executor.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/preflight.hpp"
#include "runtime/src/preflight_key.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot edit the text of a table";

bool is_word(const std::vector<std::string_view>& texts, std::size_t at, std::string_view word) {
    return at < texts.size() && fold(texts[at]) == word;
}

/// `CREATE TABLE t (`, with nothing between.
bool creates_table(const std::vector<std::string_view>& texts) {
    return is_word(texts, 0, "create") && is_word(texts, 1, "table") && texts.size() > 3 && texts[3] == "(";
}

/// `UPDATE t`, `UPDATE OR ABORT t`; a conflict clause that leaves rows out or ends the transaction is none of
/// a migration's.
bool updates(const std::vector<std::string_view>& texts, const std::string& table) {
    if (!is_word(texts, 0, "update")) return false;
    const std::size_t name = is_word(texts, 1, "or") && is_word(texts, 2, "abort") ? 3 : 1;
    return name < texts.size() && fold(unquote(texts[name])) == fold(table);
}

/// The name and all that stands behind it, as it stands in `text`.
std::string_view from_name(std::string_view text) {
    return text.substr(sql_tokens(text).at(2).begin);
}

/// The columns that a row is known by: its key, or its rowid.
std::string key_of(sqlite3* db, const TableFacts& table) {
    std::string key;
    Statement each(db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE pk > 0 ORDER BY pk", tried);
    each.bind(1, table.name);
    while (each.step())
        key += (key.empty() ? "" : ", ") + quote_name(each.text(0));
    const std::string rowid = rowid_name(table);
    return key.empty() ? (rowid.empty() ? "'?'" : rowid) : key;
}

}  // namespace

Edit::Edit(sqlite3* db, const std::string& table)
    : db_(db), old_(read_table_facts(db, table)), quiet_(std::make_unique<QuietUpdates>(db)) {
    if (!old_.exists()) throw StepFailure(fmt::format("`--@ edit {}`: there is no such table", table));
    if (old_.is_virtual || old_.shadow)
        throw StepFailure(
            fmt::format("`--@ edit {}`: a virtual table has no rules; drop it and make it anew", old_.name));
    key_ = key_of(db, old_);
}

bool Edit::take(std::string_view statement) {
    const std::vector<std::string_view> texts = token_texts(statement);
    if (!text_.empty())
        throw StepFailure(fmt::format("in `--@ edit {0}` the `CREATE TABLE {0}` stands last", old_.name));
    if (updates(texts, old_.name)) return false;
    if (!creates_table(texts) || unquote(texts[2]) != old_.name)
        throw StepFailure(
            fmt::format("in `--@ edit {0}` stand `UPDATE {0}` and, last, `CREATE TABLE {0} (…)`: "
                        "use `--@ rebuild {0}` for more",
                        old_.name));
    const std::string written = written_sql(statement);
    text_ = fmt::format("CREATE TABLE {}", from_name(written));
    // What an older program left behind may be spelled in other words: what stands now counts.
    edit_ = compare_table_texts(old_.sql, text_);
    if (!edit_.obstacle.empty())
        throw StepFailure(
            fmt::format("`--@ edit {0}` asks for more than new rules: {1}; use `--@ rebuild {0}`", old_.name,
                        edit_.obstacle));
    check_text();
    return true;
}

/// A text in sqlite_schema is read with more leave than one that is run: it must pass as a statement first.
void Edit::check_text() const {
    const std::string sql = fmt::format("CREATE TEMP TABLE {}", from_name(text_));
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    sqlite3_finalize(statement);
    if (code == SQLITE_OK) return;
    if (!is_fault_of_sql(code)) throw_sqlite(db_, tried);
    throw StepFailure(fmt::format("the new text of `{}` is refused: {}", old_.name, last_message(db_)));
}

void Edit::end_updates() {
    quiet_.reset();
    if (text_.empty()) throw StepFailure(fmt::format("`--@ edit {0}` has no `CREATE TABLE {0}`", old_.name));
}

/// The rows that break the rule, the first ten by name.
Offence Edit::offence(const EditRule& rule, std::int64_t count) const {
    constexpr int most = 10;
    Statement each(db_,
                   fmt::format("SELECT {} FROM main.{} WHERE {} LIMIT {}", key_, quote_name(old_.name),
                               rule.broken, most),
                   tried);
    Offence found{{}, old_.name, rule.words, count, key_names(each.handle()), {}};
    while (each.step())
        found.keys.push_back(key_of_row(each.handle()));
    return found;
}

void Edit::look_through() const {
    if (edit_.rules.empty()) return;
    std::string counts;
    for (const EditRule& rule : edit_.rules)
        counts += fmt::format("{}count(*) FILTER (WHERE {})", counts.empty() ? "" : ", ", rule.broken);
    Statement each(db_, fmt::format("SELECT {} FROM main.{}", counts, quote_name(old_.name)), tried);
    each.step();
    std::vector<std::string> lines;
    for (std::size_t i = 0; i != edit_.rules.size(); ++i)
        if (const std::int64_t count = each.integer(static_cast<int>(i)); count != 0)
            lines.push_back(describe(offence(edit_.rules[i], count)));
    if (!lines.empty()) throw MisfitFailure(fmt::format("{}", fmt::join(lines, "\n  ")), old_.name);
}

std::vector<std::string> Edit::finish() {
    const std::string before = layout();
    write(text_);
    if (layout() != before) {
        write(old_.sql);
        return rebuild_statements(old_, text_);
    }
    check();
    return {};
}

/// Everything that SQLite reads rows and indexes by.
std::string Edit::layout() const {
    std::string text;
    Statement each(
        db_,
        "SELECT 'column', name, cid, pk, hidden, '', '', '' FROM pragma_table_xinfo(?1, 'main') UNION ALL "
        "SELECT l.name, l.origin, l.\"unique\", l.partial, x.seqno, x.cid, x.\"desc\" || x.key, x.coll "
        "FROM pragma_index_list(?1, 'main') l, pragma_index_xinfo(l.name, 'main') x ORDER BY 1, 5, 3",
        tried);
    each.bind(1, old_.name);
    while (each.step())
        for (int i = 0; i != 8; ++i)
            text += each.text(i) + '\t';
    return text;
}

void Edit::write(const std::string& text) const {
    const SchemaWriting writing(db_);
    Statement put(db_, "UPDATE main.sqlite_schema SET sql = ?1 WHERE type = 'table' AND name = ?2", tried);
    put.bind(1, text);
    put.bind(2, old_.name);
    put.run();
    // Other connections read the schema anew by this; PRAGMA says nothing where it does nothing.
    const std::int64_t cookie = read_schema_cookie(db_) + 1;
    run_statement(db_, fmt::format("PRAGMA main.schema_version={}", cookie), tried);
    if (read_schema_cookie(db_) != cookie)
        throw Error(ErrorCode::misuse, "cannot migrate: SQLite does not set schema_version");
    run_statement(db_, "PRAGMA writable_schema=RESET", tried);
}

void Edit::check() const {
    const TableFacts now = read_table_facts(db_, old_.name);
    if (now.name != old_.name || now.sql != text_)
        throw StepFailure(fmt::format("the new text of `{}` was not taken over", old_.name));
    // Every row is read once more, as the new text has SQLite read it: the rows may have been changed, too.
    std::string count = fmt::format("SELECT count(*) FROM main.{} NOT INDEXED", quote_name(old_.name));
    if (!edit_.broken.empty()) count += " WHERE " + edit_.broken;
    const std::int64_t found = query_integer(db_, count, tried);
    if (!edit_.broken.empty() && found != 0)
        throw MisfitFailure(fmt::format("{} of `{}` would not fit its checks",
                                        count_of(static_cast<std::size_t>(found), "row"), old_.name),
                            old_.name);
}

std::vector<std::string> rebuild_statements(const TableFacts& table, const std::string& text) {
    const std::vector<SqlToken> tokens = sql_tokens(text);
    const std::string made = quote_name("varve_new_" + table.name);
    std::vector<std::string> names;
    if (const std::string rowid = rowid_name(table); !rowid.empty() && !table.integer_key)
        names.push_back(rowid);
    for (const ColumnFacts& column : table.columns)
        if (!column.generated) names.push_back(quote_name(column.name));
    return {fmt::format("CREATE TABLE {}{}", made, std::string_view(text).substr(tokens.at(2).end)),
            fmt::format("INSERT OR ABORT INTO {0} ({1}) SELECT {1} FROM {2}", made, fmt::join(names, ", "),
                        quote_name(table.name))};
}

}  // namespace varve::detail
