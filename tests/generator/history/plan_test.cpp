#include "generator/history/plan.hpp"

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

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("no change, no SQL", "[plan]") {
    const auto same = compare_texts(t(" a text"), t(" a text"));
    CHECK(same.plan.up.empty());
    CHECK(same.plan.down.empty());
}

TEST_CASE("the first revision creates everything, its down drops it, children first", "[plan]") {
    const auto first = compare_texts("", R"(
table b_child {
  id int64 primary key
  p_id int64 -> z_parent.id
  index i (p_id)
}
table z_parent {
  id int64 primary key
}
)");
    CHECK(first.plan.up == R"(-- + table z_parent
CREATE TABLE "z_parent" (
    "id" INTEGER PRIMARY KEY
);

-- + table b_child
CREATE TABLE "b_child" (
    "id" INTEGER PRIMARY KEY,
    "p_id" INTEGER NOT NULL CONSTRAINT "b_child_p_id_fkey" REFERENCES "z_parent" ("id")
);
CREATE INDEX "i" ON "b_child" ("p_id");
)");
    CHECK(first.plan.down == R"(--@ grade loses b_child z_parent
-- - table b_child
--@ lose b_child
DROP TABLE "b_child";

-- - table z_parent
--@ lose z_parent
DROP TABLE "z_parent";
)");
    CHECK(first.plan.grade == Grade::loses);
    travel(first, "");
}

TEST_CASE("a nullable column at the end is added; its down drops it and says what it loses", "[plan]") {
    const auto added = compare_texts(t(" a text"), t(" a text\n phone text?"));
    CHECK(added.plan.up == "-- + column t.phone text?\nALTER TABLE \"t\" ADD COLUMN \"phone\" TEXT;\n");
    CHECK(added.plan.down == R"(--@ grade loses t.phone
-- - column t.phone text?
--@ lose t.phone
ALTER TABLE "t" DROP COLUMN "phone";
)");
    CHECK(added.plan.loses == Lines{"t.phone"});
    const auto journey =
        travel(added, "INSERT INTO t VALUES (1, 'x'), (5, 'y')", "SELECT * FROM t", "SELECT * FROM t");
    CHECK(journey.up == Lines{"1,x,NULL", "5,y,NULL"});
    CHECK(journey.down == Lines{"1,x", "5,y"});
}

TEST_CASE("ALTER TABLE only where SQLite takes it with rows, and the text is the same", "[plan]") {
    const auto is_rebuilt = [](const std::string& before, const std::string& after) {
        const auto schemas = compare_texts(t(before), t(after));
        travel(schemas, "INSERT INTO t(id) VALUES (1), (7)");
        return contains(schemas.plan.up, "--@ rebuild");
    };
    CHECK_FALSE(is_rebuilt("", " b bool = true"));
    CHECK_FALSE(is_rebuilt("", " b text = 'x' collate nocase"));
    CHECK_FALSE(is_rebuilt("", " up int64? -> t.id"));
    CHECK_FALSE(is_rebuilt("", " g int64? := (id + 1) virtual"));
    CHECK_FALSE(is_rebuilt("", " b text?\n index i (b)"));
    CHECK_FALSE(is_rebuilt(" a text?", " b text? was a"));
    CHECK_FALSE(is_rebuilt(" a text?", " A text?"));
    CHECK(is_rebuilt("", " b text? unique"));
    CHECK(is_rebuilt("", " b timestamp = now"));
    CHECK(is_rebuilt("", " b text = (upper('x'))"));
    CHECK(is_rebuilt("", " g int64? := (id + 1) stored"));
    CHECK(is_rebuilt("", " b text fill ('y')"));
    CHECK(is_rebuilt(" a text?", " b text?\n a text?"));
    CHECK_FALSE(is_rebuilt(" a text?", ""));
    CHECK(is_rebuilt(" a text? unique", ""));
    CHECK_FALSE(is_rebuilt("", " check c (id > 0)"));
    CHECK(is_rebuilt("", " unique u (id)"));
    CHECK(is_rebuilt("", " on sqlite strict"));
}

