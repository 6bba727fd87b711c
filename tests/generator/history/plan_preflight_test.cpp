#include "generator/history/plan_preflight.hpp"

#include "runtime/src/preflight.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;
using testing::compare_texts;
using testing::contains;
using testing::MemoryDatabase;
using testing::one_table;
using Lines = std::vector<std::string>;

namespace {

/// What the queries of a script find, "t: `a` is NULL: 1 2".
Lines asked(const std::string& script, MemoryDatabase& db) {
    const std::string normal = detail::normalise_sql(script);
    Lines lines;
    for (const detail::PreflightQuery& query : detail::preflight_queries(normal)) {
        std::string line = query.table + ": " + query.words + ":";
        for (const std::string& row : db.rows(std::string(query.sql)))
            line += ' ' + row;
        lines.push_back(line);
    }
    return lines;
}

Lines up(const std::string& before, const std::string& after, const std::string& rows) {
    const auto schemas = compare_texts(before, after);
    INFO(schemas.diagnostics);
    INFO(schemas.plan.up);
    REQUIRE(schemas.plan.up != "");
    MemoryDatabase db;
    testing::make(db, schemas.before);
    db.run(rows);
    return asked(schemas.plan.up, db);
}

/// What the down of a step asks of rows that were written behind its up.
Lines down(const std::string& before, const std::string& after, const std::string& rows) {
    const auto schemas = compare_texts(before, after);
    INFO(schemas.plan.down);
    REQUIRE(schemas.plan.down != "");
    MemoryDatabase db;
    testing::make(db, schemas.after);
    db.run(rows);
    return asked(schemas.plan.down, db);
}

constexpr auto t = one_table;

}  // namespace

TEST_CASE("a plan looks for what stands against it before it does anything", "[preflight]") {
    const auto schemas = compare_texts(t(" a text?\n b text"), t(" a text?\n b text unique"));
    CHECK(contains(schemas.plan.up,
                   "-- rows that would stand against this are looked for first\n"
                   "--@ preflight t \"`b` is not unique\"\n"
                   "SELECT \"id\" FROM (SELECT \"id\", count(*) OVER (PARTITION BY \"b\") AS \"varve_twins\" "
                   "FROM \"t\") "
                   "WHERE \"varve_twins\" > 1;\n\n-- "));
    testing::travel(schemas, "INSERT INTO t VALUES (1, 'a', 'b')");
}

TEST_CASE("what was promised already is not asked", "[preflight]") {
    const std::pair<const char*, const char*> pairs[] = {
        {" a text", " a text?"},
        {" a text(3)", " a text(5)"},
        {" a text unique", " a text unique\n b text?\n unique (a, b)"},
        {" a text collate nocase unique", " a text unique"},
        {" a int64 = 1 check (a > 0)", " b int64 = 2 was a check (b > 0)"},
        {" a int64", " a text"},
        {" a int64", " a int64\n b int64 = 1 check (b > 0)"},
        {" a text?", " a text = 'x' fill ('y')"},
        {" a text?", " a text?\n b text? unique"},
    };
    for (const auto& [before, after] : pairs)
        CHECK(up(t(before), t(after), "") == Lines{});
    const std::string p = "table p { id int64 primary key }\n";
    CHECK(up(p + t(" p_id int64 -> p.id"), p + t(" q int64 was p_id -> p.id on delete cascade"), "") ==
          Lines{});
}

TEST_CASE("NULLs", "[preflight]") {
    CHECK(up(t(" a text?\n b text?"), t(" a text fill (b)\n b text?"),
             "INSERT INTO t VALUES (1, 'a', NULL), (2, NULL, 'b'), (3, NULL, NULL)") ==
          Lines{"t: `a` would be NULL: 3"});
    CHECK(up(t(" a text"), t(" a text\n b text fill (nullif(a, 'x'))"),
             "INSERT INTO t VALUES (1, 'a'), (2, 'x')") == Lines{"t: `b` would be NULL: 2"});
    CHECK(up(t(" a text"), t(" a real convert (julianday(a))"),
             "INSERT INTO t VALUES (1, '2026-01-02'), (2, 'soon')") == Lines{"t: `a` would be NULL: 2"});
    CHECK(down(t(" a text"), t(" a text?"), "INSERT INTO t VALUES (1, 'a'), (2, NULL)") ==
          Lines{"t: `a` is NULL: 2"});
}

