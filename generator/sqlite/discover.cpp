#include "generator/sqlite/discover.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <optional>

#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/missing_requirement.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/sqlite_error.hpp"

namespace varve::compiler::sqlite {

namespace {

struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
};

/// A double-quoted text that names no column was a string to the SQLite that made the object.
std::string hint_for(std::string_view message, std::string_view sql) {
    constexpr std::string_view words = "no such column: ";
    if (message.substr(0, words.size()) != words) return {};
    const std::string_view name = message.substr(words.size());
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        const std::string_view bytes = sql.substr(token.begin, token.end - token.begin);
        if (bytes.front() != '"' || detail::unquote(bytes) != name) continue;
        return fmt::format("`{}` stands in double quotes, which are for names; a text stands in single ones",
                           bytes);
    }
    return {};
}

class Discoverer {
public:
    explicit Discoverer(Schema& schema) : schema_(schema) {
        sqlite3* db = nullptr;
        sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
        db_.reset(db);
        sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
        sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
        sqlite3_exec(db, "BEGIN", nullptr, nullptr, nullptr);
    }

    Discovery run() {
        std::vector<Statement> triggers;
        for (Statement& statement : render(schema_)) {
            if (statement.type == "trigger")
                triggers.push_back(std::move(statement));
            else
                expect(statement, make(statement.sql));
        }
        compile_defaults();
        for (View& view : schema_.views)
            compile_view(view);
        for (const Statement& trigger : triggers)
            compile_trigger(trigger);
        return std::move(found_);
    }

private:
    void expect(const Statement& statement, const std::string& message) {
        if (message.empty()) return;
        found_.refused.push_back({statement.type, statement.name, message, hint_for(message, statement.sql)});
    }

    /// Prepares, and steps where told to; "" when it holds. What is missing is stood in for, and it is tried
    /// again.
    std::string attempt(const std::string& sql, bool step) {
        while (true) {
            sqlite3_stmt* statement = nullptr;
            int code = sqlite3_prepare_v2(db_.get(), sql.c_str(), -1, &statement, nullptr);
            if (code == SQLITE_OK && step && sqlite3_step(statement) != SQLITE_DONE) code = SQLITE_ERROR;
            const std::string message = code == SQLITE_OK ? "" : detail::last_message(db_.get());
            sqlite3_finalize(statement);
            if (message.empty() || !stand_in(message)) return message;
        }
    }

    std::string make(const std::string& sql) { return attempt(sql, true); }

    bool stand_in(const std::string& message) {
        const std::optional<Requirement> wanted = missing_requirement(message);
        if (!wanted) return false;
        for (const Requirement& known : found_.requirements)
            if (known.kind == wanted->kind && known.name == wanted->name) return false;
        found_.requirements.push_back(*wanted);
        register_stand_ins(db_.get(), {*wanted});
        return true;
    }

    /// SQLite looks for the functions of a DEFAULT when it is used. What else it says of a row without
    /// values is no fault of the table.
    void compile_defaults() {
        for (const Table& table : schema_.tables)
            attempt("INSERT INTO " + quote(table.name) + " DEFAULT VALUES", false);
    }

    void compile_view(View& view) {
        const std::string select = "SELECT * FROM " + quote(view.name);
        const std::string message = attempt(select, false);
        if (!message.empty()) {
            found_.refused.push_back({"view", view.name, message, hint_for(message, view.sql)});
            return;
        }
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(db_.get(), select.c_str(), -1, &statement, nullptr);
        for (std::size_t i = 0; i != view.columns.size(); ++i) {
            const char* type = sqlite3_column_decltype(statement, static_cast<int>(i));
            view.columns[i].type = lift_type(type == nullptr ? "" : type);
            view.columns[i].type.sqltype.reset();
        }
        sqlite3_finalize(statement);
    }

    /// SQLite compiles a trigger only when a statement would fire it.
    void compile_trigger(const Statement& trigger) {
        std::string message = make(trigger.sql);
        for (const std::string& firing : firing_statements(trigger.table)) {
            if (!message.empty()) break;
            message = attempt(firing, false);
        }
        expect(trigger, message);
        make("DROP TRIGGER IF EXISTS " + quote(trigger.name));
    }

    /// Those that the table or view takes: a view takes only what its trigger stands in for.
    std::vector<std::string> firing_statements(const std::string& table) {
        std::string sets;
        sqlite3_stmt* columns = nullptr;
        const std::string list = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0";
        sqlite3_prepare_v2(db_.get(), list.c_str(), -1, &columns, nullptr);
        sqlite3_bind_text(columns, 1, table.c_str(), -1, SQLITE_TRANSIENT);
        while (sqlite3_step(columns) == SQLITE_ROW) {
            const auto* name = reinterpret_cast<const char*>(sqlite3_column_text(columns, 0));
            sets += (sets.empty() ? "" : ", ") + quote(name) + " = NULL";
        }
        sqlite3_finalize(columns);
        std::vector<std::string> statements;
        for (const std::string& sql :
             {"INSERT INTO " + quote(table) + " DEFAULT VALUES", "DELETE FROM " + quote(table),
              "UPDATE " + quote(table) + " SET " + sets})
            if (!refuses_view(attempt(sql, false))) statements.push_back(sql);
        return statements;
    }

    static bool refuses_view(const std::string& message) {
        return message.find("because it is a view") != std::string::npos;
    }

    Schema& schema_;
    std::unique_ptr<sqlite3, Close> db_;
    Discovery found_;
};

}  // namespace

Discovery discover(Schema& schema) {
    return Discoverer(schema).run();
}

}  // namespace varve::compiler::sqlite
