#include <sqlite3.h>

#include "tests/runtime/trial.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::string two =
    "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT UNIQUE, y INTEGER CHECK (y > 0));"
    "CREATE TABLE b(id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a(id));";
const std::string rows =
    "INSERT INTO a VALUES (1, 'one', 1), (2, 'two', 2), (3, 'three', 3); INSERT INTO b VALUES (1, 1);";

}  // namespace

TEST_CASE("a failing statement takes the whole revision back, and the mended one runs") {
    Trial trial(two, rows);
    std::string before = trial.state();
    CHECK(trial.run("CREATE TABLE c(x); INSERT INTO c VALUES (1); INSERT INTO nowhere VALUES (1)") ==
          "statement 3 `INSERT INTO nowhere VALUES ( 1 )`: no such table: nowhere");
    CHECK(trial.run("CREATE TABLE c(x); UPDATE a SET y = y - 1") ==
          "statement 2 `UPDATE a SET y = y - 1`: CHECK constraint failed: y > 0");
    CHECK(trial.run("CREATE TABLE c(x); UPDATE a SET x = \"typo\"") ==
          "statement 2 `UPDATE a SET x = \"typo\"`: " + no_such_column("typo"));
    CHECK(trial.state() == before);
    CHECK(trial.run("CREATE TABLE c(x)", two + "CREATE TABLE c(x);") == "");
}

