#include "runtime/command_line/offline_steps.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

#include <algorithm>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/offline_guard.hpp"
#include "runtime/src/edit.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {
namespace {

constexpr std::string_view tried = "cannot look at the scratch database";

[[noreturn]] void fail(const std::string& why) {
    throw CommandError(exit_failed, fmt::format("this cannot be written as a script: {}", why));
}

std::string columns_of(std::string_view table) {
    return fmt::format("(SELECT group_concat(name, ', ') FROM pragma_table_xinfo({}) WHERE hidden <> 1)",
                       sql_text(table));
}

bool is_text_of(std::string_view sql) {
    const std::vector<std::string_view> texts = token_texts(sql);
    return texts.size() > 3 && fold(texts[0]) == "create" && fold(texts[1]) == "table";
}

}  // namespace

std::string OfflineSteps::write(std::string_view script) {
    text_.clear();
    const std::int64_t cookie = query_integer(db_, "PRAGMA main.schema_version", tried);
    const std::vector<Step> steps = split_steps(script);
    losses_.clear();
    for (const Step& step : steps) {
        if (!step.directive) continue;
        const Directive directive = read_directive(step.text);
        losses_.insert(losses_.end(), directive.losses.begin(), directive.losses.end());
    }
    for (const Step& step : steps) {
        if (step.directive)
            follow(read_directive(step.text));
        else if (question_)
            ask(step.text);
        else if (open_ && open_->kind == DirectiveKind::edit && is_text_of(step.text))
            new_text_ = written_sql(step.text);
        else
            statement(step.text);
    }
    if (question_) fail(fmt::format("`--@ preflight {}` has no query behind it", question_->table));
    if (open_) fail(fmt::format("a `--@ rebuild` or `--@ edit` of `{}` has no `--@ end`", open_->table));
    // Other programs read the schema anew by this.
    if (query_integer(db_, "PRAGMA main.schema_version", tried) == cookie)
        emit("CREATE TABLE main.varve_cookie(x)"), emit("DROP TABLE main.varve_cookie");
    return text_;
}

void OfflineSteps::follow(const Directive& directive) {
    switch (directive.kind) {
        case DirectiveKind::rebuild:
        case DirectiveKind::edit:
            return begin(directive);
        case DirectiveKind::preflight:
            question_ = directive;
            return;
        case DirectiveKind::end:
            if (!open_) fail("`--@ end` has no `--@ rebuild` or `--@ edit` before it");
            return open_->kind == DirectiveKind::edit ? finish_edit() : finish_rebuild();
        default:
            return;
    }
}

void OfflineSteps::ask(std::string_view query) {
    say(guard(fmt::format("NOT EXISTS ({})", written_sql(query)),
              fmt::format("in `{}`: {}", question_->table, question_->words)));
    question_.reset();
}

void OfflineSteps::say(std::string_view text) {
    text_ += text;
}

void OfflineSteps::emit(const std::string& sql) {
    text_ += sql + ";\n";
    char* message = nullptr;
    if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
    const std::string why = message == nullptr ? "out of memory" : message;
    sqlite3_free(message);
    fail(fmt::format("{}: {}", sql, why));
}

/// As the migrator does, no trigger fires and no CHECK is held while rows are fitted for new rules.
void OfflineSteps::statement(std::string_view sql) {
    const bool quiet = open_ && open_->kind == DirectiveKind::edit;
    if (quiet) say(".dbconfig enable_trigger off\n"), emit("PRAGMA ignore_check_constraints = ON");
    emit(written_sql(sql));
    if (quiet) say(".dbconfig enable_trigger on\n"), emit("PRAGMA ignore_check_constraints = OFF");
}

void OfflineSteps::begin(const Directive& directive) {
    if (open_) fail(fmt::format("a rebuild or edit of `{}` stands inside another", directive.table));
    open_ = directive;
    new_text_.clear();
    old_ = read_table_facts(db_, directive.table);
    if (!old_.exists()) fail(fmt::format("there is no table `{}`", directive.table));
    check_neighbours();
}

/// What the scratch database does not have would be lost by a rebuild: a column, an index or a trigger that
/// somebody added.
void OfflineSteps::check_neighbours() {
    const std::string table = sql_text(old_.name);
    const std::string columns = query_text(db_, "SELECT " + columns_of(old_.name), tried);
    say(guard(
        fmt::format("{} = {}", columns_of(old_.name), sql_text(columns)),
        fmt::format("the columns of `{}` are not {}: use `upgrade` without --sql", old_.name, columns)));
    std::vector<std::string> names;
    for (const std::string& name : kept_objects("name"))
        names.push_back(sql_text(name));
    say(guard(
        fmt::format(
            "NOT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE tbl_name = {} COLLATE NOCASE AND type IN "
            "('index', 'trigger') AND sql IS NOT NULL AND name NOT IN ({}))",
            table, fmt::join(names, ", ")),
        fmt::format("an index or a trigger on `{}` is not of the schema and would be gone: use `upgrade` "
                    "without --sql",
                    old_.name)));
}