TEST_CASE("checks, new and changed, over the values as they will be", "[preflight]") {
    CHECK(up(t(" a int64?"), t(" a int64? check (a > 0)"),
             "INSERT INTO t VALUES (1, 1), (2, 0), (3, NULL), (4, -1)") == Lines{"t: `a > 0` is false: 2 4"});
    CHECK(up(t(" a int64"), t(" b int64 was a\n check (b > 0 and id < 9)"),
             "INSERT INTO t VALUES (1, 1), (2, 0), (9, 1)") == Lines{"t: `b > 0 and id < 9` is false: 2 9"});
    CHECK(up(t(" a int64 check (a > 0)"), t(" a real check (a > 0) convert (a - 10)"),
             "INSERT INTO t VALUES (1, 1), (2, 11)") ==
          Lines{"t: `a` would be NULL:", "t: `a > 0` is false: 1"});
    CHECK(up("table u {\n id int64 primary key\n a int64\n}\n",
             "table t was u {\n id int64 primary key\n a int64\n check (t.a > 0)\n}\n",
             "INSERT INTO u VALUES (1, 1), (2, 0)") == Lines{"u: `t.a > 0` is false: 2"});
    CHECK(down(t(" a text(3)"), t(" a text"), "INSERT INTO t VALUES (1, 'abc'), (2, 'abcd')") ==
          Lines{"t: `a` is no `text(3)`: 2"});
}

TEST_CASE("values that an enum no longer has", "[preflight]") {
    const std::string old = "enum E { a, b, c }\n";
    CHECK(up(old + t(" e E"), "enum E { a, b } map { c -> b }\n" + t(" e E"),
             "INSERT INTO t VALUES (1, 'c')") == Lines{});
    CHECK(down("enum E { a, b }\n" + t(" e E"), old + t(" e E"), "INSERT INTO t VALUES (1, 'c'), (2, 'a')") ==
          Lines{"t: `e` is no `E`: 1"});
}

TEST_CASE("duplicates, as the new key compares them", "[preflight]") {
    const std::string rows =
        "INSERT INTO t VALUES (1, 'a', 'x'), (2, 'A', 'x'), (3, 'a', 'y'), (4, NULL, 'x'), (5, NULL, 'x')";
    const std::string before = t(" a text?\n b text");
    CHECK(up(before, t(" a text? unique\n b text"), rows) == Lines{"t: `a` is not unique: 1 3"});
    CHECK(up(before, t(" a text? collate nocase unique\n b text"), rows) ==
          Lines{"t: `a` is not unique: 1 2 3"});
    CHECK(up(before, t(" a text?\n b text\n unique (a, b)"), rows) ==
          Lines{"t: `a`, `b` are not unique together:"});
    CHECK(up(before, t(" a text?\n b text\n unique index i ((lower(a)), b)"), rows) ==
          Lines{"t: `(lower(a))`, `b` are not unique together: 1 2"});
    CHECK(up(before, t(" a text?\n b text\n unique index i (b) where (a is not null)"), rows) ==
          Lines{"t: `b` is not unique where `(a is not null)`: 1 2"});
    CHECK(up(t(" a int64 unique"), t(" a real unique convert (a / 2)"),
             "INSERT INTO t VALUES (1, 2), (2, 3), (3, 4)") ==
          Lines{"t: `a` would be NULL:", "t: `a` is not unique: 1 2"});
    CHECK(up("table t {\n a int64\n b text\n}\n", "table t {\n a int64 primary key\n b text\n}\n",
             "INSERT INTO t VALUES (1, 'x'), (1, 'y'), (2, 'z'), ('w', 'v')") ==
          Lines{"t: `a` is no integer: 4", "t: `a` is not unique: 1 2"});
    CHECK(down(t(" a text unique"), t(" a text"), "INSERT INTO t VALUES (1, 'a'), (2, 'a')") ==
          Lines{"t: `a` is not unique: 1 2"});
}

