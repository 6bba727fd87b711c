#include "runtime/src/dependents.hpp"

#include <fmt/core.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"
#include "runtime/src/trigger_event.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at views and triggers";

using Dependent = StructureObject;

std::vector<Dependent> dependents(sqlite3* db) {
    std::vector<Dependent> found;
    Statement each(
        db,
        // Without pages of their own are they, and virtual tables. A number is compared for less than two
        // words.
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE rootpage = 0 ORDER BY type, name",
        tried);
    while (each.step())
        if (each.text(0) != "table")
            found.push_back({each.text(0), each.text(1), each.text(2), each.text(3)});
    return found;
}

/// What SQLite says against the statement, or "".
std::string compile(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
    sqlite3_finalize(statement);
    if (code == SQLITE_OK) return {};
    const std::string said = last_message(db);
    return said + std::string(registration_hint(said));
}

/// With or without generated columns, which an UPDATE does not set and a trigger may name.
std::vector<std::string> column_names(sqlite3* db, const std::string& table, bool generated) {
    std::vector<std::string> names;
    Statement each(
        db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0 OR (?2 AND hidden > 1)", tried);
    each.bind(1, table);
    each.bind(2, generated ? 1 : 0);
    while (each.step())
        names.push_back(each.text(0));
    return names;
}

/// A statement whose compilation compiles every trigger of the event.
std::string statement_that_fires(sqlite3* db, TriggerEvent::Kind kind, const std::string& table) {
    std::string name = quote_name(table);
    if (kind == TriggerEvent::Kind::insert) return "INSERT INTO main." + name + " DEFAULT VALUES";
    if (kind == TriggerEvent::Kind::remove) return "DELETE FROM main." + name;
    std::string sets;
    for (const std::string& column : column_names(db, table, false))
        sets += (sets.empty() ? "" : ", ") + quote_name(column) + " = " + quote_name(column);
    return "UPDATE main." + name + " SET " + sets;
}

/// A trigger UPDATE OF a column that is gone compiles, and never fires.
std::string missing_column(sqlite3* db, const TriggerEvent& event, const std::string& table) {
    std::vector<std::string> names = column_names(db, table, true);
    for (const std::string& column : event.columns)
        if (std::none_of(names.begin(), names.end(),
                         [&](const auto& name) { return fold(name) == fold(column); }))
            return "no such column: " + column;
    return {};
}

/// Where the trigger says itself what fires it, that compiles it without a look at the table.
bool works(sqlite3* db, const TriggerEvent& event, const std::string& table) {
    if (event.kind != TriggerEvent::Kind::update)
        return compile(db, statement_that_fires(db, event.kind, table)).empty();
    std::string sets;
    for (const std::string& column : event.columns)
        sets += (sets.empty() ? "" : ", ") + quote_name(column) + " = NULL";
    return !sets.empty() && compile(db, "UPDATE main." + quote_name(table) + " SET " + sets).empty();
}

std::string problem_of(sqlite3* db, const Dependent& dependent) {
    if (dependent.type == "view") return compile(db, "SELECT * FROM main." + quote_name(dependent.name));
    TriggerEvent event = read_trigger_event(dependent.sql);
    if (works(db, event, dependent.table)) return {};
    // Of a view that does not work itself not even the columns can be asked.
    if (std::string problem = compile(db, "SELECT * FROM main." + quote_name(dependent.table));
        !problem.empty())
        return problem;
    std::string missing = missing_column(db, event, dependent.table);
    return missing.empty() ? compile(db, statement_that_fires(db, event.kind, dependent.table)) : missing;
}

bool is_plain(const std::string& name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return is_identifier_byte(c); });
}

/// Too many rather than too few: a name that may be spelled in several ways stands in every text.
bool mentions(std::string_view folded_sql, const std::set<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return !is_plain(name) || folded_sql.find(name) != std::string::npos;
    });
}

/// Those that name what was touched, and those that name one of them in turn.
std::vector<Dependent> concerned(std::vector<FoldedObject> others, std::set<std::string> touched) {
    std::vector<Dependent> found;
    for (bool grows = true; grows;) {
        grows = false;
        for (FoldedObject& each : others) {
            if (each.row == nullptr || !mentions(*each.folded, touched)) continue;
            touched.insert(fold(each.row->name));
            found.push_back(*std::exchange(each.row, nullptr));
            grows = true;
        }
    }
    return found;
}

std::vector<Dependent> concerned(const std::vector<Dependent>& others, const std::set<std::string>& touched) {
    std::vector<std::string> texts;
    for (const Dependent& each : others)
        texts.push_back(fold(each.sql));
    std::vector<FoldedObject> folded;
    for (std::size_t i = 0; i != others.size(); ++i)
        folded.push_back({&others[i], &texts[i]});
    return concerned(std::move(folded), touched);
}

