// What existing databases say and hand-made schemas rarely do.
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

const std::string unnamed = "constraints unnamed\n---\n";

}  // namespace

TEST_CASE("names and conflict clauses are structure: an edit, or a part of a rebuild", "[plan]") {
    const auto conflict = compare_texts(t(" a text unique"), t(" a text unique on conflict ignore"));
    CHECK(describe(conflict.changes) ==
          "- constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\")\n"
          "+ constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\") ON CONFLICT IGNORE\n");
    CHECK(contains(conflict.plan.up, "--@ edit t\n"));
    travel(conflict, "INSERT INTO t VALUES (1, 'x')");

    const auto key =
        compare_texts("table t {\n id int64\n a text\n primary key (id, a)\n}\n",
                      "table t {\n id int64\n a text\n primary key pk (id, a desc) on conflict replace\n}\n");
    CHECK(describe(key.changes) ==
          "~ primary key of t: (\"id\", \"a\") → (\"id\", \"a\" DESC) named \"pk\" on conflict REPLACE\n");
    CHECK(contains(key.plan.up, "--@ rebuild t\n"));
    travel(key, "INSERT INTO t VALUES (1, 'x')");

    const auto not_null = compare_texts(t(" a text"), t(" a text not null a_there on conflict rollback"));
    CHECK(describe(not_null.changes) ==
          "~ column t.a: not null plain → named \"a_there\" on conflict ROLLBACK\n");
    travel(not_null, "INSERT INTO t VALUES (1, 'x')");

    const auto stated = compare_texts("table t {\n id int64 primary key\n a text\n}\n",
                                      "table t {\n id int64 primary key not null\n a text\n}\n");
    CHECK(describe(stated.changes) == "~ column t.id: not null plain → stated\n");
    travel(stated, "INSERT INTO t VALUES (1, 'x')");
}

TEST_CASE("a copy into a table with a conflict clause refuses what would be changed", "[plan]") {
    const auto nulls = compare_texts(t(" x text not null on conflict replace = 'dd'"),
                                     t(" x text? = 'dd' collate nocase"));
    CHECK(nulls.plan.down ==
          "--@ grade exact\n"
          "-- rows that would stand against this are looked for first\n"
          "--@ preflight t \"`x` is NULL\"\n"
          "SELECT \"id\" FROM \"t\" WHERE \"x\" IS NULL;\n\n"
          "-- ~ column t.x: nullable → not null; not null plain → on conflict REPLACE; collation nocase → none\n"
          "--@ rebuild t\n"
          "CREATE TABLE \"varve_new_t\" (\n"
          "    \"id\" INTEGER PRIMARY KEY,\n"
          "    \"x\" TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'dd'\n"
          ");\n"
          "INSERT OR ABORT INTO \"varve_new_t\" (\"id\", \"x\")\n"
          "    SELECT \"id\", \"x\"\n"
          "    FROM \"t\";\n"
          "--@ end\n");
    CHECK(contains(nulls.plan.up, "\nINSERT INTO \"varve_new_t\" "));
    travel(nulls, "INSERT INTO t VALUES (1, 'x')");
    testing::MemoryDatabase db;
    testing::make(db, nulls.after);
    db.run("INSERT INTO t VALUES (10, NULL)");
    CHECK_THROWS_WITH(db.run_plan(nulls.plan.down), ContainsSubstring("NOT NULL constraint failed"));

    for (const char* answer : {"replace", "ignore", "fail", "rollback"}) {
        const auto unique =
            compare_texts(t(std::string(" x text unique on conflict ") + answer), t(" x text"));
        CHECK(unique.plan.grade == Grade::exact);
        travel(unique, "INSERT INTO t VALUES (1, 'x'), (2, 'y')");
    }
}

TEST_CASE("match, deferral and references without columns are seen", "[plan]") {
    const std::string parent = "table p {\n id int64 primary key\n}\n";
    const auto told = [&](const std::string& before, const std::string& after) {
        const auto both =
            compare_texts(parent + t(" p_id int64? " + before), parent + t(" p_id int64? " + after));
        travel(both, "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1, 1)");
        return describe(both.changes);
    };
    const std::string plain = "CONSTRAINT \"t_p_id_fkey\" FOREIGN KEY (\"p_id\") REFERENCES \"p\"";
    CHECK(told("-> p.id", "-> p.id match full") == "- constraint t.t_p_id_fkey: " + plain +
                                                       " (\"id\")\n+ constraint t.t_p_id_fkey: " + plain +
                                                       " (\"id\") MATCH FULL\n");
    CHECK(told("-> p.id", "-> p ()") ==
          "- constraint t.t_p_id_fkey: " + plain + " (\"id\")\n+ constraint t.t_p_id_fkey: " + plain + "\n");
    CHECK(told("-> p.id", "-> p.id deferrable initially immediate") ==
          "- constraint t.t_p_id_fkey: " + plain + " (\"id\")\n+ constraint t.t_p_id_fkey: " + plain +
              " (\"id\") DEFERRABLE INITIALLY IMMEDIATE\n");
}