TEST_CASE("references to nothing", "[preflight]") {
    const std::string p = "table p {\n id int64 primary key\n code text collate nocase unique\n}\n";
    const std::string rows = "INSERT INTO p VALUES (1, 'one'), (2, 'two');";
    CHECK(up(p + t(" p_id int64?"), p + t(" p_id int64? -> p.id"),
             rows + "INSERT INTO t VALUES (7, 1), (8, 3), (9, NULL)") ==
          Lines{"t: `p_id` names no row of `p`: 8"});
    CHECK(up(p + t(" code text"), p + t(" code text -> p.code"),
             rows + "INSERT INTO t VALUES (7, 'ONE'), (8, 'three')") ==
          Lines{"t: `code` names no row of `p`: 8"});
    CHECK(up(p + t(" p_id text"), p + t(" p_id int64 -> p.id convert (p_id - 100)"),
             rows + "INSERT INTO t VALUES (7, '101'), (8, '1')") ==
          Lines{"t: `p_id` would be NULL:", "t: `p_id` names no row of `p`: 8"});
    CHECK(up(t(" up int64?"), t(" up int64? -> t.id"), "INSERT INTO t VALUES (1, NULL), (2, 1), (3, 9)") ==
          Lines{"t: `up` names no row of `t`: 3"});
    // Only the step itself knows what a new table will hold.
    CHECK(up(t(" p_id int64"), p + t(" p_id int64 -> p.id"), "") == Lines{});
    CHECK(down(p + t(" p_id int64 -> p.id"), p + t(" p_id int64"),
               rows + "INSERT INTO t VALUES (7, 1), (8, 3)") == Lines{"t: `p_id` names no row of `p`: 8"});
}

TEST_CASE("values that a cast would change", "[preflight]") {
    CHECK(up(t(" a text"), t(" a int64 convert (CAST(a AS INTEGER))"),
             "INSERT INTO t VALUES (1, '12'), (2, 'abc'), (3, '12abc'), (4, '007'), (5, ' 12'), (6, '-3'), "
             "(7, '9223372036854775808')") == Lines{"t: `a` would be changed by CAST to INTEGER: 2 3 4 5 7"});
    CHECK(up(t(" a real"), t(" a int64 convert (cast(a as integer))"),
             "INSERT INTO t VALUES (1, 3.0), (2, 3.5), (3, 1e300)") ==
          Lines{"t: `a` would be changed by CAST to INTEGER: 2 3"});
    CHECK(up(t(" a int64"), t(" a real convert (cast(a as real))"),
             "INSERT INTO t VALUES (1, 3), (2, 9007199254740993)") ==
          Lines{"t: `a` would be changed by CAST to REAL: 2"});
    CHECK(up(t(" a text"), t(" a real convert (cast(a as real))"),
             "INSERT INTO t VALUES (1, '3'), (2, '3.50'), (3, 'x')") ==
          Lines{"t: `a` would be changed by CAST to REAL: 3"});
}

TEST_CASE("values that a conversion would turn into NULL, unless it speaks of NULL", "[preflight]") {
    const std::string rows = "INSERT INTO t VALUES (1, '2026-01-02'), (2, 'soon'), (3, NULL)";
    CHECK(up(t(" a text?"), t(" a real? convert (julianday(a))"), rows) ==
          Lines{"t: `a` would become NULL: 2"});
    CHECK(up(t(" a text?"), t(" a real? convert (coalesce(julianday(a), NULL))"), rows) == Lines{});
}

TEST_CASE("a table that becomes strict has only values of its types", "[preflight]") {
    const std::string columns = "table t {\n id int64 primary key\n n int64?\n r real?\n s text?\n b blob?\n";
    CHECK(up(columns + "}\n", columns + " on sqlite strict\n}\n",
             "INSERT INTO t VALUES (1, 1, 1.5, 'a', x'00'), (2, 'x', 'y', x'00', 'z'), (3, NULL, NULL, NULL, "
             "NULL), "
             "(4, 1.5, 2, 3, 4)") == Lines{"t: `n` is no integer: 2 4", "t: `r` is no number: 2",
                                           "t: `s` is a blob: 2", "t: `b` is no blob: 2 4"});
}

