#include "generator/sqlite/prepare.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <string>

#include "generator/sqlite/firing.hpp"
#include "generator/sqlite/missing_requirement.hpp"
#include "generator/sqlite/refusal_place.hpp"
#include "generator/sqlite/scratch.hpp"
#include "generator/sqlite/shadow_names.hpp"
#include "runtime/src/sql_chars.hpp"

namespace varve::compiler::sqlite {

namespace {

bool matches(const Unmanaged& unmanaged, std::string_view name) {
    const std::string_view pattern = unmanaged.name;
    if (pattern.empty() || pattern.back() != '*') return detail::equal_ignoring_case(pattern, name);
    const std::string_view prefix = pattern.substr(0, pattern.size() - 1);
    return detail::equal_ignoring_case(name.substr(0, prefix.size()), prefix);
}

/// The table of the application's own that SQLite misses; "" for none.
std::string missed_unmanaged(const Schema& schema, std::string_view message) {
    constexpr std::string_view words = "no such table: ";
    const std::size_t at = message.find(words);
    if (at == std::string_view::npos) return {};
    std::string_view name = message.substr(at + words.size());
    if (name.substr(0, 5) == "main.") name.remove_prefix(5);
    const bool known = std::any_of(schema.unmanaged.begin(), schema.unmanaged.end(),
                                   [&](const Unmanaged& unmanaged) { return matches(unmanaged, name); });
    return known ? std::string(name) : std::string();
}

class Preparation {
public:
    Preparation(const Schema& schema, const SourceSet& sources, DiagnosticSink& sink)
        : schema_(schema), sources_(sources), sink_(sink), scratch_(schema.requirements) {}

    bool run() {
        if (!check_shadow_names(schema_, sink_)) return false;
        std::vector<Statement> triggers;
        std::vector<Statement> views;
        for (Statement& statement : render(schema_)) {
            if (statement.type == "trigger") {
                triggers.push_back(std::move(statement));
                continue;
            }
            expect_none(statement, scratch_.run(statement.sql));
            if (statement.type == "view") views.push_back(std::move(statement));
        }
        for (const Table& table : schema_.tables)
            if (good_) try_table(table);
        if (!good_) return false;
        for (const Statement& view : views)
            compile_view(view);
        for (const Statement& trigger : triggers)
            compile_trigger(trigger);
        return good_;
    }

private:
    /// Columns that are generated of each other are found out when they are read, functions that a default
    /// calls when it is used.
    void try_table(const Table& table) {
        const auto has = [&](auto member) {
            return std::any_of(table.columns.begin(), table.columns.end(),
                               [&](const Column& column) { return (column.*member).has_value(); });
        };
        Refusal refusal;
        if (has(&Column::generated)) refusal = scratch_.compile("SELECT * FROM " + quote(table.name));
        if (!refusal && has(&Column::default_value)) {
            refusal = scratch_.compile("INSERT INTO " + quote(table.name) + " DEFAULT VALUES");
            if (!missing_requirement(refusal.message)) refusal = {};
        }
        refusal.offset = -1;
        expect_none({"table", table.name, table.name, render_table(schema_, table, table.name)}, refusal);
    }

    /// The SELECT first: SQLite tells where in it something is wrong, but not where in a view.
    void compile_view(const Statement& view) {
        const auto found = std::find_if(schema_.views.begin(), schema_.views.end(),
                                        [&](const View& each) { return each.name == view.name; });
        Refusal refusal = scratch_.compile(found->sql);
        if (refusal.offset >= 0) refusal.offset += static_cast<int>(view.sql.size() - found->sql.size());
        expect_none(view, refusal ? refusal : scratch_.compile("SELECT * FROM " + quote(view.name)));
    }

    /// One at a time: a statement compiles every trigger that it would fire, and only one of them is to
    /// blame.
    void compile_trigger(const Statement& trigger) {
        const Refusal refusal = scratch_.run(trigger.sql);
        if (refusal) return expect_none(trigger, refusal);
        Refusal fired = scratch_.compile(firing_statement(scratch_.handle(), schema_, trigger));
        fired.offset = -1;
        expect_none(trigger, fired);
        scratch_.run("DROP TRIGGER " + quote(trigger.name));
    }

    void expect_none(const Statement& statement, const Refusal& refusal) {
        if (!refusal) return;
        good_ = false;
        sink_.error(DiagnosticKind::refused_by_sqlite, place_of(schema_, sources_, statement, refusal),
                    fmt::format("SQLite {} refuses {} `{}`: {}", sqlite3_libversion(), statement.type,
                                statement.name, refusal.message),
                    {}, help(statement, refusal.message));
    }

    std::string help(const Statement& statement, const std::string& message) const {
        if (const std::string table = missed_unmanaged(schema_, message); !table.empty())
            return fmt::format(
                "`{0}` is unmanaged, so a new database does not have it: declare the table, or "
                "leave the {1} unmanaged, too: `unmanaged {1} {2}`",
                table, statement.type, statement.name);
        const std::optional<Requirement> missing = missing_requirement(message, statement.sql);
        if (!missing) return {};
        return fmt::format("if the application registers it, say so on a line of its own: `{}`",
                           requires_line(*missing));
    }

    const Schema& schema_;
    const SourceSet& sources_;
    DiagnosticSink& sink_;
    Scratch scratch_;
    bool good_ = true;
};

}  // namespace

bool prepare(const Schema& schema, const SourceSet& sources, DiagnosticSink& sink) {
    return Preparation(schema, sources, sink).run();
}

bool prepare(const Schema& schema, DiagnosticSink& sink) {
    return prepare(schema, SourceSet(), sink);
}

}  // namespace varve::compiler::sqlite