TEST_CASE("a rebuild copies by name: fills, converts, leaves generated columns and defaults to SQLite",
          "[plan]") {
    const auto schemas = compare_texts(R"(
table t {
  id int64 primary key
  age text
  name text?
  g int64? := (id * 2) stored
}
)",
                                       R"(
table t {
  id int64 primary key
  nick text was name fill ('nobody')
  age int64 convert (CASE WHEN age GLOB '[0-9]*' THEN age + 0 ELSE 0 END)
  g int64? := (id * 3) stored
  made text = 'now'
  size int64 fill (coalesce(length(nick), 0))
}
)");
    CHECK(contains(schemas.plan.up, R"(INSERT INTO "varve_new_t" ("id", "nick", "age", "size")
    SELECT "id", coalesce("name", ('nobody')), (CASE WHEN age GLOB '[0-9]*' THEN age + 0 ELSE 0 END), (coalesce(length("name"), 0))
    FROM "t";)"));
    CHECK(schemas.diagnostics == "");
    const auto journey = travel(
        schemas, "INSERT INTO t(id, age, name) VALUES (1, '7', 'Ada'), (2, 'old', 'Bob')", "SELECT * FROM t");
    CHECK(journey.up == Lines{"1,Ada,7,3,now,3", "2,Bob,0,6,now,3"});
}

TEST_CASE("rowids of a table without an integer key travel too", "[plan]") {
    const auto schemas = compare_texts("table t {\n k text primary key\n junk text? unique\n}\n",
                                       "table t {\n k text primary key\n}\n");
    CHECK(contains(schemas.plan.up,
                   "INSERT INTO \"varve_new_t\" (rowid, \"k\")\n    SELECT rowid, \"k\"\n    FROM \"t\";"));
    const auto journey = travel(schemas, "INSERT INTO t(rowid, k) VALUES (3, 'z'), (9, 'a')",
                                "SELECT rowid, k FROM t ORDER BY 1", "SELECT rowid, k FROM t ORDER BY 1");
    CHECK(journey.up == Lines{"3,z", "9,a"});
    CHECK(journey.down == Lines{"3,z", "9,a"});
}

TEST_CASE("what drops says so, and cannot come back", "[plan]") {
    const auto dropped =
        compare_texts(t(" a text?\n b text?") + "table s {\n id int64 primary key\n}\n", t(" a text?"));
    CHECK(contains(dropped.plan.up, "--@ lose s\nDROP TABLE \"s\";\n"));
    CHECK(contains(dropped.plan.up, "--@ lose t.b\nALTER TABLE \"t\" DROP COLUMN \"b\";\n"));
    const auto rebuilt = compare_texts(t(" a text?\n b text? unique"), t(" a text?"));
    CHECK(contains(rebuilt.plan.up, "--@ lose t.b\n--@ rebuild t\n"));
    travel(rebuilt, "INSERT INTO t VALUES (1, 'x', 'y')");
    CHECK(dropped.plan.grade == Grade::loses);
    CHECK(dropped.plan.loses == Lines{"s", "t.b"});
    CHECK(contains(dropped.plan.down, "--@ grade loses s t.b\n"));
    travel(dropped, "INSERT INTO t VALUES (1, 'x', 'y')");
}

TEST_CASE("a fill that the older schema refuses has no way back", "[plan]") {
    CHECK(compare_texts(t(" a blob(16)?"), t(" a blob fill (x'01')")).plan.no_way_back ==
          "on the way back, the old values of `t.a` do not come back, and new ones are checked");
    CHECK(compare_texts(t(" a blob(1)?"), t(" a blob fill (x'01')")).plan.no_way_back.empty());
    CHECK(compare_texts(t(" a text(3)?\n b text"), t(" a text fill (b)\n b text")).plan.no_way_back.empty());
}

TEST_CASE("a dropped NOT NULL column has no way back", "[plan]") {
    const auto dropped = compare_texts(t(" a text\n b int64"), t(" a text"));
    CHECK(dropped.plan.grade == Grade::none);
    CHECK(dropped.plan.down ==
          "--@ grade none\n"
          "-- on the way back, column `t.b` is new and not null: the rows that exist need a value\n");
    CHECK(dropped.plan.loses == Lines{"t.b"});
    CHECK(dropped.plan.no_way_back ==
          "on the way back, column `t.b` is new and not null: the rows that exist need a value");
    CHECK(compare_texts(t(" a text\n b int64?"), t(" a text")).plan.no_way_back.empty());
    travel(dropped, "INSERT INTO t VALUES (1, 'x', 2)");
}

