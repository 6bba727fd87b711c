// For any two schemas: the difference is empty exactly when SQLite keeps the same of both, and the steps
// between them, taken there and back on a real SQLite, end at exactly the schema that they lead to.
#include <fmt/format.h>

#include <algorithm>
#include <regex>

#include "generator/history/plan.hpp"
#include "generator/history/plan_down.hpp"
#include "generator/history/plan_steps.hpp"
#include "generator/history/replay.hpp"
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/law_seeds.hpp"
#include "tests/support/memory_database.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;
using testing::MemoryDatabase;

namespace {

/// Random text may hold SQL that SQLite refuses; only what it accepts is a schema.
std::vector<std::string> random_texts(std::uint32_t usual) {
    const std::uint32_t seeds = testing::law_seeds(usual);
    std::vector<std::string> texts;
    for (std::uint32_t seed = 0; seed != seeds; ++seed) {
        const std::string text = testing::random_schema(seed);
        DiagnosticSink sink;
        if (sqlite::prepare(testing::compile_file(text), sink)) texts.push_back(text);
    }
    REQUIRE(texts.size() > seeds / 2);
    return texts;
}

using Differences = std::vector<std::string>;

Differences difference(MemoryDatabase& db, const Schema& schema) {
    return varve::detail::describe_difference(sqlite::structure_of(schema), db.structure());
}

/// What goes wrong on the way from one schema to the other and back; "" for nothing.
std::string there_and_back(const Schema& before, const Schema& named) {
    const Schema after = inherit_names(named, before);
    DiagnosticSink sink;
    const bool equal = sqlite::structure_of(before) == sqlite::structure_of(after);
    const Changes changes = diff(before, after, sink);
    if (changes.empty() != equal)
        return "the difference says otherwise than the structures:\n" + describe(changes);
    const Course up(before, after);
    const Schema target = hints_back(up);
    const Course down(after, target);
    const std::string up_sql = write_steps(up);
    const std::string down_sql = write_steps(down);
    MemoryDatabase db;
    try {
        for (const sqlite::Statement& statement : sqlite::render(before))
            db.run(statement.sql);
        db.run_plan(up_sql);
        if (const Differences wrong = difference(db, after); !wrong.empty())
            return wrong[0] + "\nup:\n" + up_sql;
        db.run_plan(down_sql);
        if (const Differences wrong = difference(db, before); !wrong.empty())
            return wrong[0] + "\ndown:\n" + down_sql;
    } catch (const std::exception& error) {
        return fmt::format("{}\nup:\n{}\ndown:\n{}", error.what(), up_sql, down_sql);
    }
    return "";
}

/// A new constraint that the rows of old stand against: nobody can plan that away.
bool is_about_rows(const Diagnostic& diagnostic) {
    return diagnostic.message.find("constraint failed") != std::string::npos ||
           diagnostic.message.find("would name rows") != std::string::npos;
}

/// What the build's own proof, on populated tables, has against a planned step; "" for nothing, and for a
/// step that needs a word from the author.
std::string rehearsed(const Schema& before, const Schema& named) {
    const Schema after = inherit_names(named, before);
    DiagnosticSink sink;
    const Plan first = plan({}, before, diff({}, before, sink), sink);
    const Plan second = plan(before, after, diff(before, after, sink), sink);
    if (sink.has_errors() || second.up.empty()) return "";
    replay(test::verified(test::frozen({test::revision("0001", "first", first.up, first.down, before),
                                        test::revision("0002", "second", second.up, second.down, after)})),
           sink);
    const auto& told = sink.diagnostics();
    const bool wrong = std::any_of(told.begin(), told.end(), [](const Diagnostic& each) {
        return each.severity == Severity::error && !is_about_rows(each);
    });
    return wrong ? test::told(sink) + second.up + second.down : "";
}

/// The same schema with every plain table and column renamed, and the hints that say so.
std::string all_renamed(std::string text) {
    text = std::regex_replace(text, std::regex("(^|\n)table (t\\d+) \\{"), "$1table $2 was @$2 {");
    text = std::regex_replace(text, std::regex("\n  (c\\d+) (\\S+( [A-Za-z]+\\(\\d+\\))?)"),
                              "\n  $1 $2 was @$1");
    text = std::regex_replace(text, std::regex("(^|[^@A-Za-z0-9_\"])([tc])(\\d+)\\b"), "$1renamed_$2$3");
    return std::regex_replace(text, std::regex("@"), "");
}

/// The schema without one of its lines, where that is still a schema.
std::vector<Schema> thinned(const std::string& text) {
    std::vector<Schema> schemas;
    for (std::size_t begin = text.find("\n  "); begin != std::string::npos;
         begin = text.find("\n  ", begin + 1)) {
        const std::string less = text.substr(0, begin) + text.substr(text.find('\n', begin + 1));
        try {
            DiagnosticSink sink;
            Schema schema = testing::compile_file(less);
            if (sqlite::prepare(schema, sink)) schemas.push_back(std::move(schema));
        } catch (const std::runtime_error&) {
            // The line was needed.
        }
    }
    return schemas;
}

}  // namespace

TEST_CASE("structure_of is what SQLite keeps, for random schemas", "[law]") {
    for (const std::string& text : random_texts(60)) {
        const Schema schema = testing::compile_file(text);
        MemoryDatabase db;
        for (const sqlite::Statement& statement : sqlite::render(schema))
            db.run(statement.sql);
        INFO(text);
        REQUIRE(difference(db, schema) == Differences{});
    }
}

TEST_CASE("from any random schema to any other and back", "[law]") {
    const std::vector<std::string> texts = random_texts(80);
    for (std::size_t i = 0; i + 1 != texts.size(); ++i) {
        INFO(texts[i] << "\n" << texts[i + 1]);
        REQUIRE(there_and_back(testing::compile_file(texts[i]), testing::compile_file(texts[i + 1])) == "");
    }
}

TEST_CASE("a random schema is no different from itself", "[law]") {
    for (const std::string& text : random_texts(60)) {
        const Schema schema = testing::compile_file(text);
        DiagnosticSink sink;
        REQUIRE(describe(diff(schema, inherit_names(schema, schema), sink)) == "");
        REQUIRE(sink.diagnostics().empty());
    }
}

TEST_CASE("everything renamed at once, and back", "[law]") {
    for (const std::string& text : random_texts(60)) {
        INFO(text << "\n" << all_renamed(text));
        REQUIRE(there_and_back(testing::compile_file(text), testing::compile_file(all_renamed(text))) == "");
    }
}

TEST_CASE("the build's proof finds nothing against a plan", "[law]") {
    const std::vector<std::string> texts = random_texts(30);
    for (std::size_t i = 0; i + 1 != texts.size(); ++i) {
        INFO(texts[i] << "\n" << texts[i + 1]);
        REQUIRE(rehearsed(testing::compile_file(texts[i]), testing::compile_file(texts[i + 1])) == "");
        REQUIRE(rehearsed(testing::compile_file(texts[i]), testing::compile_file(all_renamed(texts[i]))) ==
                "");
    }
}

TEST_CASE("one line less and one line more", "[law]") {
    for (const std::string& text : random_texts(3)) {
        const Schema whole = testing::compile_file(text);
        for (const Schema& less : thinned(text)) {
            INFO(text << "\nwithout a line:\n" << describe(compare(whole, less, match(whole, less))));
            REQUIRE(there_and_back(whole, less) == "");
            REQUIRE(there_and_back(less, whole) == "");
            REQUIRE(rehearsed(whole, less) == "");
            REQUIRE(rehearsed(less, whole) == "");
        }
    }
}
