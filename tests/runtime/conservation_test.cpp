#include <sqlite3.h>

#include "tests/runtime/trial.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::string one = "CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT);";
const std::string rows = "INSERT INTO a VALUES (1, 'one'), (2, 'two');";

}  // namespace

TEST_CASE("what a step makes for itself it may drop again") {
    Trial trial(one, rows);
    CHECK(
        trial.run("CREATE TABLE scratch AS SELECT * FROM a; UPDATE a SET x = upper(x); DROP TABLE scratch") ==
        "");
}

TEST_CASE("a table that is renamed away and made anew keeps its rows and columns") {
    const std::string away = "ALTER TABLE a RENAME TO old_a; CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT);";
    Trial trial(one, rows);
    CHECK(
        trial.run(away + "INSERT INTO a(id, x) SELECT id, x FROM old_a WHERE id = 1; DROP TABLE old_a") ==
        "the table `old_a` would have 1 rows of 2, and nothing declares it: add `--@ lose old_a` if that is "
        "meant");
    CHECK(
        trial.run(away + "INSERT INTO a(id) SELECT id FROM old_a; DROP TABLE old_a") ==
        "the values of `old_a.x` would be gone: the table is dropped and made anew without them, and nothing "
        "declares it: add `--@ lose old_a.x` if that is meant");
    CHECK(trial.run("--@ lose a.x\n" + away + "INSERT INTO a(id) SELECT id FROM old_a; DROP TABLE old_a") ==
          "");
}

TEST_CASE("a table that is copied as a whole is read") {
    const std::string make = "CREATE TABLE new_a(id INTEGER PRIMARY KEY, x TEXT);";
    const std::string replace = "; DROP TABLE a; ALTER TABLE new_a RENAME TO a";
    for (const char* copy : {"new_a SELECT * FROM a", "new_a SELECT * FROM main.a",
                             "new_a SELECT * FROM \"A\"", "new_a(id, x) SELECT * FROM a"})
        CHECK(Trial(one, rows).run(make + "INSERT INTO " + copy + replace) == "");
}

TEST_CASE("the commands of a search table are no columns of it") {
    const std::string search = "CREATE VIRTUAL TABLE s USING fts5(t);";
    Trial trial(search, "INSERT INTO s VALUES ('one');");
    CHECK(trial.run("CREATE VIRTUAL TABLE n USING fts5(t); INSERT INTO n SELECT * FROM s; DROP TABLE s;"
                    "ALTER TABLE n RENAME TO s") == "");
}

TEST_CASE("a loss is declared by the name that the column had before the step") {
    Trial trial(one, rows);
    const std::string up = "ALTER TABLE a RENAME COLUMN x TO y; ALTER TABLE a DROP COLUMN y";
    const std::string after = "CREATE TABLE a(id INTEGER PRIMARY KEY);";
    CHECK(
        trial.run(up, after) ==
        "the column `a.y` would be gone with its values, and nothing declares it: add `--@ lose a.y` if that "
        "is meant");
    CHECK(trial.run("--@ lose a.x\n" + up, after) == "");
}

TEST_CASE("the directive that a refusal names can be copied as it stands") {
    Trial trial("CREATE TABLE \"a b\"(id INTEGER PRIMARY KEY, \"dc:x\" TEXT);", "");
    const std::string up = "ALTER TABLE \"a b\" DROP COLUMN \"dc:x\"";
    const std::string after = "CREATE TABLE \"a b\"(id INTEGER PRIMARY KEY);";
    CHECK(trial.run(up, after) ==
          "the column `a b.dc:x` would be gone with its values, and nothing declares it: add `--@ lose \"a "
          "b\".\"dc:x\"` if that is meant");
    CHECK(trial.run("--@ lose \"a b\".\"dc:x\"\n" + up, after) == "");
}

namespace {

const std::string family =
    "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT);"
    "CREATE TABLE c(id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id) ON DELETE SET NULL);";
const std::string members =
    "INSERT INTO p VALUES (1, 'one'), (2, 'two'), (9, 'nine'); DELETE FROM p WHERE id = 9;"
    "INSERT INTO c VALUES (1, 1), (2, 1), (3, NULL);";

std::string undeclared(const std::string& what, const std::string& name) {
    return what + ", and nothing declares it: add `--@ lose " + name + "` if that is meant";
}

}  // namespace