TEST_CASE("what belongs to varve is denied") {
    Trial trial(two, rows);
    std::string before = trial.state();
    const std::pair<std::string, std::string> denied[] = {
        {"COMMIT", "`COMMIT` is not allowed in a revision: varve owns the transaction"},
        {"ROLLBACK", "`ROLLBACK` is not allowed in a revision: varve owns the transaction"},
        {"BEGIN", "`BEGIN` is not allowed in a revision: varve owns the transaction"},
        {"SAVEPOINT s", "savepoints are not allowed in a revision: varve owns the transaction"},
        {"ATTACH 'x.db' AS x", "a revision works on one database: `ATTACH` and `DETACH` are not allowed"},
        {"DETACH x", "a revision works on one database: `ATTACH` and `DETACH` are not allowed"},
        {"PRAGMA foreign_keys = ON",
         "`PRAGMA foreign_keys` is not allowed in a revision: varve owns the settings"},
        {"PRAGMA user_version = 3",
         "`PRAGMA user_version` is not allowed in a revision: varve owns the settings"},
        {"CREATE TEMP TABLE t ( x )",
         "temporary objects have no place in a revision: they end with the connection"},
        {"DELETE FROM varve_log",
         "`varve_log` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"DROP TABLE Varve_Revisions",
         "`varve_revisions` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"CREATE TRIGGER t AFTER INSERT ON varve_log BEGIN SELECT 1 ; END",
         "`varve_log` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"CREATE TABLE varve_mine ( x )",
         "`varve_mine` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"SELECT load_extension ( 'x' )", "`load_extension` is not allowed in a revision"},
    };
    for (const auto& [sql, why] : denied)
        CHECK(trial.run(sql) == "statement 1 `" + sql + "`: " + why);
    CHECK(trial.run("UPDATE sqlite_schema SET sql = ''") ==
          "statement 1 `UPDATE sqlite_schema SET sql = ''`: table sqlite_master may not be modified");
    CHECK(trial.run("CREATE TABLE c(x); COMMIT; INSERT INTO nowhere VALUES (1)") ==
          "statement 2 `COMMIT`: `COMMIT` is not allowed in a revision: varve owns the transaction");
    CHECK(trial.run("VACUUM") == "statement 1 `VACUUM`: cannot VACUUM from within a transaction");
    CHECK(trial.state() == before);
}

TEST_CASE("a constraint that rolls the transaction back is a failure, not a half-applied revision") {
    Trial trial("CREATE TABLE a(x UNIQUE ON CONFLICT ROLLBACK);", "INSERT INTO a VALUES (1)");
    std::string before = trial.state();
    CHECK(trial.run("CREATE TABLE c(x); INSERT INTO a VALUES (1); CREATE TABLE d(x)") ==
          "statement 2 `INSERT INTO a VALUES ( 1 )`: UNIQUE constraint failed: a.x");
    CHECK(trial.run("INSERT OR ROLLBACK INTO a VALUES (1)") ==
          "statement 1 `INSERT OR ROLLBACK INTO a VALUES ( 1 )`: UNIQUE constraint failed: a.x");
    CHECK(trial.state() == before);
}

TEST_CASE("rows that would be gone undeclared stop the revision") {
    Trial trial(two + "CREATE TRIGGER sweep AFTER UPDATE ON b BEGIN DELETE FROM a WHERE id = 3; END;", rows);
    std::string before = trial.state();
    std::string same = two + "CREATE TRIGGER sweep AFTER UPDATE ON b BEGIN DELETE FROM a WHERE id = 3; END;";
    std::string fewer =
        "the table `a` would have 2 rows of 3, and nothing declares it: add `--@ lose a` if that is meant";
    CHECK(trial.run("DELETE FROM a WHERE id = 3") == fewer);
    CHECK(trial.run("UPDATE b SET id = id") == fewer);
    CHECK(trial.run("REPLACE INTO a VALUES (1, 'three', 4)") == fewer);
    CHECK(trial.run("UPDATE OR REPLACE a SET x = 'one' WHERE id = 2") == fewer);
    CHECK(trial.run("INSERT INTO a VALUES (4, 'four', 4); DELETE FROM a") ==
          "the table `a` would have 0 rows of 4, and nothing declares it: add `--@ lose a` if that is meant");
    CHECK(trial.run("DROP TABLE b",
                    "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT UNIQUE, y INTEGER CHECK (y > 0));") ==
          "the table `b` with 1 row would be gone, and nothing declares it: add `--@ lose b` if that is "
          "meant");
    CHECK(trial.run("DELETE FROM b; ALTER TABLE b RENAME TO c") ==
          "the table `b` would have 0 rows of 1, and nothing declares it: add `--@ lose b` if that is meant");
    CHECK(trial.run("DROP TRIGGER sweep; ALTER TABLE a DROP COLUMN y") ==
          "the column `a.y` would be gone with its values, and nothing declares it: add `--@ lose a.y` if "
          "that is meant");
    CHECK(trial.state() == before);
    CHECK(trial.run("DELETE FROM a WHERE id = 2; INSERT INTO a VALUES (5, 'two', 2)", same) == "");
}

TEST_CASE("a table dropped and made anew must have read what it keeps") {
    Trial trial("CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT, y TEXT);",
                "INSERT INTO a VALUES (1, 'x', 'y')");
    std::string after = "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT, z TEXT);";
    CHECK(trial.run("CREATE TABLE n(id INTEGER PRIMARY KEY, x TEXT, z TEXT); INSERT INTO n(id, x) SELECT id, "
                    "x FROM a;"
                    "DROP TABLE a; ALTER TABLE n RENAME TO a",
                    after) ==
          "the values of `a.y` would be gone: the table is dropped and made anew without them, and "
          "nothing declares it: add `--@ lose a.y` if that is meant");
    CHECK(trial.run("CREATE TABLE n(id INTEGER PRIMARY KEY, x TEXT, z TEXT);"
                    "INSERT INTO n(id, x, z) SELECT id, x, y FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a",
                    after) == "");
}

TEST_CASE("declared losses run") {
    Trial trial(two, rows);
    CHECK(trial.run("--@ lose b\nDROP TABLE b;\n--@ lose a.y\nALTER TABLE a DROP COLUMN y;\n--@ lose "
                    "a\nDELETE FROM a",
                    "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT UNIQUE);") == "");
    CHECK(trial.rows("SELECT count(*) FROM a") == "0");
}

TEST_CASE("foreign keys hold at the end of a revision") {
    Trial trial(two, rows);
    std::string before = trial.state();
    std::string broken = "1 row of `b` would name rows of `a` that are not there";
    CHECK(trial.run("INSERT INTO b VALUES (2, 77)") == broken);
    CHECK(trial.run("--@ lose a\nDELETE FROM a WHERE id = 1") == broken);
    CHECK(trial.state() == before);
    CHECK(trial.run("INSERT INTO b VALUES (2, 77); INSERT INTO a VALUES (77, 'later', 1)") == "");
}

TEST_CASE("orphans that were there before are not held against a revision, new ones are") {
    Trial trial(
        two, rows + "PRAGMA foreign_keys=OFF; INSERT INTO b VALUES (8, 88), (9, 99); PRAGMA foreign_keys=ON");
    CHECK(trial.run("INSERT INTO b VALUES (10, 100)") ==
          "3 rows of `b` would name rows of `a` that are not there");
    CHECK(trial.run("INSERT INTO b VALUES (10, 1)") == "");
    CHECK(trial.rows("SELECT count(*) FROM b") == "4");
}

TEST_CASE("a foreign key without a key or a table behind it is not held against rows") {
    std::string c =
        "CREATE TABLE c(id INTEGER PRIMARY KEY, y INTEGER REFERENCES a(y), z INTEGER REFERENCES gone(z));";
    std::string wide =
        "CREATE TABLE c(id INTEGER PRIMARY KEY, y INTEGER REFERENCES a(y), z INTEGER REFERENCES gone(z), w);";
    Trial trial(two, rows);
    CHECK(trial.run(c + "INSERT INTO c VALUES (1, 1, 1)", two + c) == "");
    Trial filled(two + c, "PRAGMA foreign_keys=OFF;" + rows + "INSERT INTO c VALUES (1, 7, 7), (2, 8, 8)");
    CHECK(filled.run("ALTER TABLE c ADD COLUMN w; UPDATE c SET y = 9, z = 9", two + wide) == "");
    CHECK(filled.rows("SELECT * FROM c") == "1|9|9|~ 2|9|9|~");
}

TEST_CASE("a search table with content of its own is counted, one over another table is not") {
    std::string own = "CREATE VIRTUAL TABLE own USING fts5(title, content);";
    std::string over = "CREATE VIRTUAL TABLE over_a USING fts5(x, content = 'a', content_rowid = 'id');";
    Trial trial(two + own + over, rows + "INSERT INTO own VALUES ('t', 'c')");
    CHECK(trial.run("DROP TABLE over_a; DROP TABLE own", two) ==
          "the table `own` with 1 row would be gone, and nothing declares it: add `--@ lose own` if that is "
          "meant");
    CHECK(trial.run("DROP TABLE over_a", two + own) == "");
}

TEST_CASE("views and triggers elsewhere must still compile") {
    std::string base =
        "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT, y TEXT); CREATE TABLE b(id INTEGER PRIMARY KEY);";
    std::string without = "--@ lose a.y\nALTER TABLE a DROP COLUMN y";
    std::string after =
        "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT); CREATE TABLE b(id INTEGER PRIMARY KEY);";
    {
        Trial trial(base + "CREATE TRIGGER t AFTER INSERT ON b BEGIN UPDATE a SET y = 'z'; END;", "");
        CHECK(
            trial.run(without, after) ==
            "the trigger `t` would no longer work: no such column: y; drop it first and make it anew after");
    }
    {
        Trial trial(base + "CREATE TRIGGER u AFTER UPDATE OF y ON a BEGIN SELECT 1; END;", "");
        CHECK(
            trial.run(without, after) ==
            "the trigger `u` would no longer work: no such column: y; drop it first and make it anew after");
    }
    {
        Trial trial(base + "CREATE VIEW v AS SELECT y FROM a;", "");
        CHECK(
            trial.run("--@ lose a.y\n--@ rebuild a\nCREATE TABLE varve_new_a(id INTEGER PRIMARY KEY, x TEXT);"
                      "INSERT INTO varve_new_a(id, x) SELECT id, x FROM a;\n--@ end\n",
                      after + "CREATE VIEW v AS SELECT y FROM a;") ==
            "the view `v` would no longer work: no such column: y; drop it first and make it anew after");
        trial.db().execute("CREATE VIEW broken_before AS SELECT x FROM nowhere");
        CHECK(trial.run("UPDATE a SET x = 'x'") == "");
    }
}

TEST_CASE("a revision that leaves another structure than was proved is refused") {
    Trial trial(two, rows);
    CHECK(trial.run("CREATE TABLE c(x)", two + "CREATE TABLE c(x, y);") ==
          "the structure it leaves is not the one that was proved:\n"
          "  altered table c: expected `CREATE TABLE c ( x , y )`, found `CREATE TABLE c ( x )`");
}

TEST_CASE("a parameter in a step is refused: nothing would be bound to it") {
    Trial trial("CREATE TABLE a(b);", "INSERT INTO a VALUES (1)");
    const auto refused = [](const std::string& statement, const std::string& name) {
        return "statement 1 `" + statement + "`: `" + name +
               "` is a parameter, and a revision has nothing to bind to it: write the value itself";
    };
    CHECK(trial.run("UPDATE a SET b = :nope") == refused("UPDATE a SET b = :nope", ":nope"));
    CHECK(trial.run("DELETE FROM a WHERE b = ?") == refused("DELETE FROM a WHERE b = ?", "?"));
    CHECK(trial.run("INSERT INTO a VALUES (@x)") == refused("INSERT INTO a VALUES ( @x )", "@x"));
    CHECK(trial.run("UPDATE a SET b = ?2") == refused("UPDATE a SET b = ?2", "?2"));
    CHECK(trial.run("UPDATE a SET b = ':no'") == "");
    CHECK(trial.rows("SELECT b FROM a") == ":no");
}

TEST_CASE("search tables and rtree work in revisions") {
    Trial trial(two, rows);
    std::string search =
        "CREATE VIRTUAL TABLE words USING fts5(x, content='a', content_rowid='id');"
        "CREATE TRIGGER added AFTER INSERT ON a BEGIN INSERT INTO words(rowid, x) VALUES (new.id, "
        "new.x); END;";
    std::string boxes = "CREATE VIRTUAL TABLE boxes USING rtree(id, left, right);";
    CHECK(trial.run(search + boxes +
                        "INSERT INTO words(words) VALUES ('rebuild'); INSERT INTO boxes VALUES (1, 2, 3)",
                    two + search + boxes) == "");
    CHECK(trial.rows("SELECT rowid FROM words('two')") == "2");
    trial.db().execute("INSERT INTO a VALUES (4, 'four', 4)");
    CHECK(trial.rows("SELECT rowid FROM words('four')") == "4");
    varve::Connection again = varve::Connection::open({.path = trial.file()});
    again.execute("INSERT INTO a VALUES (5, 'five', 5)");
}

TEST_CASE("what SQLite keeps of a statement is spaced as people write it") {
    Trial trial("CREATE TABLE t(a VARCHAR(20) DEFAULT -1);", "");
    const std::string made =
        "CREATE TABLE u(a DECIMAL(10, 2) DEFAULT -1, b DEFAULT +2.5); "
        "CREATE VIEW v AS SELECT count(*), max(a) FROM u;";
    CHECK(trial.run(made, "CREATE TABLE t(a VARCHAR(20) DEFAULT -1);" + made) == "");
    CHECK(trial.rows("SELECT type, dflt_value FROM pragma_table_info('u')") == "DECIMAL(10, 2)|-1 |+2.5");
    CHECK(trial.rows("SELECT name FROM pragma_table_info('v')") == "count(*) max(a)");
}

TEST_CASE("double-quoted texts of an older program stand in the way of no rename, drop or rebuild") {
    const std::string other = "CREATE TABLE other(x INT, y INT, z INT);";
    const std::string held =
        "CREATE TABLE t(a TEXT CHECK (a <> 'dflt'), b INT); CREATE INDEX i ON t(b) WHERE a <> 'zzz';";
    const auto ran = [&](const std::string& step, const std::string& after) {
        varve::Connection db = varve::Connection::open({.path = ":memory:"});
        sqlite3_db_config(db.native_handle(), SQLITE_DBCONFIG_DQS_DDL, 1, static_cast<int*>(nullptr));
        db.execute(
            "CREATE TABLE t(a TEXT CHECK (a <> \"dflt\"), b INT);"
            "CREATE INDEX i ON t(b) WHERE a <> \"zzz\";" +
            other + "INSERT INTO t VALUES ('one', 1); INSERT INTO other VALUES (1, 2, 3);");
        sqlite3_db_config(db.native_handle(), SQLITE_DBCONFIG_DQS_DDL, 0, static_cast<int*>(nullptr));
        ChainMaker maker;
        maker.add({"found", held + other, held + other, ""});
        maker.add({"step", step, held + after, ""});
        return message_of([&] { varve::upgrade(db, maker.chain()); });
    };
    CHECK(ran("ALTER TABLE other RENAME COLUMN y TO w", "CREATE TABLE other(x INT, w INT, z INT)") == "");
    CHECK(ran("--@ lose other.z\nALTER TABLE other DROP COLUMN z", "CREATE TABLE other(x INT, y INT)") == "");
    CHECK(ran("ALTER TABLE other RENAME TO more", "CREATE TABLE more(x INT, y INT, z INT)") == "");
    CHECK(ran("--@ rebuild other\nCREATE TABLE varve_new_other(x INT, y INT NOT NULL, z INT);"
              "INSERT INTO varve_new_other SELECT x, y, z FROM other;\n--@ end",
              "CREATE TABLE other(x INT, y INT NOT NULL, z INT)") == "");
}
