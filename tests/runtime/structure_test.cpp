#include "runtime/src/structure.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <varve/error.hpp>

#include "runtime/src/digest.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;

namespace {

class Database {
public:
    explicit Database(const std::string& sql) {
        REQUIRE(sqlite3_open(":memory:", &db_) == SQLITE_OK);
        run(sql);
    }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() { sqlite3_close(db_); }

    void run(const std::string& sql) {
        char* message = nullptr;
        const int rc = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message);
        const std::string said = message == nullptr ? "" : message;
        sqlite3_free(message);
        INFO(sql << "\n" << said);
        REQUIRE(rc == SQLITE_OK);
    }

    Structure structure() const { return read_structure(db_); }

private:
    sqlite3* db_ = nullptr;
};

std::string text_of(const std::string& sql) {
    return to_text(Database(sql).structure());
}

}  // namespace

TEST_CASE(
    "a structure is what an author made: no automatic index, no shadow table, nothing of SQLite's or "
    "varve's") {
    CHECK(text_of("CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT UNIQUE);"
                  "CREATE INDEX i ON t (a DESC) WHERE a > 1;"
                  "CREATE VIEW v AS SELECT a FROM t;"
                  "CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t; END;"
                  "CREATE VIRTUAL TABLE f USING fts5(a, content='t');"
                  "CREATE TABLE varve_revisions (a); CREATE TABLE VARVE_log (a); CREATE TABLE f_mine (a);"
                  "ANALYZE;") ==
          "index\ti\tt\tCREATE INDEX i ON t ( a DESC ) WHERE ( a > 1 )\n"
          "table\tf\tf\tCREATE VIRTUAL TABLE f USING fts5 ( a, content='t' )\n"
          "table\tf_mine\tf_mine\tCREATE TABLE f_mine ( a )\n"
          "table\tt\tt\tCREATE TABLE t ( id INTEGER PRIMARY KEY AUTOINCREMENT , a TEXT , UNIQUE ( a ) )\n"
          "trigger\tg\tt\tCREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM t ; END\n"
          "view\tv\tv\tCREATE VIEW v AS SELECT a FROM t\n");
    CHECK(text_of("") == "");
}

TEST_CASE("the tables of a virtual table's own are no part of a structure, and others of such names are") {
    for (const std::string module :
         {"fts3(a)", "fts4(a, tokenize=porter)", "fts4(content=\"t\", a)", "fts5(a)", "fts5(a, content='t')",
          "rtree(id, a, b)", "rtree_i32(id, a, b)"}) {
        const std::string text = text_of(
            "CREATE TABLE t (a); CREATE TABLE Docs_mine (a); CREATE INDEX i ON Docs_mine (a);"
            "CREATE VIRTUAL TABLE docs USING " +
            module);
        INFO(text);
        CHECK(std::count(text.begin(), text.end(), '\n') == 4);
        CHECK(text.find("Docs_mine") != std::string::npos);
        CHECK(structure_from_text(text) == Database("CREATE TABLE t (a);"
                                                    "CREATE VIRTUAL TABLE docs USING " +
                                                    module +
                                                    "; CREATE TABLE Docs_mine (a);"
                                                    "CREATE INDEX i ON Docs_mine (a)")
                                               .structure());
    }
}

TEST_CASE("of a module that is not SQLite's own every table of such a name is left out") {
    CHECK(text_of("CREATE TABLE d_vocab (a); CREATE INDEX i ON d_vocab (a); CREATE TABLE Words (a);"
                  "PRAGMA writable_schema = ON;"
                  "INSERT INTO sqlite_schema VALUES ('table', 'D', 'D', 0, "
                  "'CREATE VIRTUAL TABLE D USING \"spellfix1\"');") ==
          "table\tD\tD\tCREATE VIRTUAL TABLE D USING spellfix1\n"
          "table\tWords\tWords\tCREATE TABLE Words ( a )\n");
}