TEST_CASE("a table that becomes strict is asked for values of columns that are declared otherwise too",
          "[preflight]") {
    const std::string head = "table t {\n id int64 primary key\n";
    CHECK(up(head + " a blob sqltype \"\"\n n int64 sqltype \"BIGINT\"\n}\n",
             head + " a blob\n n int64\n on sqlite strict\n}\n",
             "INSERT INTO t VALUES (1, x'00', 1), (2, 7, 2), (3, x'01', 'three')") ==
          Lines{"t: `a` is no blob: 2", "t: `n` is no integer: 3"});
}

TEST_CASE("rows without a key are known by their rowid, and those of a key by all of it", "[preflight]") {
    CHECK(up("table t {\n a text?\n}\n", "table t {\n a text fill (nullif('', ''))\n}\n",
             "INSERT INTO t VALUES ('a'), (NULL)") == Lines{"t: `a` would be NULL: 2"});
    const std::string key = " primary key (a, b)\n on sqlite without rowid\n}\n";
    CHECK(up("table t {\n a int64\n b int64\n c int64\n" + key,
             "table t {\n a int64\n b int64\n c int64 check (c > 0)\n" + key,
             "INSERT INTO t VALUES (1, 2, 3), (4, 5, 0)") == Lines{"t: `c > 0` is false: 4,5"});
}

TEST_CASE("names with quotes and line ends stay on the directive's line", "[preflight]") {
    const auto schemas =
        compare_texts("table \"a \"\"b\" {\n id int64 primary key\n x text?\n}\n",
                      "table \"a \"\"b\" {\n id int64 primary key\n x text?\n check (x <> '\"\n')\n}\n");
    CHECK(contains(
        schemas.plan.up,
        "--@ preflight \"a \"\"b\" \"`x <> '\"\" '` is false\"\nSELECT \"id\" FROM \"a \"\"b\" WHERE "));
    testing::travel(schemas, "");
}

TEST_CASE("a rehearsal goes on without the rows that the step's own queries find", "[preflight]") {
    testing::travel(
        compare_texts(t(" a text\n b text"), t(" a int64 convert (CAST(a AS INTEGER))\n b text unique")), "");
}

TEST_CASE("a conversion that lets go of references says so", "[preflight]") {
    const std::string p = "table p {\n code text(9) primary key\n}\n";
    const auto schemas = compare_texts(p + t(" code text(9)? -> p.code"),
                                       p + t(" code text(5)? -> p.code convert (nullif(code, 'gone'))"));
    CHECK(contains(schemas.plan.up, "--@ lose t.code\n"));
    testing::travel(schemas,
                    "INSERT INTO p VALUES ('gone'), ('here'); INSERT INTO t VALUES (1, 'gone'), (2, 'here')");
}

TEST_CASE("a spent conversion asks nothing, converts nothing and loses nothing", "[preflight]") {
    const auto added =
        compare_texts(t(" a int64\n unique (a)"), t(" a int64 convert (a / 10)\n b int64?\n unique (a)"));
    CHECK(added.plan.up == "-- + column t.b int64?\nALTER TABLE \"t\" ADD COLUMN \"b\" INTEGER;\n");
    CHECK(added.plan.grade == Grade::loses);
    CHECK(added.plan.loses == std::vector<std::string>{"t.b"});
    const auto renamed = compare_texts(t(" a int64 unique"), t(" b int64 unique was a convert (a / 10)"));
    CHECK(renamed.plan.grade == Grade::exact);
    CHECK_FALSE(contains(renamed.plan.up, "/ 10"));
    CHECK_FALSE(contains(renamed.plan.up, "preflight"));
    const auto rebuilt = compare_texts(t(" a int64"), t(" b int64?\n a int64 convert (a / 10)"));
    CHECK(rebuilt.plan.loses == std::vector<std::string>{"t.b"});
    CHECK(testing::travel(rebuilt, "INSERT INTO t VALUES (1, 70)", "SELECT a FROM t").up ==
          std::vector<std::string>{"70"});
}

TEST_CASE("a new column's default is the same in each row", "[preflight]") {
    const std::string rows = "INSERT INTO t VALUES (1, 'a'), (2, 'b')";
    for (const char* rule : {" unique (n)", " unique index ux (n)"}) {
        const std::string after = std::string(" a text\n n int64 = 5\n") + rule;
        CHECK(up(t(" a text"), t(after), rows) == Lines{"t: `n` is not unique: 1 2"});
        CHECK(up(t(" a text"), t(after), "INSERT INTO t VALUES (1, 'a')") == Lines{"t: `n` is not unique:"});
        testing::travel(compare_texts(t(" a text"), t(after)), "INSERT INTO t VALUES (1, 'a')");
    }
    CHECK(up(t(" a text"), t(" a text\n n int64 = 5\n unique (a, n)"),
             "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'a')") ==
          Lines{"t: `a`, `n` are not unique together: 1 3"});
    CHECK(up(t(" a text"), t(" a text\n n int64?\n unique index ux ((n + 1))"), rows) == Lines{});
}

