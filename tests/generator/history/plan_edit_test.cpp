#include <fmt/format.h>

#include "generator/history/course.hpp"
#include "generator/history/plan.hpp"
#include "generator/history/script.hpp"
#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;
using testing::compare_texts;
using testing::contains;
using testing::travel;
using Lines = std::vector<std::string>;

namespace {

constexpr auto t = testing::one_table;

/// The same step with every edit written as a rebuild.
std::string rebuilt(const testing::TwoSchemas& schemas) {
    const Course course(schemas.before, schemas.after);
    const std::vector<varve::compiler::Way> ways = ways_of(choose(course));
    Script script;
    for (std::size_t i = 0; i != ways.size(); ++i) {
        if (ways[i] != varve::compiler::Way::edit) continue;
        const TableMatch& match = course.matching.tables[i];
        script.directive("rebuild " + directive_name(match.after->name));
        for (const std::string& sql : rebuild_statements(course, match))
            script.statement(sql);
        script.directive("end");
    }
    return script.text();
}

const std::string stored = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2";

/// What a database holds after a step, to the byte.
Lines left_by(const testing::TwoSchemas& schemas, const std::string& step, const std::string& rows) {
    testing::MemoryDatabase db;
    testing::make(db, schemas.before);
    db.run(rows);
    db.run_plan(step);
    Lines all = db.rows(stored);
    for (const Table& table : schemas.after.tables)
        for (const std::string& row : db.rows(fmt::format("SELECT {}* FROM \"{}\" ORDER BY 1",
                                                          table.without_rowid ? "" : "rowid, ", table.name)))
            all.push_back(table.name + ": " + row);
    CHECK(db.rows("PRAGMA integrity_check") == Lines{"ok"});
    return all;
}

/// The plan is an edit, goes there and back, and leaves what a rebuild leaves.
void check_edit(const std::string& before, const std::string& after, const std::string& rows) {
    INFO(before << "→\n" << after);
    const auto schemas = compare_texts(before, after);
    INFO(schemas.diagnostics);
    CHECK(contains(schemas.plan.up, "--@ edit "));
    CHECK_FALSE(contains(schemas.plan.up, "--@ rebuild "));
    travel(schemas, rows);
    CHECK(left_by(schemas, schemas.plan.up, rows) == left_by(schemas, rebuilt(schemas), rows));
}

}  // namespace