TEST_CASE("an altered table reads as the one that would have been created") {
    const auto same = [](const std::string& history, const std::string& fresh) {
        CHECK(text_of(history) == text_of(fresh));
    };
    same(
        "CREATE TABLE \"a\" (\"id\" INTEGER PRIMARY KEY, \"x\" TEXT NOT NULL, CHECK (\"x\" <> ''));"
        "ALTER TABLE \"a\" ADD COLUMN \"y\" TEXT DEFAULT 'q';",
        "CREATE TABLE \"a\" (\"id\" INTEGER PRIMARY KEY, \"x\" TEXT NOT NULL, \"y\" TEXT DEFAULT 'q', CHECK "
        "(\"x\" <> ''));");
    same(
        "CREATE TABLE \"a\" (\"id\" INTEGER PRIMARY KEY, \"x\" TEXT, \"order\" INT);"
        "CREATE INDEX \"i\" ON \"a\" (\"x\" DESC) WHERE \"x\" > 0;"
        "CREATE VIEW \"v\" AS SELECT \"x\" FROM \"a\";"
        "CREATE TRIGGER \"g\" AFTER UPDATE OF \"x\" ON \"a\" BEGIN DELETE FROM \"a\" WHERE \"x\" = "
        "new.\"x\"; END;"
        "ALTER TABLE \"a\" RENAME COLUMN \"x\" TO \"key\"; ALTER TABLE \"a\" RENAME COLUMN \"order\" TO "
        "\"n\";",
        "CREATE TABLE \"a\" (\"id\" INTEGER PRIMARY KEY, \"key\" TEXT, \"n\" INT);"
        "CREATE INDEX \"i\" ON \"a\" (\"key\" DESC) WHERE \"key\" > 0;"
        "CREATE VIEW \"v\" AS SELECT \"key\" FROM \"a\";"
        "CREATE TRIGGER \"g\" AFTER UPDATE OF \"key\" ON \"a\" BEGIN DELETE FROM \"a\" WHERE \"key\" = "
        "new.\"key\"; END;");
    same(
        "CREATE TABLE \"a\" (\"id\" INTEGER PRIMARY KEY);"
        "CREATE TABLE \"b\" (\"a_id\" INTEGER REFERENCES \"a\" (\"id\") ON DELETE CASCADE);"
        "ALTER TABLE \"a\" RENAME TO \"group\";",
        "CREATE TABLE \"group\" (\"id\" INTEGER PRIMARY KEY);"
        "CREATE TABLE \"b\" (\"a_id\" INTEGER REFERENCES \"group\" (\"id\") ON DELETE CASCADE);");
    same(
        "CREATE TABLE \"a\" (\"x\" TEXT PRIMARY KEY, \"y\" TEXT, \"z\" INT) STRICT, WITHOUT ROWID;"
        "ALTER TABLE \"a\" DROP COLUMN \"y\";",
        "CREATE TABLE \"a\" (\"x\" TEXT PRIMARY KEY, \"z\" INT) STRICT, WITHOUT ROWID;");
}

TEST_CASE("quotes, case of keywords, comments and white space make no difference; names and literals do") {
    const auto normal = normalise_structure;
    CHECK(normal("create table if not exists [x] ( `a` text)") ==
          normal("CREATE TABLE IF NOT EXISTS x(\"a\" text)"));
    CHECK(normal("CREATE TABLE x (a --@ b\n, c)") == "CREATE TABLE x ( a , c )");
    CHECK(normal("CREATE TABLE x (a DEFAULT 'It')") != normal("CREATE TABLE x (a DEFAULT 'it')"));
    CHECK(normal("CREATE TABLE x (A)") != normal("CREATE TABLE x (a)"));
    CHECK(normal("CREATE TABLE x (a DEFAULT 1_000);") == "CREATE TABLE x ( a DEFAULT 1_000 )");
}

