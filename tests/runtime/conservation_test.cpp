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