TEST_CASE("references are values too") {
    Trial trial(family, members);
    const std::string before = trial.state();
    CHECK(trial.run("UPDATE c SET p_id = NULL WHERE id = 2") ==
          undeclared("1 value of `c.p_id`, which names rows of `p`, would be gone", "c.p_id"));
    CHECK(trial.run(
              "CREATE TRIGGER t AFTER UPDATE ON p BEGIN UPDATE c SET p_id = NULL WHERE p_id = new.id; END;"
              "UPDATE p SET x = upper(x); DROP TRIGGER t") ==
          undeclared("2 values of `c.p_id`, which names rows of `p`, would be gone", "c.p_id"));
    CHECK(
        trial.run("ALTER TABLE c RENAME COLUMN p_id TO q; ALTER TABLE c RENAME TO d; UPDATE d SET q = NULL",
                  "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT);"
                  "CREATE TABLE d(id INTEGER PRIMARY KEY, q INTEGER REFERENCES p(id) ON DELETE SET NULL);") ==
        undeclared("2 values of `d.q`, which names rows of `p`, would be gone", "d.q"));
    CHECK(trial.state() == before);
    CHECK(trial.run("UPDATE c SET p_id = 2 WHERE id = 2; UPDATE c SET id = id + 10") == "");
    CHECK(Trial(family, members).run("--@ lose c.p_id\nUPDATE c SET p_id = NULL") == "");
}

TEST_CASE("children of a table that loses rows keep what they name") {
    Trial trial(family, members);
    // What ON DELETE SET NULL would do, by a step's own hand.
    CHECK(trial.run("--@ lose p\nDELETE FROM p; UPDATE c SET p_id = NULL") ==
          undeclared("2 values of `c.p_id`, which names rows of `p`, would be gone", "c.p_id"));
    CHECK(trial.run("--@ lose p c.p_id\nDELETE FROM p; UPDATE c SET p_id = NULL") == "");
}

TEST_CASE("a mark of AUTOINCREMENT is not lowered") {
    Trial trial(family, members);
    const std::string before = trial.state();
    const std::string gone =
        undeclared("the AUTOINCREMENT mark 9 of `p` would be gone, and ids be given out again", "p.rowid");
    CHECK(trial.run("UPDATE sqlite_sequence SET seq = 0") == gone);
    CHECK(trial.run("DELETE FROM sqlite_sequence WHERE name = 'p'") == gone);
    const std::string plain = "CREATE TABLE p(id INTEGER PRIMARY KEY, x TEXT);";
    const std::string rest =
        "CREATE TABLE c(id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id) ON DELETE SET NULL);";
    CHECK(
        trial.run("CREATE TABLE n(id INTEGER PRIMARY KEY, x TEXT); INSERT INTO n(id, x) SELECT id, x FROM p;"
                  "DROP TABLE p; ALTER TABLE n RENAME TO p",
                  plain + rest) == gone);
    CHECK(trial.state() == before);
    CHECK(trial.run("UPDATE sqlite_sequence SET seq = 20") == "");
    CHECK(trial.rows("SELECT seq FROM sqlite_sequence") == "20");
}

TEST_CASE("a table that is made anew by hand has its mark again") {
    Trial trial(family, members);
    CHECK(
        trial.run(
            "CREATE TABLE n(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT); INSERT INTO n(id, x) SELECT id, x "
            "FROM p; DROP TABLE p; ALTER TABLE n RENAME TO p") == "");
    CHECK(trial.rows("SELECT name, seq FROM sqlite_sequence") == "p|9");
    Trial away(family, members);
    CHECK(away.run("PRAGMA data_version; ALTER TABLE p RENAME TO old_p;"
                   "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT); INSERT INTO p(id, x) "
                   "SELECT id, x FROM "
                   "old_p; DROP TABLE old_p; DROP TABLE c; CREATE TABLE c(id INTEGER PRIMARY KEY, p_id "
                   "INTEGER REFERENCES "
                   "p(id) ON DELETE SET NULL);\n--@ lose c\n") == "");
    CHECK(away.rows("SELECT name, seq FROM sqlite_sequence") == "p|9");
}