TEST_CASE(
    "normalised SQL makes the structure that the written SQL makes, and so does a structure's own SQL") {
    const std::string written =
        "create table [order items] ( -- lines of an order\n id integer primary key, key text not null "
        "default 'a -- b',"
        " price real check(price>=0 or price is null /* unknown */), note text default 'two\nlines', ratio "
        "as (price/2.5e0),"
        " tag blob default x'00fF', constraint once unique(key,price) on conflict ignore);"
        "create unique index if not exists by_key on [order items](key collate nocase desc)where "
        "price->>'$.a' is null;"
        "create view names(a,b) as select key||'x',max(price) filter(where id<>3)over(order by id rows "
        "between current row"
        " and unbounded following) from \"order items\" group by 1 order by key desc nulls last limit 3 "
        "offset 1;"
        "create trigger keep after delete on `order items` for each row when old.price>0 begin"
        " insert or replace into [order items](key)values(case when old.key='end' then 'x' end);"
        " select raise(abort,'kept; really'); end;"
        "alter table [order items] add column seen integer default(1+2);"
        "alter table \"order items\" rename column key to code;";
    const Structure structure = Database(written).structure();
    REQUIRE(structure.objects.size() == 4);
    CHECK(Database(normalise_sql(written)).structure() == structure);
    Database again("");
    for (const char* type : {"table", "index", "view", "trigger"}) {
        for (const StructureObject& object : structure.objects) {
            if (object.type == type) again.run(object.sql);
        }
    }
    CHECK(again.structure() == structure);
}

TEST_CASE("a bare keyword that serves as a name equals its quoted form, wherever it stands") {
    const std::string_view places[] = {
        "CREATE TABLE t (@ TEXT, z INT, PRIMARY KEY (@, z), CHECK (@ > 1 AND @ <> z OR NOT @), UNIQUE (z, "
        "@))",
        "CREATE TABLE t (z INT, @ TEXT AS (z || 1), CONSTRAINT @ CHECK (z = @))",
        "CREATE TABLE @ (a, b REFERENCES @ (a))",
        "CREATE TEMP TABLE t (z CHECK (CASE WHEN @ THEN @ ELSE @ END), @ INT)",
        "CREATE VIEW v AS SELECT @, z.@ AS @ FROM @ AS z WHERE @ = 1 GROUP BY @, z HAVING @ ORDER BY @ DESC, "
        "@",
        "CREATE VIEW @ AS SELECT max(@) FROM @ JOIN z ON @ = 1",
        "CREATE INDEX @ ON t (z, @ DESC, @) WHERE @ IS NULL",
        "CREATE TRIGGER @ AFTER UPDATE OF z ON t WHEN @ BEGIN UPDATE t SET @ = 1, z = @ WHERE @; END",
    };
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    const auto parses = [db](const std::string& sql) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr);
        sqlite3_finalize(statement);
        return std::string(sqlite3_errmsg(db)).find("syntax error") == std::string::npos;
    };
    int compared = 0;
    for (const std::string_view place : places) {
        for (int i = 0; i != sqlite3_keyword_count(); ++i) {
            const char* name = nullptr;
            int size = 0;
            sqlite3_keyword_name(i, &name, &size);
            const std::string word(name, static_cast<std::size_t>(size));
            if (word.substr(0, 8) == "CURRENT_") continue;
            std::string bare;
            std::string quoted;
            for (const char c : place) {
                bare += c == '@' ? word : std::string(1, c);
                quoted += c == '@' ? '"' + word + '"' : std::string(1, c);
            }
            if (!parses(bare)) continue;
            INFO(bare);
            CHECK(normalise_structure(bare) == normalise_structure(quoted));
            CHECK(parses(normalise_structure(bare)));
            ++compared;
        }
    }
    CHECK(compared > 200);
    sqlite3_close(db);
}

