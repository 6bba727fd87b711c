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

}  // namespace

TEST_CASE("a renamed column keeps its values both ways", "[plan][rename]") {
    const auto renamed = compare_texts(t(" full_name text"), t(" display_name text was full_name"));
    CHECK(renamed.plan.up ==
          "-- ~ column t.display_name (was full_name)\n"
          "ALTER TABLE \"t\" RENAME COLUMN \"full_name\" TO \"display_name\";\n");
    CHECK(renamed.plan.grade == Grade::exact);
    CHECK(renamed.plan.down ==
          "--@ grade exact\n-- ~ column t.full_name (was display_name)\n"
          "ALTER TABLE \"t\" RENAME COLUMN \"display_name\" TO \"full_name\";\n");
    const auto journey = travel(renamed, "INSERT INTO t VALUES (1, 'Ada')", "SELECT display_name FROM t",
                                "SELECT full_name FROM t");
    CHECK(journey.up == Lines{"Ada"});
    CHECK(journey.down == Lines{"Ada"});
}

TEST_CASE("both lines that a rename is answered with can be written as they are told", "[plan][rename]") {
    const auto undeclared = compare_texts(t(" \"e-mail\" text"), t(" \"check\" text"));
    CHECK(contains(undeclared.diagnostics, "a rename keeps every value: `\"check\" text was \"e-mail\"`"));
    CHECK(contains(undeclared.diagnostics, "`\"check\" text fill (…)`"));
    CHECK(compare_texts(t(" \"e-mail\" text"), t(" \"check\" text was \"e-mail\"")).diagnostics.empty());
}

TEST_CASE("swapped columns keep their values", "[plan][rename]") {
    const auto swapped = compare_texts(t(" a int64\n b int64"), t(" b int64 was a\n a int64 was b"));
    const auto journey =
        travel(swapped, "INSERT INTO t VALUES (1, 10, 20)", "SELECT a, b FROM t", "SELECT a, b FROM t");
    CHECK(journey.up == Lines{"20,10"});
    CHECK(journey.down == Lines{"10,20"});
}

TEST_CASE("swapped tables keep their rows", "[plan][rename]") {
    const auto swapped = compare_texts(R"(
table a {
  id int64 primary key
  x text
}
table b {
  id int64 primary key
  y text
}
table c {
  id int64 primary key
  a_id int64 -> a.id
}
view v { n int64 } = sql { SELECT count(*) FROM a }
)",
                                       R"(
table b was a {
  id int64 primary key
  x text
}
table a was b {
  id int64 primary key
  y text
}
table c {
  id int64 primary key
  a_id int64 -> b.id
}
view v { n int64 } = sql { SELECT count(*) FROM a }
)");
    const auto journey = travel(swapped,
                                "INSERT INTO a VALUES (1, 'x'), (2, 'xx'); INSERT INTO b VALUES (7, 'y');"
                                "INSERT INTO c VALUES (1, 2)",
                                "SELECT y, n FROM a, v", "SELECT x, n FROM a, v ORDER BY x");
    CHECK(journey.up == Lines{"y,1"});
    CHECK(journey.down == Lines{"x,2", "xx,2"});
}

TEST_CASE("a chain of renamed columns keeps every value, key and check", "[plan][rename]") {
    const auto chained =
        compare_texts(t(" a int64 unique\n b text check (b <> '')\n index i (a desc, b)"),
                      t(" b int64 unique was a\n c text was b check (c <> '')\n index i (b desc, c)"));
    CHECK(chained.plan.grade == Grade::exact);
    const auto journey = travel(chained, "INSERT INTO t VALUES (1, 10, 'x'), (5, 20, 'y')",
                                "SELECT id, b, c FROM t", "SELECT id, a, b FROM t");
    CHECK(journey.up == Lines{"1,10,x", "5,20,y"});
    CHECK(journey.down == Lines{"1,10,x", "5,20,y"});
}

TEST_CASE("a renamed key of a table WITHOUT ROWID that stands in a UNIQUE too", "[plan][rename]") {
    const auto table = [](const std::string& key, const std::string& was) {
        return "table t {\n " + key + " int64 " + was + "\n o text\n primary key (" + key +
               ")\n unique (o, " + key + ")\n on sqlite without rowid\n}\n";
    };
    const auto s = compare_texts(table("a", ""), table("b", "was a"));
    CHECK_FALSE(contains(s.plan.up, "RENAME COLUMN"));
    const auto journey =
        travel(s, "INSERT INTO t VALUES (1, 'x'), (7, 'y')", "SELECT b, o FROM t", "SELECT a, o FROM t");
    CHECK(journey.up == Lines{"1,x", "7,y"});
    CHECK(journey.down == Lines{"1,x", "7,y"});
}

TEST_CASE("a chain of renamed tables keeps every row", "[plan][rename]") {
    const auto table = [](const std::string& head, const std::string& column) {
        return "table " + head + " {\n id int64 primary key\n " + column + " text\n}\n";
    };
    const auto chained =
        compare_texts(table("a", "x") + table("b", "y"), table("b was a", "x") + table("c was b", "y"));
    CHECK(chained.plan.grade == Grade::exact);
    const auto journey = travel(chained, "INSERT INTO a VALUES (1, 'x'); INSERT INTO b VALUES (2, 'y')",
                                "SELECT b.id, x, c.id, y FROM b, c", "SELECT a.id, x, b.id, y FROM a, b");
    CHECK(journey.up == Lines{"1,x,2,y"});
    CHECK(journey.down == Lines{"1,x,2,y"});
}