TEST_CASE("rowids of a table that is made anew by hand are kept, or declared lost") {
    const std::string table = "CREATE TABLE r(x TEXT);";
    const std::string some = "INSERT INTO r(rowid, x) VALUES (3, 'a'), (7, 'b')";
    const std::string make = "CREATE TABLE n(x TEXT);", replace = "DROP TABLE r; ALTER TABLE n RENAME TO r";
    CHECK(Trial(table, some).run(make + "INSERT INTO n(x) SELECT x FROM r;" + replace) ==
          undeclared("the rowids of `r` would be others: the table is dropped and made anew without them",
                     "r.rowid"));
    CHECK(
        Trial(table, some).run("--@ lose r.rowid\n" + make + "INSERT INTO n(x) SELECT x FROM r;" + replace) ==
        "");
    Trial kept(table, some);
    CHECK(kept.run(make + "INSERT INTO n(rowid, x) SELECT rowid, x FROM r;" + replace) == "");
    CHECK(kept.rows("SELECT rowid, x FROM r") == "3|a 7|b");
}

TEST_CASE("a rebuild copies what its rows refer to") {
    const std::string strict =
        "CREATE TABLE varve_new_c(id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id) ON DELETE SET NULL);";
    Trial trial(family, members);
    CHECK(trial.run("--@ rebuild c\n" + strict +
                    "INSERT INTO varve_new_c(id, p_id) SELECT id, nullif(p_id, 1) FROM c;\n--@ end\n") ==
          undeclared("the rebuild of `c` keeps 0 of 2 values of `p_id`, which names rows of `p`", "c.p_id"));
    CHECK(trial.run("--@ lose c.p_id\n--@ rebuild c\n" + strict +
                    "INSERT INTO varve_new_c(id, p_id) SELECT id, nullif(p_id, 1) FROM c;\n--@ end\n") == "");
}

TEST_CASE("a rebuild may give the name of what its rows refer to to another column") {
    const std::string renamed = "CREATE TABLE varve_new_c(id INTEGER PRIMARY KEY, old_p INTEGER, p_id TEXT);";
    const std::string copied = "INSERT INTO varve_new_c(id, old_p) SELECT id, p_id FROM c;\n--@ end\n";
    const std::string after =
        "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT);"
        "CREATE TABLE c(id INTEGER PRIMARY KEY, old_p INTEGER, p_id TEXT);";
    CHECK(Trial(family, members).run("--@ rebuild c\n" + renamed + copied, after) == "");
    const std::string other = "INSERT INTO varve_new_c(id, old_p) SELECT id, p_id + 1 FROM c;\n--@ end\n";
    CHECK(Trial(family, members).run("--@ rebuild c\n" + renamed + other) ==
          undeclared("the rebuild of `c` keeps 0 of 2 values of `p_id`, which names rows of `p`", "c.p_id"));
}

TEST_CASE("ALTER TABLE counts nothing") {
    Trial trial(family, members);
    int steps = 0;
    sqlite3_trace_v2(
        trial.db().native_handle(), SQLITE_TRACE_STMT,
        [](unsigned, void* count, void*, void* text) {
            const std::string sql = static_cast<const char*>(text);
            const bool counts = sql.find("count(") != std::string::npos &&
                                (sql.find("FROM main.\"p\"") != std::string::npos ||
                                 sql.find("FROM main.\"c\"") != std::string::npos);
            *static_cast<int*>(count) += counts ? 1 : 0;
            return 0;
        },
        &steps);
    CHECK(trial.run(
              "ALTER TABLE p ADD COLUMN y; ALTER TABLE p RENAME COLUMN x TO z",
              "CREATE TABLE p(id INTEGER PRIMARY KEY AUTOINCREMENT, z TEXT, y);"
              "CREATE TABLE c(id INTEGER PRIMARY KEY, p_id INTEGER REFERENCES p(id) ON DELETE SET NULL);") ==
          "");
    sqlite3_trace_v2(trial.db().native_handle(), 0, nullptr, nullptr);
    CHECK(steps == 0);
}
