// Two ways to say the same are one structure, and what differs in meaning stays different. Everything here is
// run by SQLite, so that no side is SQL that it would refuse.
#include <sqlite3.h>

#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;

namespace {

std::string stored(const std::string& sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    INFO(sql);
    const int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr);
    INFO(sqlite3_errmsg(db));
    REQUIRE(code == SQLITE_OK);
    std::string text = to_text(read_structure(db));
    sqlite3_close(db);
    return text;
}

struct Pair {
    std::string one;
    std::string other;
};

/// The items stand in `CREATE TABLE t (…)`.
std::string table(const std::string& items) {
    return "CREATE TABLE p (id INTEGER PRIMARY KEY, a, b, UNIQUE (a, b)); CREATE TABLE t (" + items + ")";
}

std::string on_t(const std::string& statement) {
    return "CREATE TABLE t (a, b); " + statement;
}

void check_equal(const std::string& one, const std::string& other) {
    INFO(one << "\n" << other);
    const std::string text = stored(one);
    CHECK(text == stored(other));
    CHECK(to_text(structure_from_text(text)) == text);
}

void check_different(const std::string& one, const std::string& other) {
    INFO(one << "\n" << other);
    CHECK(stored(one) != stored(other));
}

}  // namespace

TEST_CASE("a table says the same in many ways") {
    for (const Pair& pair : std::vector<Pair>{
             {"id INTEGER, PRIMARY KEY (id)", "id INTEGER PRIMARY KEY"},
             {"id INTEGER, PRIMARY KEY (id ASC)", "id INTEGER PRIMARY KEY ASC"},
             {"ID INTEGER, PRIMARY KEY ((id))", "ID INTEGER PRIMARY KEY"},
             {"id INTEGER, PRIMARY KEY ('id' AUTOINCREMENT)", "id INTEGER PRIMARY KEY AUTOINCREMENT"},
             {"id INTEGER, CONSTRAINT pk PRIMARY KEY (id) ON CONFLICT REPLACE",
              "id INTEGER CONSTRAINT pk PRIMARY KEY ON CONFLICT REPLACE"},
             {"a TEXT UNIQUE", "a TEXT, UNIQUE (a)"},
             {"a TEXT CONSTRAINT u UNIQUE ON CONFLICT IGNORE NOT NULL",
              "a TEXT NOT NULL, CONSTRAINT u UNIQUE (a) ON CONFLICT IGNORE"},
             {"a, b UNIQUE, UNIQUE (a)", "a UNIQUE, b, UNIQUE (b)"},
             {"a, b, UNIQUE (A, b ASC)", "a, b, UNIQUE (a, B)"},
             {"a INT REFERENCES p (id)", "a INT, FOREIGN KEY (A) REFERENCES p (id)"},
             {"a INT CONSTRAINT f REFERENCES p ON UPDATE CASCADE ON DELETE SET NULL MATCH full",
              "a INT, CONSTRAINT f FOREIGN KEY (a) REFERENCES p MATCH FULL ON DELETE SET NULL ON UPDATE "
              "CASCADE"},
             {"a REFERENCES p ON DELETE NO ACTION ON UPDATE NO ACTION NOT DEFERRABLE", "a REFERENCES p"},
             {"a REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED", "a REFERENCES p"},
             {"a REFERENCES p ON DELETE CASCADE ON DELETE RESTRICT", "a REFERENCES p ON DELETE RESTRICT"},
             {"a REFERENCES p ON INSERT CASCADE", "a REFERENCES p"},
             {"a REFERENCES p DEFERRABLE", "a REFERENCES p DEFERRABLE INITIALLY IMMEDIATE"},
             {"a REFERENCES p NOT NULL DEFERRABLE INITIALLY DEFERRED",
              "a NOT NULL REFERENCES p DEFERRABLE INITIALLY DEFERRED"},
             {"a, b, FOREIGN KEY (a, b) REFERENCES p (a, b), CHECK (a > 0), UNIQUE (b)",
              "a, b UNIQUE, CHECK (a > 0) FOREIGN KEY (a, b) REFERENCES p (a, b)"},
             {"a, CONSTRAINT y CHECK (a), CONSTRAINT x CHECK (a) ON CONFLICT IGNORE",
              "a, CONSTRAINT x CHECK (a), CONSTRAINT y CHECK (a)"},
             {"a, CHECK (a > 2), CHECK (a > 1)", "a, CHECK (a > 1), CHECK (a > 2)"},
             {"a CONSTRAINT d DEFAULT 1 CONSTRAINT c COLLATE nocase CONSTRAINT n NULL",
              "a COLLATE nocase DEFAULT 1"},
             {"a NULL ON CONFLICT IGNORE CONSTRAINT last", "a"},
             {"a DEFAULT 1 DEFAULT 2 COLLATE rtrim COLLATE nocase", "a DEFAULT 2 COLLATE nocase"},
             {"a, b AS (a)", "a, b GENERATED ALWAYS AS (a) VIRTUAL"},
             {"a, b INT CONSTRAINT g AS (a) stored CHECK (b)",
              "a, b INT CHECK (b) GENERATED ALWAYS AS (a) STORED"},
             {"a integer, b int, c text, d real, e blob, f any",
              "a INTEGER, b INT, c TEXT, d REAL, e BLOB, f ANY"},
             {"a varchar(10)", "'a' varchar ( 10 )"},
             {"[a] CHECK (`a` > 1), \"b\" DEFAULT 'x'", "a CHECK (a > 1), 'b' DEFAULT 'x'"},
             {"a DEFAULT \"legacy\"", "a DEFAULT legacy"},
             {"a DEFAULT current_timestamp, b DEFAULT null", "a DEFAULT CURRENT_TIMESTAMP, b DEFAULT NULL"},
             {"a NOT NULL ON CONFLICT ABORT NOT NULL", "a NOT NULL"},
         }) {
        check_equal(table(pair.one), table(pair.other));
    }
    check_equal("CREATE TABLE 't' (a INT PRIMARY KEY) strict, without rowid",
                "CREATE TABLE t (a INT PRIMARY KEY) WITHOUT ROWID, STRICT");
    check_equal("CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\"", "CREATE TABLE t (a, \"b c\")");
}