TEST_CASE("an enum grows by an edit, and shrinks by an update and an edit", "[plan]") {
    const std::string two = "enum E { red, blue }\n" + t(" a E");
    const auto grows = compare_texts(two, "enum E { red, blue, green }\n" + t(" a E"));
    CHECK(grows.plan.up == R"(-- ~ column t.a: values red, blue → red, blue, green
--@ edit t
CREATE TABLE "t" (
    "id" INTEGER PRIMARY KEY,
    "a" TEXT NOT NULL CONSTRAINT "t_a_check" CHECK ("a" IN ('red', 'blue', 'green'))
);
--@ end
)");
    const auto shrinks = compare_texts(two, "enum E { red, green } map { blue -> green }\n" + t(" a E"));
    CHECK(contains(shrinks.plan.up, R"(--@ edit t
UPDATE "t"
    SET "a" = CASE "a" WHEN 'blue' THEN 'green' ELSE "a" END
    WHERE "a" IN ('blue');
CREATE TABLE "t" ()"));
    const auto journey =
        travel(shrinks, "INSERT INTO t VALUES (1, 'red'), (2, 'blue')", "SELECT a FROM t", "SELECT a FROM t");
    CHECK(journey.up == Lines{"red", "green"});
    CHECK(journey.down == Lines{"red", "blue"});
}

TEST_CASE("an edit leaves what a rebuild leaves, to the byte", "[plan]") {
    const std::string one = "INSERT INTO t VALUES (1, 'x'), (7, 'longer')";
    check_edit(t(" a text"), t(" a text\n check c (length(a) < 9)"), one);
    check_edit(t(" a text check (a <> 'q')"), t(" a text"), one);
    check_edit(t(" a text?"), t(" a text fill ('none')"), "INSERT INTO t VALUES (1, NULL), (2, 'x')");
    check_edit(t(" a text"), t(" a text?"), one);
    check_edit(t(" a text(20)"), t(" a text(30)"), one);
    check_edit(t(" a text(20)"), t(" a text(3) convert (substr(a, 1, 3))"), one);
    check_edit(t(" a text"), t(" a text = 'q'"), one);
    check_edit(t(" a text unique"), t(" a text unique on conflict ignore"), one);
    check_edit(t(" a text"), t(" a text not null named_so on conflict rollback"), one);
    check_edit(t(" a text sqltype \"VARCHAR(10)\""), t(" a text sqltype \"VARCHAR(20)\""), one);
    const std::string key = "table t {\n k text primary key\n a text\n on sqlite without rowid\n";
    check_edit(key + "}\n", key + " check c (a <> k)\n}\n", "INSERT INTO t VALUES ('x', 'y')");
    check_edit("table t {\n id int64 primary key autoincrement\n a text\n}\n",
               "table t {\n id int64 primary key autoincrement\n a text check (a <> '')\n}\n",
               one + "; DELETE FROM t WHERE id = 7");
    const std::string p = "table p {\n id int64 primary key\n}\n";
    check_edit(p + t(" a int64"), p + t(" a int64 -> p.id on delete cascade deferrable"),
               "INSERT INTO p VALUES (5); INSERT INTO t VALUES (1, 5)");
    check_edit(t(" a int64\n g int64? := (a * 2) stored\n on sqlite strict"),
               t(" a int64 check (a > 0)\n g int64? := (a * 2) stored\n on sqlite strict"),
               "INSERT INTO t(id, a) VALUES (1, 5)");
    check_edit("enum E { a, b }\n" + t(" e E?\n f E\n index i (e)"),
               "enum E { a, c } map { b -> c }\n" + t(" e E fill ('a')\n f E\n index i (e)"),
               "INSERT INTO t VALUES (1, NULL, 'b'), (2, 'b', 'a'), (3, 'a', 'b')");
}

TEST_CASE("where an update in place would do something else the table is rebuilt", "[plan]") {
    const auto is_rebuilt = [](const std::string& before, const std::string& after) {
        const auto schemas = compare_texts(before, after);
        INFO(schemas.diagnostics);
        travel(schemas, "INSERT INTO t VALUES (1, 'b', 'x')");
        return contains(schemas.plan.up, "--@ rebuild t\n");
    };
    const std::string old = "enum E { a, b }\n";
    const std::string now = "enum E { a, c } map { b -> c }\n";
    CHECK_FALSE(is_rebuilt(old + t(" e E\n n text"), now + t(" e E\n n text")));
    CHECK(is_rebuilt(old + t(" e E unique\n n text"), now + t(" e E unique\n n text")));
    CHECK(is_rebuilt(old + t(" e E\n n text\n unique index i (e, n)"),
                     now + t(" e E\n n text\n unique index i (e, n)")));
    CHECK(is_rebuilt(old + t(" e E\n n text"), now + t(" e E\n m text was n")));
    CHECK_FALSE(is_rebuilt(t(" e text(9)\n n text"), t(" e text(5) convert (substr(e, 1, 5))\n n text")));
    CHECK(is_rebuilt(t(" e text(9)\n n text"), t(" e text(5) convert (substr(e, 1, (SELECT 5)))\n n text")));
    CHECK(is_rebuilt(t(" e text(9)\n n text"), t(" e text(5)? convert (nullif(e, 'q'))\n n text")));
}

TEST_CASE("no trigger hears of an edit, and a search is filled anew", "[plan]") {
    const std::string rest =
        "trigger noted after update on t sql { BEGIN INSERT INTO log(what) VALUES (new.a); END; }\n"
        "table log {\n id int64 primary key\n what text\n}\n";
    const auto mapped = compare_texts("enum E { x, y }\n" + t(" a E") + rest,
                                      "enum E { x, z } map { y -> z }\n" + t(" a E") + rest);
    CHECK(contains(mapped.plan.up, "--@ edit t\nUPDATE \"t\""));
    CHECK(travel(mapped, "INSERT INTO t VALUES (1, 'y')", "SELECT what FROM log").up == Lines{});
}

TEST_CASE("ALTER TABLE does its part before an edit", "[plan]") {
    const auto both =
        compare_texts(t(" a text\n junk int64?"), t(" b text was a\n more text?\n check c (b <> 'q')"));
    CHECK(contains(both.plan.up, R"(-- - column t.junk int64?
-- ~ column t.b (was a)
-- + column t.more text?
-- + constraint t.c: CONSTRAINT "c" CHECK (b <> 'q')
--@ lose t.junk
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
ALTER TABLE "t" ADD COLUMN "more" TEXT;
ALTER TABLE "t" DROP COLUMN "junk";
--@ edit t
CREATE TABLE "t" (
    "id" INTEGER PRIMARY KEY,
    "b" TEXT NOT NULL,
    "more" TEXT,
    CONSTRAINT "c" CHECK (b <> 'q')
);
--@ end
)"));
    travel(both, "INSERT INTO t VALUES (1, 'x', 5)");
}

TEST_CASE("from SQLite 3.53 on ALTER TABLE adds and drops rules", "[plan]") {
    const auto between = [](const std::string& before, const std::string& after) {
        auto schemas = compare_texts(t(before), t(after));
        schemas.before.sqlite_floor = schemas.after.sqlite_floor = 3053000;
        DiagnosticSink sink;
        schemas.plan = plan(schemas.before, schemas.after, schemas.changes, sink);
        const bool runs_here = sqlite3_libversion_number() >= 3053000;
        if (runs_here) travel(schemas, "INSERT INTO t VALUES (1, 'x', 2)");
        return schemas.plan;
    };
    const Plan added = between(" a text?\n b int64", " a text fill ('x')\n b int64\n check c (b > 0)");
    CHECK(contains(added.up, "--@ edit t\nUPDATE"));
    const Plan changed =
        between(" a text\n b int64\n check old (b > 0)", " a text?\n b int64\n check c (b > 1)");
    INFO(changed.up << changed.down);
    CHECK(contains(changed.up, R"(
ALTER TABLE "t" DROP CONSTRAINT "old";
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ADD CONSTRAINT "c" CHECK (b > 1);
)"));
    CHECK(contains(changed.down, R"(
ALTER TABLE "t" DROP CONSTRAINT "c";
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
ALTER TABLE "t" ADD CONSTRAINT "old" CHECK (b > 0);
)"));
    CHECK(changed.reasons.at(0).cost == "scan: every row is read, none is written");
    const Plan looser = between(" a text(9)\n b int64", " a text\n b int64");
    CHECK(contains(looser.up, "\nALTER TABLE \"t\" DROP CONSTRAINT \"t_a_check\";\n"));
    CHECK(looser.reasons.at(0).cost == "metadata only: no row is read");
    CHECK(contains(looser.down, "--@ edit t\n"));
    CHECK(contains(between(" a text\n b int64", " a text not null a_there on conflict ignore\n b int64").up,
                   "--@ edit t\n"));
}
