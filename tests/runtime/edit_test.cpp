#include "runtime/src/table_edit.hpp"
#include "tests/runtime/trial.hpp"
#include "tests/support/catch.hpp"

namespace {

using varve::detail::compare_table_texts;

const std::string colours =
    "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER CHECK (b > 0));";
const std::string rows = "INSERT INTO t VALUES (1, 'red', 2), (4, 'blue', NULL), (9, 'green', 7);";
const std::string kept = "SELECT name, rootpage FROM sqlite_schema WHERE tbl_name = 't' ORDER BY 1";

std::string obstacle(const std::string& columns, const std::string& now) {
    return compare_table_texts("CREATE TABLE t(" + columns + ")", "CREATE TABLE t(" + now + ")").obstacle;
}

std::string edit(const std::string& text) {
    return "--@ edit t\n" + text + "\n--@ end\n";
}

}  // namespace

TEST_CASE("an edit changes the rules of a table, and no page of its rows or indexes") {
    const std::string index = "CREATE INDEX by_a ON t(a);";
    Trial trial(colours + index, rows);
    const std::string before = trial.rows(kept);
    const std::string now =
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT CHECK (a IN ('red', 'green', 'blue')), b INTEGER);";
    CHECK(trial.run(edit(now), now + index) == "");
    CHECK(trial.rows(kept) == before);
    CHECK(trial.rows("SELECT * FROM t") == "1|red|2 4|blue|~ 9|green|7");
    CHECK(trial.rows("PRAGMA integrity_check") == "ok");
    CHECK(trial.rows("PRAGMA writable_schema") == "0");
    CHECK(message_of([&] { trial.db().execute("UPDATE sqlite_schema SET sql = ''"); }) ==
          "cannot run SQL: table sqlite_master may not be modified");
    trial.db().execute("INSERT INTO t VALUES (10, NULL, -1)");
    CHECK(message_of([&] { trial.db().execute("INSERT INTO t VALUES (11, 'pink', 1)"); }) ==
          "cannot run SQL: CHECK constraint failed: a IN ('red', 'green', 'blue')");
}

TEST_CASE("what an edit stores is what CREATE TABLE would have stored") {
    for (const std::string name : {"t", "\"t\"", "[t]", "`t`"}) {
        const std::string now =
            "CREATE TABLE " + name +
            " ( \"id\" INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT -1 CHECK (a <> 'it''s \"x\"'), b "
            "INTEGER CONSTRAINT \"odd \"\" name\" CHECK (b > -5 AND b<>+7) ) ;";
        const std::string before =
            "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT -1, b INTEGER);";
        Trial made(now, "");
        Trial edited(before, "INSERT INTO t VALUES (1, 'x', 3)");
        CHECK(edited.run(edit(now), now) == "");
        const std::string text = "SELECT sql FROM sqlite_schema WHERE name = 't'";
        CHECK(edited.rows(text) == made.rows(text));
    }
}

TEST_CASE("rows that do not fit are told of, and every byte stays") {
    Trial trial(colours, rows);
    const std::string before = trial.state();
    CHECK(trial.run(edit("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL CHECK (length(a) < 4), b "
                         "INTEGER NOT NULL CHECK (b > 0));")) ==
          "1 row of `t`: `b` is NULL (id 4)\n"
          "  2 rows of `t`: `CHECK (length(a) < 4)` does not hold (id 4, 9)");
    CHECK(trial.state() == before);
    CHECK(trial.rows("PRAGMA writable_schema") + trial.rows("PRAGMA ignore_check_constraints") == "00");
}

TEST_CASE("updates between edit and end fit the rows; no trigger fires and no check stands in their way") {
    const std::string rest =
        "CREATE TABLE log(what TEXT);"
        "CREATE TRIGGER noted AFTER UPDATE ON t BEGIN INSERT INTO log VALUES (new.a); END;";
    const std::string before = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT CHECK (a IN ('red', 'old')));";
    const std::string now =
        "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL CHECK (a IN ('red', 'new')));";
    Trial trial(before + rest, "INSERT INTO t VALUES (1, 'old'), (2, NULL), (3, 'red')");
    CHECK(
        trial.run(edit("UPDATE t SET a = CASE a WHEN 'old' THEN 'new' ELSE coalesce(a, 'new') END WHERE a IN "
                       "('old') OR a IS NULL;" +
                       now),
                  now + rest) == "");
    CHECK(trial.rows("SELECT * FROM t") == "1|new 2|new 3|red");
    CHECK(trial.rows("SELECT * FROM log") == "");
    trial.db().execute("UPDATE t SET a = 'red' WHERE id = 1");
    CHECK(trial.rows("SELECT * FROM log") == "red");
}