TEST_CASE("what a table means differently stays different") {
    for (const Pair& pair : std::vector<Pair>{
             {"id INTEGER PRIMARY KEY DESC", "id INTEGER, PRIMARY KEY (id DESC)"},
             {"id INTEGER PRIMARY KEY", "id INTEGER, PRIMARY KEY (id DESC)"},
             {"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY NOT NULL"},
             {"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY AUTOINCREMENT"},
             {"id INTEGER PRIMARY KEY", "id INTEGER CONSTRAINT k PRIMARY KEY"},
             {"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY ON CONFLICT REPLACE"},
             {"id INTEGER PRIMARY KEY", "id INT PRIMARY KEY"},
             {"id INTEGER PRIMARY KEY", "id \"INTEGER\" PRIMARY KEY"},
             {"id TEXT PRIMARY KEY", "id TEXT, PRIMARY KEY (id COLLATE nocase)"},
             {"id TEXT NOT NULL, PRIMARY KEY (id)", "id TEXT PRIMARY KEY NOT NULL"},
             {"a, b, PRIMARY KEY (a, b)", "a, b, PRIMARY KEY (b, a)"},
             {"a UNIQUE", "a UNIQUE ON CONFLICT IGNORE"},
             {"a UNIQUE", "a CONSTRAINT u UNIQUE"},
             {"a, UNIQUE (a)", "a, UNIQUE (a DESC)"},
             {"a, UNIQUE (a)", "a, UNIQUE (a COLLATE nocase)"},
             {"a, b, UNIQUE (a, b)", "a, b, UNIQUE (b, a)"},
             {"a NOT NULL", "a"},
             {"a NOT NULL", "a CONSTRAINT n NOT NULL"},
             {"a NOT NULL", "a NOT NULL ON CONFLICT REPLACE"},
             {"a REFERENCES p", "a REFERENCES p (id)"},
             {"a REFERENCES p", "a REFERENCES p MATCH SIMPLE"},
             {"a REFERENCES p", "a REFERENCES p ON DELETE CASCADE"},
             {"a REFERENCES p", "a REFERENCES p DEFERRABLE INITIALLY DEFERRED"},
             {"a REFERENCES p DEFERRABLE", "a REFERENCES p DEFERRABLE INITIALLY DEFERRED"},
             {"a REFERENCES p", "a CONSTRAINT f REFERENCES p"},
             {"a CHECK (a > 1)", "a, CHECK (a > 1)"},
             {"a CHECK (a > 1)", "a CONSTRAINT c CHECK (a > 1)"},
             {"a, b", "b, a"},
             {"a DEFAULT Unknown", "a DEFAULT unknown"},
             {"a DEFAULT Key", "a DEFAULT KEY"},
             {"a DEFAULT true", "a DEFAULT \"true\""},
             {"a DEFAULT 1", "a DEFAULT (1)"},
             {"a DEFAULT 1", "a DEFAULT +1"},
             {"a DEFAULT 1", "a"},
             {"a VARCHAR(10)", "a varchar(10)"},
             {"a timestamp without time zone", "a timestamp WITHOUT time zone"},
             {"a", "a ANY"},
             {"a, b AS (a) STORED", "a, b AS (a) VIRTUAL"},
             {"a COLLATE nocase", "a COLLATE rtrim"},
         }) {
        check_different(table(pair.one), table(pair.other));
    }
    check_different("CREATE TABLE t (a INT PRIMARY KEY)", "CREATE TABLE t (a INT PRIMARY KEY) STRICT");
    check_different("CREATE TABLE t (a INT PRIMARY KEY) STRICT",
                    "CREATE TABLE t (a INT PRIMARY KEY) STRICT, WITHOUT ROWID");
}