TEST_CASE("what is computed is asked as it will be", "[preflight]") {
    const std::string rows = "INSERT INTO t VALUES (1, 1), (2, -1), (3, NULL)";
    const std::string before = t(" a int64?");
    CHECK(up(before, t(" a int64?\n g int64? := (a + 1) check (g > 0)"), rows) ==
          Lines{"t: `g > 0` is false: 2"});
    CHECK(up(before, t(" a int64?\n g int64? := (a * a)\n h int64? := (g + 1) unique"), rows) ==
          Lines{"t: `h` is not unique: 1 2"});
    CHECK(up(before, t(" a int64?\n g int64? := (a * a)\n unique index ux (g)"), rows) ==
          Lines{"t: `g` is not unique: 1 2"});
    CHECK(up(before, t(" a int64?\n g int64? := (7) unique"), rows) == Lines{"t: `g` is not unique: 1 2 3"});
    CHECK(up(before, t(" a int64?\n g int64 := (a + 1)"), rows) == Lines{"t: `g` would be NULL: 3"});
    CHECK(up(before, t(" a int64?\n g int64? := (a + 2) -> t.id"), rows + ", (4, 9)") ==
          Lines{"t: `g` names no row of `t`: 4"});
    CHECK(up(t(" a int64?\n g int64? := (a + 1) check (g > 0)"),
             t(" a int64?\n g int64? := (a - 1) check (g > 0)"),
             "INSERT INTO t (id, a) VALUES (1, 1), (2, 5)") == Lines{"t: `g > 0` is false: 1"});
    CHECK(up(t(" a int64"), t(" a int64 = 1\n b int64 = 3\n g int64? := (a + b) check (g > 4)"),
             "INSERT INTO t VALUES (1, 1), (2, 5)") == Lines{"t: `g > 4` is false: 1"});
}

TEST_CASE("what is computed has its own type and collation", "[preflight]") {
    CHECK(up(t(" a int64"), t(" a int64\n g text? := (a) check (g <> '5')"),
             "INSERT INTO t VALUES (1, 5), (2, 6)") == Lines{"t: `g <> '5'` is false: 1"});
    const std::string before = t(" a text collate nocase");
    const std::string rows = "INSERT INTO t VALUES (1, 'a'), (2, 'A'), (3, 'a')";
    CHECK(up(before, t(" a text collate nocase\n g text? := (a)\n unique index ux (g)"), rows) ==
          Lines{"t: `g` is not unique: 1 3"});
    CHECK(up(before, t(" a text collate nocase\n g text? := (a) check (g <> 'a')"), rows) ==
          Lines{"t: `g <> 'a'` is false: 1 3"});
}

TEST_CASE("what was computed and promised already is not asked", "[preflight]") {
    const std::string computed =
        " g int64? := (a * 2) check (g > 0)\n h int64? := (g + 1) unique\n k int64? := (h + 1) -> t.id\n";
    CHECK(up(t(" a int64?\n" + computed), t(" a int64?\n" + computed + " z text?"), "") == Lines{});
    CHECK(up(t(" a int64?\n" + computed), t(" z text?\n a int64?\n" + computed), "") == Lines{});
}

TEST_CASE("a computed column that becomes not null", "[preflight]") {
    const auto schemas =
        compare_texts(t(" a int64?\n g int64? := (a + 1)"), t(" a int64?\n g int64 := (a + 1)"));
    MemoryDatabase db;
    testing::make(db, schemas.before);
    db.run("INSERT INTO t (id, a) VALUES (1, 1), (2, NULL)");
    CHECK(asked(schemas.plan.up, db) == Lines{"t: `g` is NULL: 2"});
    testing::travel(schemas, "INSERT INTO t (id, a) VALUES (1, 1)");
}