std::vector<std::string> OfflineSteps::kept_objects(std::string_view column) const {
    std::vector<std::string> found;
    Statement each(
        db_,
        fmt::format("SELECT {} FROM main.sqlite_schema WHERE tbl_name = ?1 COLLATE NOCASE AND type "
                    "IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, rowid",
                    column),
        tried);
    each.bind(1, old_.name);
    while (each.step())
        found.push_back(each.text(0));
    return found;
}

/// An edit of the schema's text needs what a script cannot do (a look at how SQLite reads the old text
/// first), so it is the rebuild that comes to the same.
void OfflineSteps::finish_edit() {
    if (new_text_.empty()) fail(fmt::format("`--@ edit {0}` has no `CREATE TABLE {0}`", old_.name));
    for (const std::string& sql : rebuild_statements(old_, new_text_))
        emit(sql);
    finish_rebuild();
}

void OfflineSteps::finish_rebuild() {
    const std::string made = "varve_new_" + old_.name;
    if (!may_lose(fold(old_.name)))
        say(guard(fmt::format("(SELECT count(*) FROM main.{}) = (SELECT count(*) FROM main.{})",
                              quote_name(made), quote_name(old_.name)),
                  fmt::format("the rebuild of `{}` does not copy every row", old_.name)));
    const std::vector<std::string> kept = kept_objects("sql");
    const bool marks = has_marks();
    if (marks)
        say(fmt::format(
            "CREATE TEMP TABLE varve_mark AS SELECT seq FROM main.sqlite_sequence WHERE name = {};\n",
            sql_text(old_.name)));
    put_in_place();
    for (const std::string& sql : kept)
        emit(sql);
    if (marks) restore_mark();
    open_.reset();
}

void OfflineSteps::put_in_place() {
    emit(fmt::format("DROP TABLE main.{}", quote_name(old_.name)));
    emit("PRAGMA legacy_alter_table = ON");
    emit(fmt::format("ALTER TABLE main.{} RENAME TO {}", quote_name("varve_new_" + old_.name),
                     quote_name(old_.name)));
    emit("PRAGMA legacy_alter_table = OFF");
}

bool OfflineSteps::has_marks() const {
    return query_integer(db_, "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'",
                         tried) != 0;
}

void OfflineSteps::restore_mark() {
    const std::string name = sql_text(old_.name);
    if (has_word(read_table_facts(db_, old_.name).sql, "autoincrement"))
        say(fmt::format(
            "INSERT INTO temp.varve_mark SELECT seq FROM main.sqlite_sequence WHERE name = {0};\n"
            "DELETE FROM main.sqlite_sequence WHERE name = {0};\n"
            "INSERT INTO main.sqlite_sequence(name, seq) SELECT {0}, max(seq) FROM temp.varve_mark "
            "HAVING count(*) > 0;\n",
            name));
    say("DROP TABLE temp.varve_mark;\n");
}

bool OfflineSteps::may_lose(const std::string& table) const {
    return std::any_of(losses_.begin(), losses_.end(),
                       [&](const Loss& loss) { return loss.table == table && loss.column.empty(); });
}

std::string offline_structure_guard(sqlite3* scratch) {
    std::string expected;
    Statement each(scratch,
                   "SELECT type, name, tbl_name FROM main.sqlite_schema WHERE name NOT GLOB 'sqlite_*' AND "
                   "tbl_name NOT IN ('varve_revisions', 'varve_log') ORDER BY type, name",
                   tried);
    while (each.step())
        expected += fmt::format("{}({}, {}, {})", expected.empty() ? "" : ", ", sql_text(each.text(0)),
                                sql_text(each.text(1)), sql_text(each.text(2)));
    if (expected.empty()) return {};
    return guard(
        fmt::format("NOT EXISTS (SELECT 1 FROM (VALUES {}) AS e WHERE NOT EXISTS (SELECT 1 FROM "
                    "main.sqlite_schema AS "
                    "s\n    WHERE s.type = e.column1 AND s.name = e.column2 COLLATE NOCASE AND s.tbl_name = "
                    "e.column3 COLLATE NOCASE))",
                    expected),
        "an object of the schema is missing: `check` names it; nothing was changed by this revision");
}

}  // namespace varve::detail