TEST_CASE("an index says the same in many ways, and different things") {
    for (const Pair& pair : std::vector<Pair>{
             {"CREATE INDEX i ON t (a ASC, lower(b))", "CREATE INDEX i ON t (a, (lower(b)))"},
             {"create index if not exists i on [t] ('a')", "CREATE INDEX i ON t (a)"},
             {"CREATE INDEX i ON t (lower(a) COLLATE nocase DESC)",
              "CREATE INDEX i ON t ((lower(a)) COLLATE nocase DESC)"},
             {"CREATE INDEX i ON t (a + b, a || 'x' COLLATE nocase, (a) + (b))",
              "CREATE INDEX i ON t ((a + b), (a || 'x' COLLATE nocase), ((a) + (b)))"},
             {"CREATE INDEX i ON t (CASE WHEN a THEN b END, CAST(a AS TEXT), -a)",
              "CREATE INDEX i ON t ((CASE WHEN a THEN b END), (CAST(a AS TEXT)), (-a))"},
             {"CREATE UNIQUE INDEX i ON t (a) WHERE a > 1", "CREATE UNIQUE INDEX i ON t (a) WHERE (a > 1)"},
             {"CREATE INDEX i ON t (a) WHERE (a) AND (b)", "CREATE INDEX i ON t (a) WHERE ((a) AND (b))"},
         }) {
        check_equal(on_t(pair.one), on_t(pair.other));
    }
    for (const Pair& pair : std::vector<Pair>{
             {"CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)"},
             {"CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a DESC)"},
             {"CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a COLLATE nocase)"},
             {"CREATE INDEX i ON t (a, b)", "CREATE INDEX i ON t (b, a)"},
             {"CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (a) WHERE a"},
             {"CREATE INDEX i ON t (a || b COLLATE nocase)", "CREATE INDEX i ON t ((a || b) COLLATE nocase)"},
         }) {
        check_different(on_t(pair.one), on_t(pair.other));
    }
}