TEST_CASE("updates between edit and end are held to the checks that stay, and to NOT NULL at once") {
    const std::string before = "CREATE TABLE t(a TEXT CHECK (a <> ''), b TEXT NOT NULL);";
    const std::string now = "CREATE TABLE t(a TEXT CHECK (a <> ''), b TEXT NOT NULL CHECK (b <> 'z'));";
    Trial trial(before, "INSERT INTO t VALUES ('x', 'y'), ('z', 'w')");
    const std::string state = trial.state();
    CHECK(trial.run(edit("UPDATE t SET a = '' WHERE b = 'y';" + now), now) ==
          "1 row of `t` would not fit its checks");
    CHECK(trial.run(edit("UPDATE t SET b = NULL;" + now), now) ==
          "statement 1 `UPDATE t SET b = NULL`: NOT NULL constraint failed: t.b");
    CHECK(trial.state() == state);
    CHECK(trial.rows("PRAGMA ignore_check_constraints") == "0");
}

TEST_CASE("an edit takes new rules and nothing else") {
    const std::string t = "id INTEGER PRIMARY KEY, a TEXT, b VARCHAR(10)";
    CHECK(
        obstacle(t, "id INTEGER PRIMARY KEY, a TEXT CONSTRAINT x NOT NULL CHECK (a <> ''), b VARCHAR(20)") ==
        "");
    CHECK(obstacle(t, t + ", CONSTRAINT f FOREIGN KEY (a, b) REFERENCES p (x, y) ON DELETE CASCADE") == "");
    CHECK(obstacle(t, "id INTEGER PRIMARY KEY, b VARCHAR(10), a TEXT") == "its columns change");
    CHECK(obstacle(t, t + ", c TEXT") == "its columns change");
    CHECK(obstacle(t, "id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT, b VARCHAR(10)") ==
          "its primary key changes");
    CHECK(obstacle(t, "id INT PRIMARY KEY, a TEXT, b VARCHAR(10)") == "of column id, the type changes");
    CHECK(obstacle(t, "id INTEGER PRIMARY KEY, a INTEGER, b VARCHAR(10)") == "of column a, the type changes");
    CHECK(obstacle(t, t + ", UNIQUE (a)") == "its unique constraints change");
    CHECK(obstacle(t + ", UNIQUE (a)", t + ", CONSTRAINT u UNIQUE (a) ON CONFLICT IGNORE") == "");
    CHECK(obstacle(t, "id INTEGER PRIMARY KEY, a TEXT COLLATE nocase, b VARCHAR(10)") ==
          "of column a, the collation changes");
    CHECK(obstacle("a, b AS (a + 1)", "a, b AS (a + 2)") == "of column b, the expression changes");
    CHECK(compare_table_texts("CREATE TABLE t(a TEXT)", "CREATE TABLE t(a TEXT) STRICT").obstacle ==
          "its options change");
    CHECK(compare_table_texts("CREATE TABLE t(a TEXT)", "CREATE TABLE s(a TEXT)").obstacle ==
          "it names another table");
    CHECK(compare_table_texts("CREATE TABLE t(a TEXT)", "CREATE TABLE t AS SELECT 1").obstacle ==
          "its text is no CREATE TABLE that varve can read");
    CHECK(compare_table_texts("CREATE TABLE t(a INT) STRICT", "CREATE TABLE t(a INTEGER) STRICT").obstacle ==
          "of column a, the type changes");
}

