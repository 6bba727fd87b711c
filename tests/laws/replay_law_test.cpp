// For random schemas: every table can be filled with rows, and the steps that the plan writes between two of
// them are what they claim when they are rehearsed on such rows.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>

#include "generator/history/diff.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/populate.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/law_seeds.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;

namespace {

std::optional<Schema> random_schema(std::uint32_t seed) {
    Schema schema = testing::compile_file(testing::random_schema(seed));
    DiagnosticSink sink;
    if (!sqlite::prepare(schema, sink)) return std::nullopt;
    return schema;
}

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

RevisionSource revision(const std::string& name, const std::string& up, const std::string& down,
                        const Schema& schema) {
    RevisionSource source;
    source.directory = "draft_" + name;
    source.name = name;
    source.up = varve::detail::normalise_sql(up);
    source.down = varve::detail::normalise_sql(down);
    source.schema = schema;
    return source;
}

std::optional<Plan> planned(const Schema& before, const Schema& after) {
    DiagnosticSink sink;
    const Changes changes = diff(before, after, sink);
    Plan steps = plan(before, after, changes, sink);
    if (sink.has_errors()) return std::nullopt;
    return steps;
}

/// The errors of a rehearsal, and the steps when there are some.
std::string rehearsed(const Schema& before, const Schema& after, const Plan& steps) {
    VerifiedChain chain;
    chain.revisions = {revision("initial", create_all(before), "", before),
                       revision("step", steps.up, steps.down, after)};
    chain.records.push_back(make_record(chain.revisions[0], {}));
    chain.records.push_back(make_record(chain.revisions[1], {chain.records[0].digest}));
    DiagnosticSink rehearsal;
    replay(chain, rehearsal);
    std::string told;
    for (const Diagnostic& diagnostic : rehearsal.diagnostics())
        if (diagnostic.severity == Severity::error) told += diagnostic.message + "\n";
    if (!told.empty()) told += "up:\n" + steps.up + "\ndown:\n" + steps.down;
    return told;
}

/// What a rehearsal of the plan from one schema to the other tells; nothing when there is no plan.
std::optional<std::string> rehearsed(const Schema& before, const Schema& named) {
    const Schema after = inherit_names(named, before);
    const std::optional<Plan> steps = planned(before, after);
    if (!steps) return std::nullopt;
    return rehearsed(before, after, *steps);
}

bool mentions(const Table& table, const std::string& column) {
    const auto named = [&](const std::vector<std::string>& columns) {
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    const auto termed = [&](const std::vector<KeyTerm>& terms) {
        return std::any_of(terms.begin(), terms.end(),
                           [&](const KeyTerm& term) { return term.column == column; });
    };
    return (table.primary_key && termed(table.primary_key->terms)) ||
           std::any_of(table.uniques.begin(), table.uniques.end(),
                       [&](auto& each) { return named(each.columns); }) ||
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                       [&](auto& each) { return named(each.columns); }) ||
           std::any_of(table.indexes.begin(), table.indexes.end(),
                       [&](auto& each) { return termed(each.terms); });
}

void rename(Schema& schema, Table& table) {
    if (table.was) return;
    const std::string old = table.name;
    table.was = Hint{old, {}};
    table.name = "renamed " + old;
    for (Table& each : schema.tables)
        for (ForeignKey& key : each.foreign_keys)
            if (key.table == old) key.table = table.name;
}

void rename(const Schema& schema, const Table& table, Column& column) {
    // What triggers say of a column is resolved when they run.
    bool referred = mentions(table, column.name) || !schema.triggers.empty();
    for (const Table& each : schema.tables)
        for (const ForeignKey& key : each.foreign_keys)
            for (const std::string& reference : key.references)
                referred = referred || (key.table == table.name && reference == column.name);
    if (referred || column.was) return;
    column.was = Hint{column.name, {}};
    column.name = "renamed " + column.name;
}

/// One of the small changes that schemas go through in their lives.
void change(Schema& schema, std::mt19937& random) {
    Table& table = schema.tables[random() % schema.tables.size()];
    const std::size_t at = random() % table.columns.size();
    Column added;
    added.name = "added";
    added.type.kind = TypeKind::text;
    switch (random() % 9) {
        case 0:
            added.nullable = true;
            table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(at), added);
            break;
        case 1:
            added.default_value = Default{Default::Kind::literal, "'x'", {}};
            table.columns.push_back(added);
            break;
        case 2:
            if (table.columns.size() > 1 && !mentions(table, table.columns[at].name))
                table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 3:
            std::shuffle(table.columns.begin(), table.columns.end(), random);
            break;
        case 4:
            table.indexes.clear();
            break;
        case 5:
            if (!mentions(table, table.columns[at].name)) table.columns[at].nullable = true;
            break;
        case 6:
            rename(schema, table, table.columns[at]);
            break;
        case 7:
            rename(schema, table);
            break;
        default:
            table.strict = false;
            break;
    }
}

}  // namespace