TEST_CASE("renamed, swapped and chained indexes", "[plan][rename]") {
    const std::string columns = " a int64\n b int64\n";
    const std::string before = t(columns + " index i (a)\n unique index j (b desc)");
    const std::string query =
        "SELECT name, unique_ FROM (SELECT name, \"unique\" AS unique_ FROM "
        "pragma_index_list('t')) ORDER BY 1";
    for (const auto& [after, names] : {
             std::pair{t(columns + " index k (a) was i\n unique index j (b desc)"), Lines{"j,1", "k,0"}},
             std::pair{t(columns + " index j (a) was i\n unique index i (b desc) was j"),
                       Lines{"i,1", "j,0"}},
             std::pair{t(columns + " index j (a) was i\n unique index k (b desc) was j"),
                       Lines{"j,0", "k,1"}},
         }) {
        INFO(after);
        const auto s = compare_texts(before, after);
        CHECK(s.plan.grade == Grade::exact);
        CHECK(describe(s.changes).find("(was i)") != std::string::npos);
        const auto journey = travel(s, "INSERT INTO t VALUES (1, 2, 3), (4, 2, 5)", query, query);
        CHECK(journey.up == names);
        CHECK(journey.down == Lines{"i,0", "j,1"});
    }
}

TEST_CASE("a table whose name changes in case alone", "[plan][rename]") {
    const auto renamed = compare_texts("table Users {\n id int64 primary key\n}\n",
                                       "table users {\n id int64 primary key\n}\n");
    const auto journey =
        travel(renamed, "INSERT INTO Users VALUES (4)", "SELECT id FROM users", "SELECT id FROM users");
    CHECK(journey.down == Lines{"4"});
}

TEST_CASE("a renamed parent and its children, indexes, checks, views and triggers", "[plan][rename]") {
    const auto schema = [](const std::string& parent, const std::string& key, const std::string& hints) {
        return "table " + parent + (hints.empty() ? "" : " was people") + " {\n id int64 primary key\n " +
               key + " text unique u" + (hints.empty() ? "" : " was code") + "\n check shape (" + key +
               " <> '')\n index i (" + key + " desc) where (" + key +
               " > 'a')\n}\ntable child {\n id int64 primary key\n p text -> " + parent + "." + key +
               " on delete cascade\n}\nview v { c text } = sql { SELECT " + key + " FROM " + parent +
               " }\ntrigger g after insert on child sql { BEGIN UPDATE " + parent + " SET " + key + " = " +
               key + " WHERE id = 1; END }\n";
    };
    const auto clean = [](std::string text) {
        for (std::size_t at = text.find(" unique u"); at != std::string::npos; at = text.find(" unique u"))
            text.replace(at, 9, " unique");
        return text;
    };
    const auto renamed =
        compare_texts(clean(schema("people", "code", "")), clean(schema("users", "handle", "was")));
    CHECK(renamed.diagnostics == "");
    CHECK(renamed.plan.grade == Grade::exact);
    CHECK_FALSE(contains(renamed.plan.up, "rebuild"));
    const auto journey =
        travel(renamed, "INSERT INTO people VALUES (1, 'x'); INSERT INTO child VALUES (1, 'x')",
               "SELECT c FROM v", "SELECT c FROM v");
    CHECK(journey.up == Lines{"x"});
    CHECK(journey.down == Lines{"x"});
}

TEST_CASE("children follow a key that is renamed inside a rebuild", "[plan][rename]") {
    const auto schemas = compare_texts(R"(
table p {
  id int64 primary key
  code text unique
  junk text?
}
table c {
  id int64 primary key
  code text? -> p.code
}
)",
                                       R"(
table p {
  key text unique was code
  id int64 primary key
}
table c {
  id int64 primary key
  code text? -> p.key
}
)");
    CHECK(contains(schemas.plan.up, "--@ rebuild p"));
    CHECK(contains(schemas.plan.up, "--@ edit c"));
    travel(schemas, "INSERT INTO p VALUES (1, 'x', 'j'); INSERT INTO c VALUES (1, 'x')");
}

TEST_CASE("a table is renamed, loses a column, gains one, and renames a third", "[plan][rename]") {
    const auto schemas = compare_texts(R"(
table articles {
  id int64 primary key autoincrement
  head text
  junk int64?
  index by_head (head)
}
table notes {
  id int64 primary key
  article int64 -> articles.id on delete cascade
}
trigger g after delete on articles sql { BEGIN DELETE FROM notes WHERE article = old.id; END }
)",
                                       R"(
table posts was articles {
  id int64 primary key autoincrement
  title text was head
  score real = 0.5
  index by_head (title)
}
table notes {
  id int64 primary key
  post int64 -> posts.id on delete cascade was article
}
trigger g after delete on posts sql { BEGIN DELETE FROM notes WHERE post = old.id; END }
)");
    CHECK(schemas.plan.loses == Lines{"articles.junk", "posts.score"});
    const auto journey = travel(
        schemas, "INSERT INTO articles VALUES (3, 'x', 1), (8, 'y', 2); INSERT INTO notes VALUES (1, 8)",
        "SELECT title, score, post FROM posts LEFT JOIN notes ON post = posts.id",
        "SELECT head, junk, article FROM articles LEFT JOIN notes ON article = articles.id");
    CHECK(journey.up == Lines{"x,0.5,NULL", "y,0.5,8"});
    CHECK(journey.down == Lines{"x,NULL,NULL", "y,NULL,8"});
}