TEST_CASE("a default changes in place only where every row holds a value of its own") {
    const std::string old_rows = "of column a, the default changes, which old rows may depend on";
    CHECK(obstacle("k, a DEFAULT 1", "k, a DEFAULT 2") == old_rows);
    CHECK(obstacle("k, a", "k, a DEFAULT 2") == old_rows);
    CHECK(obstacle("k, a DEFAULT (1)", "k, a DEFAULT 2") == old_rows);
    CHECK(obstacle("k, a NOT NULL DEFAULT 1", "k, a NOT NULL DEFAULT 2") == old_rows);
    CHECK(obstacle("k, a NOT NULL", "k, a NOT NULL DEFAULT 2") == "");
    CHECK(obstacle("k, a DEFAULT 1, z NOT NULL", "k, a, z NOT NULL") == "");
    CHECK(obstacle("k, a DEFAULT CURRENT_DATE", "k, a DEFAULT 2") == "");
    CHECK(obstacle("a DEFAULT 1, k TEXT PRIMARY KEY", "a DEFAULT 2, k TEXT PRIMARY KEY") == "");
    CHECK(compare_table_texts("CREATE TABLE t(a DEFAULT 1, k TEXT PRIMARY KEY) WITHOUT ROWID",
                              "CREATE TABLE t(a DEFAULT 2, k TEXT PRIMARY KEY) WITHOUT ROWID")
              .obstacle == old_rows);
    // What it is about: rows that ALTER TABLE never touched.
    Trial trial("CREATE TABLE t(k TEXT);",
                "INSERT INTO t VALUES ('x'); ALTER TABLE t ADD COLUMN a INT DEFAULT 1");
    CHECK(trial.rows("SELECT * FROM t") == "x|1");
    trial.db().execute("ALTER TABLE t DROP COLUMN a");
    CHECK(trial.run("ALTER TABLE t ADD COLUMN a INT DEFAULT 1;" +
                    edit("CREATE TABLE t(k TEXT, a INT DEFAULT 2);")) ==
          "`--@ edit t` asks for more than new rules: of column a, the default changes, which old rows may "
          "depend "
          "on; use `--@ rebuild t`");
}

TEST_CASE("an edit by hand is refused where it is none") {
    Trial trial(colours, rows);
    CHECK(trial.run("--@ edit t\n--@ end\n") == "`--@ edit t` has no `CREATE TABLE t`");
    CHECK(trial.run("--@ edit t\n") == "`--@ edit t` has no `--@ end`");
    CHECK(trial.run("--@ edit nowhere\n--@ end\n") == "`--@ edit nowhere`: there is no such table");
    CHECK(trial.run("--@ rebuild t\n--@ edit t\n--@ end\n") == "`--@ edit t` stands inside another");
    const std::string more =
        "in `--@ edit t` stand `UPDATE t` and, last, `CREATE TABLE t (…)`: use `--@ rebuild t` for more";
    CHECK(trial.run(edit("DELETE FROM t;" + colours)) == more);
    CHECK(trial.run(edit("UPDATE OR IGNORE t SET b = 1;" + colours)) == more);
    CHECK(trial.run(edit("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY);")) == more);
    CHECK(trial.run(edit(colours + "UPDATE t SET b = 1;")) ==
          "in `--@ edit t` the `CREATE TABLE t` stands last");
    CHECK(trial.run(
              edit("CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL, b INTEGER CHECK (c > 0));")) ==
          "the new text of `t` is refused: no such column: c");
    // Newer ones add advice.
    CHECK(trial
              .run(edit(
                  "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL CHECK (a <> \"x\"), b INTEGER);"))
              .rfind("the new text of `t` is refused: no such column: ", 0) == 0);
}

TEST_CASE("where another spelling gave the indexes other places the table is rebuilt instead") {
    // By hand `a` got the first automatic index, and varve's own spelling gives it the second.
    const std::string by_hand = "CREATE TABLE t(a TEXT UNIQUE, k TEXT, PRIMARY KEY (k));";
    const std::string ours = "CREATE TABLE t(a TEXT CHECK (a <> ''), k TEXT PRIMARY KEY, UNIQUE (a));";
    Trial trial(by_hand, "INSERT INTO t(rowid, a, k) VALUES (3, 'x', 'p'), (9, 'y', 'q')");
    CHECK(trial.run(edit(ours), ours) == "");
    CHECK(trial.rows("SELECT rowid, a, k FROM t") == "3|x|p 9|y|q");
    CHECK(trial.rows("SELECT a FROM t WHERE k = 'q'") + trial.rows("SELECT k FROM t WHERE a = 'x'") == "yp");
    CHECK(trial.rows("PRAGMA integrity_check") == "ok");
}

TEST_CASE("references that an edit lays on rows are checked") {
    const std::string p = "CREATE TABLE p(id INTEGER PRIMARY KEY);";
    Trial trial(p + "CREATE TABLE t(a INTEGER);", "INSERT INTO p VALUES (1); INSERT INTO t VALUES (1), (2)");
    const std::string now = "CREATE TABLE t(a INTEGER REFERENCES p(id));";
    CHECK(trial.run(edit(now), p + now) == "1 row of `t` would name rows of `p` that are not there");
    trial.db().execute("DELETE FROM t WHERE a = 2");
    CHECK(trial.run(edit(now), p + now) == "");
    trial.db().execute("DELETE FROM t");
}