TEST_CASE("names that need quotes are quoted everywhere", "[plan]") {
    const auto dropped =
        compare_texts("table \"odd \"\"t\" {\n id int64 primary key\n \"a b\" text? unique\n}\n",
                      "table \"odd \"\"t\" {\n id int64 primary key\n}\n");
    CHECK(contains(dropped.plan.up, "--@ lose \"odd \"\"t\".\"a b\"\n--@ rebuild \"odd \"\"t\"\n"));
    travel(dropped, "INSERT INTO \"odd \"\"t\" VALUES (1, 'x')");
    const auto altered = compare_texts("table \"odd \"\"t\" {\n id int64 primary key\n \"a b\" text?\n}\n",
                                       "table \"odd \"\"t\" {\n id int64 primary key\n \"c d\" int64?\n "
                                       "check (\"c d\" <> 0)\n}\n");
    CHECK(contains(altered.plan.up, "DROP COLUMN \"a b\";\n--@ edit \"odd \"\"t\"\n"));
    travel(altered, "INSERT INTO \"odd \"\"t\" VALUES (1, 'x')");
}

TEST_CASE("a rowid becomes a key, and a key a rowid", "[plan]") {
    const std::string bare = "table t {\n k text primary key\n}\n";
    const auto keyed = compare_texts(bare, "table t {\n id int64 primary key\n k text\n}\n");
    CHECK(contains(keyed.plan.up, "INSERT INTO \"varve_new_t\" (\"id\", \"k\")\n    SELECT rowid, \"k\"\n"));
    const auto journey = travel(keyed, "INSERT INTO t(rowid, k) VALUES (3, 'z'), (9, 'a')",
                                "SELECT id, k FROM t", "SELECT rowid, k FROM t ORDER BY 1");
    CHECK(journey.up == Lines{"3,z", "9,a"});
    CHECK(journey.down == Lines{"3,z", "9,a"});
    const auto without = compare_texts(bare, "table t {\n k text primary key\n on sqlite without rowid\n}\n");
    CHECK(without.plan.loses == Lines{"t.rowid"});
    travel(without, "INSERT INTO t VALUES ('z'), ('a')");
}

TEST_CASE("a key over two columns narrows to the one that then is the rowid, and widens again", "[plan]") {
    const std::string columns = "table t {\n a int64\n b text\n";
    const std::string both = columns + " primary key (a, b)\n}\n";
    const std::string one = columns + " primary key (a)\n}\n";
    const auto narrower = compare_texts(both, one);
    CHECK(contains(narrower.plan.up, "--@ lose t.rowid\n--@ rebuild t\n"));
    CHECK(
        contains(narrower.plan.up, "INSERT INTO \"varve_new_t\" (\"a\", \"b\")\n    SELECT \"a\", \"b\"\n"));
    CHECK(contains(narrower.plan.down, "--@ grade loses t.rowid\n"));
    CHECK(narrower.plan.grade == Grade::loses);
    const auto journey = travel(narrower, "INSERT INTO t(rowid, a, b) VALUES (3, 70, 'z'), (9, 50, 'y')",
                                "SELECT rowid, a, b FROM t", "SELECT a, b FROM t ORDER BY 1");
    CHECK(journey.up == Lines{"50,50,y", "70,70,z"});
    CHECK(journey.down == Lines{"50,y", "70,z"});
    const auto wider = compare_texts(one, both);
    CHECK(wider.plan.loses == Lines{"t.rowid"});
    CHECK(contains(wider.plan.up, "(rowid, \"a\", \"b\")"));
    CHECK(contains(wider.plan.down, "--@ lose t.rowid\n--@ rebuild t\n"));
    const auto back = travel(wider, "INSERT INTO t VALUES (70, 'z'), (50, 'y')",
                             "SELECT a, b FROM t ORDER BY 1", "SELECT rowid, a, b FROM t");
    CHECK(back.up == Lines{"50,y", "70,z"});
    CHECK(back.down == Lines{"50,50,y", "70,70,z"});
}

TEST_CASE("generated columns become plain with their values, and plain ones generated with a loss",
          "[plan]") {
    const auto plain = compare_texts(t(" a int64 := (id * 2) virtual"), t(" a int64"));
    CHECK(plain.plan.grade == Grade::loses);
    const auto journey = travel(plain, "INSERT INTO t(id) VALUES (4)", "SELECT a FROM t", "SELECT a FROM t");
    CHECK(journey.up == Lines{"8"});
    CHECK(journey.down == Lines{"8"});
    const auto generated = compare_texts(t(" a int64"), t(" a int64 := (id * 2) virtual"));
    CHECK(contains(generated.plan.up, "--@ lose t.a\n"));
    CHECK(generated.plan.loses == Lines{"t.a"});
    travel(generated, "INSERT INTO t VALUES (4, 7)");
}