TEST_CASE("random schemas are filled with rows", "[law]") {
    for (std::uint32_t seed = 0; seed != testing::law_seeds(300); ++seed) {
        const std::optional<Schema> schema = random_schema(seed);
        if (!schema) continue;
        varve::Connection db = varve::Connection::open({.path = ":memory:"});
        db.execute(create_all(*schema));
        const std::vector<Unpopulated> empty = populate(db.native_handle(), *schema);
        INFO("seed " << seed << ", " << (empty.empty() ? "" : empty[0].table + ": " + empty[0].reason));
        REQUIRE(empty.empty());
    }
}

TEST_CASE("what the plan writes is what it claims, for any two random schemas", "[law]") {
    std::size_t plans = 0;
    for (std::uint32_t seed = 0; seed != testing::law_seeds(200); ++seed) {
        const std::optional<Schema> before = random_schema(seed);
        const std::optional<Schema> after = random_schema(seed + 1);
        if (!before || !after) continue;
        const std::optional<std::string> told = rehearsed(*before, *after);
        INFO("seed " << seed);
        REQUIRE(told.value_or("") == "");
        plans += told ? 1 : 0;
    }
    REQUIRE(plans >= 20);
}

TEST_CASE("what the plan writes is what it claims, for small changes", "[law]") {
    std::size_t plans = 0;
    for (std::uint32_t seed = 0; seed != testing::law_seeds(60); ++seed) {
        const std::optional<Schema> before = random_schema(seed);
        if (!before) continue;
        std::mt19937 random(seed);
        Schema after = *before;
        change(after, random);
        for (std::uint32_t i = 0; i != seed % 4; ++i)
            change(after, random);
        DiagnosticSink sink;
        if (!sqlite::prepare(after, sink)) continue;
        const std::optional<std::string> told = rehearsed(*before, after);
        INFO("seed " << seed);
        REQUIRE(told.value_or("") == "");
        plans += told ? 1 : 0;
    }
    REQUIRE(plans >= 40);
}

TEST_CASE("a renamed table loses what it says it loses, and nothing else", "[law]") {
    const Schema before = testing::compile_text(
        "table users { id int64 primary key autoincrement; name text; fax text?; at int64 }");
    for (const char* after :
         {"table people was users { id int64 primary key autoincrement; name text; at int64 }",
          "table people was users { id int64 primary key; nick text was name; fax text?; at int64; phone "
          "text? }",
          "table people was users { id int64 primary key; at int64; nick text was name }"}) {
        INFO(after);
        const std::optional<std::string> told = rehearsed(before, testing::compile_text(after));
        REQUIRE(told);
        REQUIRE(*told == "");
    }
}

TEST_CASE("a plan that lacks any one of its steps is caught", "[law]") {
    std::size_t caught = 0;
    for (std::uint32_t seed = 0; seed != testing::law_seeds(40); ++seed) {
        const std::optional<Schema> before = random_schema(seed);
        if (!before) continue;
        std::mt19937 random(seed);
        Schema after = *before;
        change(after, random);
        DiagnosticSink sink;
        const std::optional<Plan> whole =
            sqlite::prepare(after, sink) ? planned(*before, after) : std::nullopt;
        if (!whole) continue;
        const std::string up = varve::detail::normalise_sql(whole->up);
        const std::vector<varve::detail::Step> steps = varve::detail::split_steps(up);
        for (std::size_t left_out = 0; left_out != steps.size(); ++left_out) {
            Plan lacking = *whole;
            lacking.up.clear();
            for (std::size_t i = 0; i != steps.size(); ++i)
                if (i != left_out)
                    lacking.up += (steps[i].directive ? "--@ " : "") + std::string(steps[i].text) +
                                  (steps[i].directive ? "\n" : ";\n");
            INFO("seed " << seed << " without: " << steps[left_out].text);
            REQUIRE(rehearsed(*before, after, lacking) != "");
            ++caught;
        }
    }
    REQUIRE(caught >= 50);
}