TEST_CASE("a trigger says the same in many ways, and different things") {
    const std::string body = " BEGIN DELETE FROM t; END";
    check_equal(on_t("CREATE TRIGGER g DELETE ON t" + body),
                on_t("CREATE TRIGGER g BEFORE DELETE ON t" + body));
    check_equal(on_t("CREATE TRIGGER 'g' AFTER UPDATE OF a, 'b' ON 't' FOR EACH ROW" + body),
                on_t("CREATE TRIGGER g AFTER UPDATE OF a, b ON t" + body));
    check_equal(
        on_t("CREATE TRIGGER g INSERT ON t FOR EACH ROW WHEN new.a" + body),
        on_t("create trigger if not exists g before insert on t when new.a begin delete from t; end;"));
    check_equal(
        on_t("CREATE VIEW 'v' AS SELECT 1; CREATE TRIGGER g INSTEAD OF DELETE ON v" + body),
        on_t("CREATE VIEW v AS SELECT 1; CREATE TRIGGER g INSTEAD OF DELETE ON v FOR EACH ROW" + body));
    check_different(on_t("CREATE TRIGGER g BEFORE DELETE ON t" + body),
                    on_t("CREATE TRIGGER g AFTER DELETE ON t" + body));
    check_different(on_t("CREATE TRIGGER g BEFORE UPDATE ON t" + body),
                    on_t("CREATE TRIGGER g BEFORE UPDATE OF a ON t" + body));
}

TEST_CASE("a table's parts stand in one order") {
    CHECK(normalise_structure(
              "create table t (a text collate nocase unique default 'x' references p deferrable not null "
              "check (a <> ''), b int as (a), constraint z foreign key (b) references p (id), constraint k "
              "primary "
              "key (a)) "
              "strict") ==
          "CREATE TABLE t ( a TEXT CONSTRAINT k PRIMARY KEY NOT NULL DEFAULT 'x' COLLATE nocase CHECK ( a <> "
          "'' ) "
          "REFERENCES p DEFERRABLE INITIALLY IMMEDIATE , b INT CONSTRAINT z REFERENCES p ( id ) GENERATED "
          "ALWAYS AS ( a ) VIRTUAL , UNIQUE ( a ) ) STRICT");
    CHECK(normalise_structure("CREATE TABLE t (a INT, PRIMARY KEY (a DESC AUTOINCREMENT))") ==
          "CREATE TABLE t ( a INT , PRIMARY KEY ( a DESC AUTOINCREMENT ) )");
    CHECK(normalise_structure("CREATE TABLE t (a INT) WITHOUT rowid, STRICT") ==
          "CREATE TABLE t ( a INT ) WITHOUT ROWID , STRICT");
}

TEST_CASE("a statement of a shape that is not known keeps its tokens") {
    for (const std::string sql :
         {"CREATE TABLE t ( a INT ) COLUMNAR", "CREATE TABLE t ( a INT HIDDEN FROM b )",
          "CREATE TABLE t ( a INT , PRIMARY KEY ( a + 1 ) )", "CREATE INDEX i ON t USING hash ( a )",
          "CREATE TRIGGER g AFTER DELETE ON t FOR EACH STATEMENT BEGIN SELECT 1 ; END", "CREATE TABLE t (",
          "CREATE TABLE", "CREATE", "CREATE INDEX i ON t ( a", "CREATE TABLE t ( a INT ) WITHOUT",
          "CREATE TABLE t ( a , FOREIGN KEY ( a ) )",
          "CREATE TABLE t ( a INT PRIMARY KEY , b PRIMARY KEY )"}) {
        CHECK(normalise_structure(sql) == sql);
    }
}