TEST_CASE("an index is renamed by making it anew", "[plan]") {
    const auto s =
        compare_texts(t(" a int64\n index old_name (a)"), t(" a int64\n index new_name (a) was old_name"));
    CHECK(s.plan.up ==
          "-- indexes that change\nDROP INDEX \"old_name\";\n\n-- indexes\n"
          "CREATE INDEX \"new_name\" ON \"t\" (\"a\");\n");
    CHECK(s.plan.grade == Grade::exact);
    travel(s, "INSERT INTO t VALUES (4, 7)");
}

TEST_CASE("ids that were given out are forgotten with AUTOINCREMENT, and the plan says so", "[plan]") {
    const auto s = compare_texts("table t {\n id int64 primary key autoincrement\n}\n",
                                 "table t {\n id int64 primary key\n}\n");
    CHECK(contains(s.plan.up, "--@ lose t.rowid\n--@ rebuild t\n"));
    CHECK(s.plan.loses == Lines{"t.rowid"});
    travel(s, "INSERT INTO t VALUES (1), (9); DELETE FROM t WHERE id = 9");
}

TEST_CASE("what is converted under a new name is lost under both", "[plan]") {
    const auto column = compare_texts(t(" a text"), t(" b int64 was a convert (length(a))"));
    CHECK(first_line(column.plan.down) == "--@ grade loses t.a t.b");
    travel(column, "INSERT INTO t VALUES (1, 'four')");
    const auto table = compare_texts(
        t(" a text"), "table u was t {\n id int64 primary key\n a int64 convert (length(a))\n}\n");
    CHECK(first_line(table.plan.down) == "--@ grade loses t.a u.a");
    travel(table, "INSERT INTO t VALUES (1, 'four')");
}

TEST_CASE("a generated column is lost with what it is made of", "[plan]") {
    const std::string g = "\n g text? := (upper(a))";
    const auto filled = compare_texts(t(" a text?" + g), t(" a text fill ('z')" + g));
    CHECK(first_line(filled.plan.down) == "--@ grade loses t.a");
    travel(filled, "INSERT INTO t (id, a) VALUES (1, 'x'), (2, NULL)");
    const auto dropped = compare_texts(t(" a text?\n b text?" + g), t(" b text?"));
    CHECK(first_line(dropped.plan.down) == "--@ grade loses t.a");
    travel(dropped, "INSERT INTO t (id, a) VALUES (1, 'x')");
    const auto mapped = compare_texts("enum E { red, blue, old }\n" + t(" a E" + g),
                                      "enum E { red, blue } map { old -> blue }\n" + t(" a E" + g));
    CHECK(first_line(mapped.plan.down) == "--@ grade loses t.a");
    travel(mapped, "INSERT INTO t (id, a) VALUES (1, 'old')");
}

TEST_CASE("a generated column that may not be NULL does not come back over a column that is lost", "[plan]") {
    const std::string b = "\n b text";
    const auto needed = compare_texts(t(" a text?" + b + "\n g text := (a || b)"), t(" b text"));
    CHECK(needed.plan.down ==
          "--@ grade none\n"
          "-- on the way back, the old values of `t.a` do not come back, and without them `g`, which is "
          "generated, is NULL\n");
    travel(needed, "INSERT INTO t (id, a, b) VALUES (1, 'x', 'y')");
    const auto spared = compare_texts(t(" a text?" + b + "\n g text := (coalesce(a, b))"), t(" b text"));
    CHECK(first_line(spared.plan.down) == "--@ grade loses t.a");
    travel(spared, "INSERT INTO t (id, a, b) VALUES (1, 'x', 'y')");
}

TEST_CASE("a parent that goes does not come back to the rows that name it", "[plan]") {
    const std::string p = "table p {\n id int64 primary key\n}\n";
    const auto gone = compare_texts(p + t(" a int64 -> p.id"), t(" a int64"));
    CHECK(gone.plan.down ==
          "--@ grade none\n"
          "-- on the way back, rows of `t` name rows of `p` by `a`, and those do not come back\n");
    travel(gone, "INSERT INTO p VALUES (7); INSERT INTO t VALUES (1, 7)");
    const auto both = compare_texts(p + t(" a int64? -> p.id\n b int64?"), t(" b int64?"));
    CHECK(first_line(both.plan.down) == "--@ grade loses p t.a");
    travel(both, "INSERT INTO p VALUES (7); INSERT INTO t VALUES (1, 7, 1)");
}
