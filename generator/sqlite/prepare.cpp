#include "generator/sqlite/prepare.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <string>

#include "generator/sqlite/render.hpp"

namespace varve::compiler::sqlite {
namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Database = std::unique_ptr<sqlite3, Close>;

Database open_in_memory() {
    sqlite3* db = nullptr;
    sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                    nullptr);
    Database owner(db);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    return owner;
}

template <typename Item>
Span span_in(const std::vector<Item>& items, const std::string& name) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name == name; });
    return found == items.end() ? Span{} : found->span;
}

Span span_of(const Schema& schema, const Statement& statement) {
    if (statement.type == "view") return span_in(schema.views, statement.name);
    if (statement.type == "trigger") return span_in(schema.triggers, statement.name);
    const Table* table = schema.find_table(statement.table);
    if (table == nullptr) return {};
    if (statement.type == "table") return table->span;
    const auto index =
        std::find_if(table->indexes.begin(), table->indexes.end(),
                     [&](const Index& candidate) { return candidate.name.value == statement.name; });
    return index == table->indexes.end() ? table->span : index->span;
}

/// A statement that would fire the trigger: SQLite compiles a trigger only when it is used.
std::string firing_statement(const Statement& statement, const Schema& schema) {
    const auto trigger =
        std::find_if(schema.triggers.begin(), schema.triggers.end(),
                     [&](const Trigger& candidate) { return candidate.name == statement.name; });
    const std::string& event = trigger->timing_and_event;
    if (event.find("DELETE") != std::string::npos) return "DELETE FROM " + quote(statement.table);
    if (event.find("INSERT") != std::string::npos)
        return "INSERT INTO " + quote(statement.table) + " DEFAULT VALUES";
    const Table* table = schema.find_table(statement.table);
    const View* view = nullptr;
    for (const View& candidate : schema.views) {
        if (candidate.name == statement.table) view = &candidate;
    }
    std::string sets;
    const auto add = [&](const std::string& column) {
        sets += (sets.empty() ? "" : ", ") + quote(column) + " = NULL";
    };
    if (table != nullptr) {
        for (const Column& column : table->columns) {
            if (!column.generated) add(column.name);
        }
    } else if (view != nullptr) {
        for (const ViewColumn& column : view->columns)
            add(column.name);
    }
    return "UPDATE " + quote(statement.table) + " SET " + sets;
}

/// Compiles without running; SQLite's message, or "" when it holds.
std::string compile_error(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v2(db, sql.c_str(), static_cast<int>(sql.size()), &prepared, nullptr);
    sqlite3_finalize(prepared);
    return code == SQLITE_OK ? std::string() : sqlite3_errmsg(db);
}

std::string run_error(sqlite3* db, const std::string& sql) {
    return sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK ? std::string()
                                                                                 : sqlite3_errmsg(db);
}

void report(const Schema& schema, const Statement& statement, const std::string& message,
            DiagnosticSink& sink) {
    sink.error(DiagnosticKind::refused_by_sqlite, span_of(schema, statement),
               fmt::format("SQLite {} refuses {} `{}`: {}", sqlite3_libversion(), statement.type,
                           statement.name, message));
}

}  // namespace

bool prepare(const Schema& schema, DiagnosticSink& sink) {
    const Database db = open_in_memory();
    bool good = true;
    const auto expect_none = [&](const Statement& statement, const std::string& message) {
        if (message.empty()) return;
        report(schema, statement, message, sink);
        good = false;
    };
    std::vector<Statement> triggers;
    for (const Statement& statement : render(schema)) {
        if (statement.type == "trigger")
            triggers.push_back(statement);
        else
            expect_none(statement, run_error(db.get(), statement.sql));
    }
    if (!good) return false;
    for (const View& view : schema.views)
        expect_none({"view", view.name, view.name, ""},
                    compile_error(db.get(), "SELECT * FROM " + quote(view.name)));
    // One at a time: a statement compiles every trigger that it would fire, and only one of them is to blame.
    for (const Statement& trigger : triggers) {
        const std::string message = run_error(db.get(), trigger.sql);
        expect_none(trigger,
                    message.empty() ? compile_error(db.get(), firing_statement(trigger, schema)) : message);
        run_error(db.get(), "DROP TRIGGER IF EXISTS " + quote(trigger.name));
    }
    return good;
}

}  // namespace varve::compiler::sqlite
