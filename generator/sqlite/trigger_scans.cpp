#include "generator/sqlite/trigger_scans.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <string_view>

#include "generator/sqlite/firing.hpp"
#include "generator/sqlite/scratch.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/statement.hpp"

namespace varve::compiler::sqlite {

namespace {

using Scans = std::vector<std::pair<std::string, std::string>>;

/// What a statement does to all rows does not read too many of them.
bool chooses_by_its_row(const Trigger& trigger) {
    const std::vector<std::string_view> tokens = detail::token_texts(trigger.sql);
    bool chooses = false;
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        const std::string word = detail::fold(tokens[at]);
        if (word == "where") chooses = true;
        if (word == ";") chooses = false;
        if (chooses && (word == "new" || word == "old") && tokens[at + 1] == ".") return true;
    }
    return false;
}

/// "SCAN posts", "SCAN posts USING INDEX i" but not "SCAN 2 CONSTANT ROWS": the table.
const Table* scanned(const Schema& schema, std::string_view step) {
    constexpr std::string_view scan = "SCAN ";
    if (!step.starts_with(scan)) return nullptr;
    const auto is_named = [&](const Table& table) {
        const std::string_view rest = step.substr(scan.size());
        return rest == table.name || rest.starts_with(table.name + " ");
    };
    const auto found = std::find_if(schema.tables.begin(), schema.tables.end(), is_named);
    return found == schema.tables.end() ? nullptr : &*found;
}

/// SQLite puts the plan of a trigger behind `-- TRIGGER name`.
void read_plan(sqlite3* db, const Schema& schema, const Statement& trigger, Scans& scans) {
    detail::Statement plan(db, "EXPLAIN QUERY PLAN " + firing_statement(db, schema, trigger),
                           "cannot plan a trigger");
    bool inside = false;
    while (plan.step()) {
        const std::string step = plan.text(3);
        if (step.starts_with("-- TRIGGER")) inside = step == "-- TRIGGER " + trigger.name;
        const Table* table = inside ? scanned(schema, step) : nullptr;
        if (table == nullptr) continue;
        std::pair<std::string, std::string> scan(trigger.name, table->name);
        if (std::find(scans.begin(), scans.end(), scan) == scans.end()) scans.push_back(std::move(scan));
    }
}

}  // namespace

Scans trigger_scans(const Schema& schema) {
    Scans scans;
    Scratch scratch(schema.requirements);
    sqlite3_db_config(scratch.handle(), SQLITE_DBCONFIG_TRIGGER_EQP, 1, nullptr);
    std::vector<Statement> triggers;
    for (Statement& statement : render(schema)) {
        const Refusal refusal = scratch.run(statement.sql);
        if (statement.type == "trigger" && !refusal) triggers.push_back(std::move(statement));
    }
    for (const Statement& statement : triggers) {
        const auto trigger = std::find_if(schema.triggers.begin(), schema.triggers.end(),
                                          [&](const Trigger& each) { return each.name == statement.name; });
        if (trigger == schema.triggers.end() || !chooses_by_its_row(*trigger)) continue;
        if (!scratch.compile(firing_statement(scratch.handle(), schema, statement)))
            read_plan(scratch.handle(), schema, statement, scans);
    }
    return scans;
}

}  // namespace varve::compiler::sqlite