TEST_CASE("keywords that are no names stay keywords") {
    for (const std::string sql :
         {"CREATE TABLE t ( a CHECK ( CAST ( a AS INT ) NOT LIKE 'x' AND a NOT GLOB "
          "'y' ) , b DEFAULT CURRENT_TIMESTAMP )",
          "CREATE TABLE t ( a REFERENCES u ON DELETE CASCADE ON UPDATE RESTRICT "
          "DEFERRABLE INITIALLY DEFERRED )",
          "CREATE TABLE t ( a NOT NULL ON CONFLICT REPLACE , b INT GENERATED ALWAYS AS "
          "( a ) STORED ) WITHOUT ROWID",
          "CREATE VIEW v AS WITH RECURSIVE c AS ( WITH d AS ( SELECT 1 ) SELECT * "
          "FROM d ) SELECT sum ( x ) FILTER "
          "( WHERE x ) OVER ( PARTITION BY x ROWS BETWEEN UNBOUNDED PRECEDING AND "
          "CURRENT ROW ) FROM c LIMIT 1 OFFSET 2",
          "CREATE VIEW v AS SELECT count ( * ) OVER ( ROWS UNBOUNDED PRECEDING ) "
          "FROM t NATURAL LEFT OUTER JOIN u",
          "CREATE VIEW v AS WITH c AS NOT MATERIALIZED ( SELECT 1 ) SELECT "
          "replace_it ( 1 ) FROM c ORDER BY 1 DESC NULLS LAST",
          "CREATE TRIGGER g INSTEAD OF INSERT ON v BEGIN INSERT OR "
          "REPLACE INTO t VALUES ( 1 ) ON CONFLICT "
          "( a ) DO UPDATE SET a = 1 ; SELECT RAISE ( ABORT , 'no' ) ; END"}) {
        CHECK(normalise_structure(sql) == sql);
    }
}

TEST_CASE("the text of a structure survives newlines, tabs and backslashes in literals and names") {
    const Structure structure =
        make_structure({{"table", "a\tb", "a\tb", "create table \"a\tb\" (x default 'l\n\r\\n')"}});
    const std::string text = to_text(structure);
    CHECK(text == "table\ta\\tb\ta\\tb\tCREATE TABLE \"a\\tb\" ( x DEFAULT 'l\\n\\r\\\\n' )\n");
    CHECK(structure_from_text(text) == structure);
    CHECK(structure_from_text("") == Structure{});
    CHECK_THROWS_WITH(structure_from_text(text + "table\tx\n"),
                      "structure text, line 2: expected type, name, table and sql, parted by tabs");
}

TEST_CASE("the order of creation makes no difference to a fingerprint, a change of meaning does") {
    const auto of = [](const std::string& sql) { return fingerprint(Database(sql).structure()); };
    CHECK(of("CREATE TABLE a (x); CREATE TABLE b (y);") == of("create table [b](y); create table a(x);"));
    CHECK(of("CREATE TABLE a (x);") != of("CREATE TABLE a (x, y);"));
    const std::string_view empty[] = {"varve-structure-1", ""};
    CHECK(of("") == digest_parts(empty));
}

TEST_CASE("a difference is told object by object") {
    const Structure expected =
        Database("CREATE TABLE a (x); CREATE TABLE b (y); CREATE INDEX i ON a (x);").structure();
    const Structure found =
        Database("CREATE TABLE a (x); CREATE TABLE c (z); CREATE INDEX i ON a (x DESC);").structure();
    CHECK(describe_difference(expected, found) ==
          std::vector<std::string>{
              "altered index i: expected `CREATE INDEX i ON a ( x )`, found `CREATE INDEX i ON a ( x DESC )`",
              "missing table b", "unknown table c"});
    CHECK(describe_difference(expected, expected).empty());
}

TEST_CASE("of a long object only what differs is shown") {
    std::string columns = "c0 TEXT";
    for (int i = 1; i != 30; ++i)
        columns += ", c" + std::to_string(i) + " TEXT";
    std::string changed = columns;
    changed.replace(changed.find("c15 TEXT"), 8, "c15 TEXT NOT NULL");
    const Structure expected = make_structure({{"table", "t", "t", "CREATE TABLE t (" + columns + ")"}});
    const Structure found = make_structure({{"table", "t", "t", "CREATE TABLE t (" + changed + ")"}});
    CHECK(describe_difference(expected, found) ==
          std::vector<std::string>{
              "altered table t: expected `… TEXT , c15 TEXT , c16 TEXT , …`, found `… TEXT , c15 TEXT "
              "NOT NULL , c16 TEXT , …`"});
}