TEST_CASE("a reference that nothing answers is rehearsed with rows all the same", "[plan]") {
    const auto added = compare_texts(t(" a text"), t(" a text\n b int64? -> gone.id unchecked"));
    CHECK(added.diagnostics == "");
    travel(added, "INSERT INTO t VALUES (1, 'x')");
    const auto rebuilt = compare_texts(t(" a int64 -> gone.id unchecked\n b text"),
                                       t(" b text\n a int64 -> gone.id unchecked"));
    travel(rebuilt, "PRAGMA foreign_keys=OFF; INSERT INTO t VALUES (1, 7, 'x')");
    const std::string parent = "table p {\n id int64 primary key\n n int64\n}\n";
    const auto no_key = compare_texts(parent + t(" a int64 -> p.n unchecked\n b text"),
                                      parent + t(" b text\n a int64 -> p.n unchecked"));
    travel(no_key, "PRAGMA foreign_keys=OFF; INSERT INTO t VALUES (1, 7, 'x')");
}

TEST_CASE("constraints without names are matched by what they say", "[plan]") {
    const std::string before = t(" a text unique\n b int64 check (b > 0) check (b > 0)\n c int64? -> t.id");
    CHECK(compare_texts(unnamed + before, unnamed + before).changes.empty());
    const auto one_less = compare_texts(
        unnamed + before, unnamed + t(" a text unique\n b int64 check (b > 0)\n c int64? -> t.id"));
    CHECK(one_less.changes.size() == 1);
    travel(one_less, "INSERT INTO t VALUES (1, 'x', 1, NULL)");
    const auto other = compare_texts(
        unnamed + before, unnamed + t(" a text unique\n b int64 check (b > 0) check (b > 0)\n c int64?"));
    CHECK(describe(other.changes) == "- constraint t: FOREIGN KEY (\"c\") REFERENCES \"t\" (\"id\")\n");
    const auto renamed =
        compare_texts(unnamed + t(" a text unique\n index (a)"),
                      unnamed + "table s was t {\n id int64 primary key\n a text unique\n index (a)\n}\n");
    CHECK(describe(renamed.changes) == "~ table s (was t)\n");
    travel(renamed, "INSERT INTO t VALUES (1, 'x')");
}

TEST_CASE("whether constraints have names is structure", "[plan]") {
    const std::string lines = t(" a text unique\n b int64 check (b > 0)");
    const auto taken = compare_texts(lines, unnamed + lines);
    CHECK(describe(taken.changes) ==
          "~ column t.b: check CONSTRAINT t_b_check CHECK ( b > 0 ) → CHECK ( b > 0 )\n"
          "- constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\")\n+ constraint t: UNIQUE (\"a\")\n");
    travel(taken, "INSERT INTO t VALUES (1, 'x', 1)");
    const auto given = compare_texts(unnamed + lines, lines);
    CHECK(given.changes.size() == 3);
    travel(given, "INSERT INTO t VALUES (1, 'x', 1)");
}

TEST_CASE("what no database holds is no difference", "[plan]") {
    const std::string before = t(" a text");
    const auto same = compare_texts(
        before +
            "view v { id int64?, a text? } = sql { SELECT id, a FROM t }\n"
            "trigger r after insert on t sql { BEGIN SELECT 1; END }\n",
        "requires collation unicase\nunmanaged table \"django_*\"\n" + before +
            "view v as Row { id int64?, a text? } = sql { SELECT id, a FROM t }\n"
            "/// Kept for the old importer.\ntrigger r after insert on t sql { BEGIN SELECT 1; END }\n");
    CHECK(describe(same.changes) == "");
    const auto inferred = compare_texts(before + "view v = sql { SELECT id, a FROM t }\n",
                                        before + "view v as Row = sql { SELECT id, a FROM t }\n");
    CHECK(describe(inferred.changes) == "");
    const auto listed =
        compare_texts(before + "view v = sql { SELECT id, a FROM t }\n",
                      before + "view v { id int64?, a text? } = sql { SELECT id, a FROM t }\n");
    CHECK(describe(listed.changes) == "- view v\n+ view v\n");
    travel(listed, "");
}

TEST_CASE("parts of one column in another order are seen", "[plan]") {
    const auto swapped = compare_texts(unnamed + t(" a int64 check (a > 0) check (a < 9)"),
                                       unnamed + t(" a int64 check (a < 9) check (a > 0)"));
    CHECK(describe(swapped.changes) == "~ order within t\n");
    travel(swapped, "INSERT INTO t VALUES (1, 5)");
}

TEST_CASE("columns that become the rowid, or no longer are, say so", "[plan]") {
    const auto descending = compare_texts("table t {\n id int64\n a text\n primary key (id)\n}\n",
                                          "table t {\n id int64 primary key desc\n a text\n}\n");
    CHECK(contains(descending.plan.up, "--@ rebuild t\n"));
    travel(descending, "INSERT INTO t VALUES (5, 'x')");
}