std::map<std::string, std::string> broken_among(sqlite3* db, const std::vector<Dependent>& all) {
    std::map<std::string, std::string> broken;
    for (const Dependent& each : all)
        if (std::string problem = problem_of(db, each); !problem.empty())
            broken.emplace(fmt::format("{} `{}`", each.type, each.name), problem);
    return broken;
}

/// Those tables whose text lets them refer to one of these.
std::vector<std::string> possible_children(sqlite3* db, const std::set<std::string>& tables) {
    std::vector<std::string> found;
    Statement each(db, "SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND sql IS NOT NULL",
                   "cannot look at foreign keys");
    while (each.step()) {
        const std::string sql = fold(each.text(1));
        if (sql.find("references") != std::string::npos && mentions(sql, tables))
            found.push_back(each.text(0));
    }
    return found;
}

/// A key of the parent that is none (SQLite refuses to check it) and a parent that is not there at all are
/// the schema's affair (`unchecked`), and no row's.
void count_orphans(sqlite3* db, const std::string& table, Orphans& orphans) {
    try {
        Statement each(db, "SELECT \"parent\", count(*) FROM pragma_foreign_key_check(?1, 'main') GROUP BY 1",
                       fmt::format("cannot check the foreign keys of `{}`", table));
        each.bind(1, table);
        while (each.step())
            if (read_table_kind(db, each.text(0)).exists()) orphans[{table, each.text(0)}] = each.integer(1);
    } catch (const Error& error) {
        if (std::string_view(error.what()).find("foreign key mismatch") == std::string_view::npos) throw;
    }
}

}  // namespace

std::set<std::string> with_children(sqlite3* db, const std::set<std::string>& tables) {
    if (tables.empty()) return {};
    std::set<std::string> concerned = tables;
    for (const std::string& child : possible_children(db, tables)) {
        Statement each(db, "SELECT \"table\" FROM pragma_foreign_key_list(?1, 'main')",
                       "cannot look at foreign keys");
        each.bind(1, child);
        while (each.step())
            if (tables.count(fold(each.text(0))) != 0) concerned.insert(fold(child));
    }
    return concerned;
}

std::map<std::string, std::string> broken_dependents(sqlite3* db) {
    return broken_among(db, dependents(db));
}

void check_dependents(sqlite3* db, const std::map<std::string, std::string>& before,
                      const std::set<std::string>* touched, const StructureImage* image) {
    std::vector<Dependent> all;
    if (touched == nullptr)
        all = dependents(db);
    else if (!touched->empty())
        all = image == nullptr ? concerned(dependents(db), *touched)
                               : concerned(image->views_and_triggers(), *touched);
    for (const auto& [what, problem] : broken_among(db, all))
        if (before.count(what) == 0)
            throw StepFailure(fmt::format(
                "the {} would no longer work: {}; drop it first and make it anew after", what, problem));
}

std::string mending_hint(std::string_view why, const std::map<std::string, std::string>& broken) {
    constexpr std::string_view words = "error in ";
    const std::size_t at = why.find(words);
    if (at == std::string_view::npos) return {};
    const std::string_view said = why.substr(at + words.size());
    for (const auto& [what, problem] : broken) {
        std::string plain = what;
        plain.erase(std::remove(plain.begin(), plain.end(), '`'), plain.end());
        if (said.substr(0, plain.size() + 2) == plain + ": ")
            return fmt::format(
                "\n  the {} did not work before, and SQLite alters no names while one does not: mend it or "
                "drop it first",
                what);
    }
    return {};
}

Orphans find_orphans(sqlite3* db, const std::set<std::string>& tables, const StructureImage* image) {
    Orphans orphans;
    if (image != nullptr) {
        for (const std::string& table : image->referring(tables))
            count_orphans(db, table, orphans);
        return orphans;
    }
    for (const std::string& table : with_children(db, tables)) {
        const TableFacts facts = read_table_kind(db, table);
        if (!facts.exists() || facts.is_virtual || facts.shadow) continue;
        count_orphans(db, facts.name, orphans);
    }
    return orphans;
}

void check_foreign_keys(sqlite3* db, const std::set<std::string>& tables, const Orphans& before,
                        const StructureImage* image) {
    for (const auto& [between, count] : find_orphans(db, tables, image)) {
        auto known = before.find(between);
        if (known != before.end() && known->second >= count) continue;
        throw OrphanFailure(
            fmt::format("{} of `{}` would name rows of `{}` that are not there",
                        count_of(static_cast<std::size_t>(count), "row"), between.first, between.second),
            with_children(db, tables));
    }
}

}  // namespace varve::detail
