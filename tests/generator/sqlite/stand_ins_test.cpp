#include "generator/sqlite/stand_ins.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/memory_database.hpp"

using namespace varve::compiler;
using testing::MemoryDatabase;
using Kind = Requirement::Kind;

namespace {

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a collation that an application registers stands in comparing bytes", "[sqlite][stand_ins]") {
    MemoryDatabase db;
    sqlite::register_stand_ins(db.handle(), {{Kind::collation, "unicase"}, {Kind::collation, "NoCase"}});
    db.run("CREATE TABLE t (a TEXT COLLATE unicase PRIMARY KEY) WITHOUT ROWID");
    db.run("INSERT INTO t VALUES ('b'), ('a'), ('B'), (''), ('aa')");
    CHECK(db.rows("SELECT a FROM t ORDER BY a") == Lines{"", "B", "a", "aa", "b"});
    CHECK(db.rows("SELECT 'a' = 'A' COLLATE nocase") == Lines{"1"});
}

TEST_CASE("a function stands in giving NULL, for its arity or for any", "[sqlite][stand_ins]") {
    MemoryDatabase db;
    sqlite::register_stand_ins(
        db.handle(),
        {{Kind::function, "bin2b64", 1}, {Kind::function, "any_of"}, {Kind::function, "lower", 1}});
    CHECK(db.rows("SELECT bin2b64(x'00'), any_of(), any_of(1, 2), lower('X')") == Lines{"NULL,NULL,NULL,x"});
    CHECK_THROWS(db.rows("SELECT bin2b64(1, 2)"));
    db.run("CREATE TABLE t (a, b AS (bin2b64(a)) STORED); CREATE INDEX i ON t (bin2b64(a))");
}

TEST_CASE("a tokenizer stands in for full-text search of both kinds", "[sqlite][stand_ins]") {
    MemoryDatabase db;
    sqlite::register_stand_ins(db.handle(), {{Kind::tokenizer, "unicode"}, {Kind::tokenizer, "porter"}});
    db.run("CREATE VIRTUAL TABLE a USING fts5 (x, tokenize = unicode)");
    db.run("CREATE VIRTUAL TABLE b USING fts3 (x, tokenize=unicode)");
    db.run("INSERT INTO a VALUES ('One two'); INSERT INTO b VALUES ('One two')");
    CHECK(db.rows("SELECT x FROM a WHERE a MATCH 'two'") == Lines{"One two"});
    CHECK(db.rows("SELECT x FROM b WHERE b MATCH 'two'") == Lines{"One two"});
}

TEST_CASE("a module stands in with tables that take and hold nothing", "[sqlite][stand_ins]") {
    MemoryDatabase db;
    sqlite::register_stand_ins(db.handle(), {{Kind::module, "vec0"}, {Kind::module, "fts5"}});
    db.run("CREATE VIRTUAL TABLE v USING vec0 (\"a b\" float[4], k TEXT, size=4, 'x')");
    db.run("CREATE VIRTUAL TABLE w USING vec0");
    CHECK(db.rows("SELECT group_concat(name) FROM pragma_table_info('v')") == Lines{"a b,k"});
    CHECK(db.rows("SELECT group_concat(name) FROM pragma_table_info('w')") == Lines{"value"});
    db.run("INSERT INTO v VALUES (1, 2); UPDATE v SET k = 1; DELETE FROM w");
    CHECK(db.rows("SELECT * FROM v WHERE k MATCH 'x' AND rowid = 1").empty());
    db.run("ALTER TABLE v RENAME TO u; DROP TABLE u");
    db.run("CREATE VIRTUAL TABLE f USING fts5 (x); INSERT INTO f VALUES ('kept')");
    CHECK(db.rows("SELECT x FROM f") == Lines{"kept"});
}
