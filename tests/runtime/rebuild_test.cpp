#include "tests/runtime/trial.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::string children =
    "CREATE TABLE sessions(id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE "
    "CASCADE);"
    "CREATE TABLE logins(id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id) ON DELETE SET NULL);";
const std::string others =
    "CREATE INDEX by_name ON users(name DESC);"
    "CREATE UNIQUE INDEX by_email ON users(lower(email)) WHERE email <> '';"
    "CREATE TRIGGER kept AFTER UPDATE OF name ON users BEGIN UPDATE logins SET id = id WHERE user_id = "
    "old.id; END;"
    "CREATE TRIGGER elsewhere AFTER DELETE ON sessions BEGIN UPDATE users SET name = name WHERE id = "
    "old.user_id; END;"
    "CREATE VIEW names AS SELECT id, name FROM users;"
    "CREATE VIEW shouted AS SELECT upper(name) AS name FROM names;"
    "CREATE TRIGGER through INSTEAD OF INSERT ON names BEGIN INSERT INTO users(email, name) VALUES ('', "
    "new.name); END;";
const std::string users =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT, name TEXT, boss INTEGER REFERENCES "
    "users(id));";
const std::string users_after =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, name TEXT, boss INTEGER "
    "REFERENCES "
    "users(id));";
const std::string rows =
    "INSERT INTO users(id, email, name, boss) VALUES (1, 'a', 'ada', NULL), (3, 'b', 'bob', 1), (9, 'z', "
    "'zoe', 1);"
    "DELETE FROM users WHERE id = 9;"
    "INSERT INTO sessions VALUES (1, 1), (2, 3), (3, 3); INSERT INTO logins VALUES (1, 1), (2, 3);";
const std::string make =
    "CREATE TABLE varve_new_users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL, name TEXT, boss "
    "INTEGER "
    "REFERENCES users(id));";
const std::string copy =
    "INSERT INTO varve_new_users(id, email, name, boss) SELECT id, email, name, boss FROM users;";

}  // namespace

TEST_CASE("a rebuild keeps children, indexes, triggers, views and the AUTOINCREMENT mark") {
    Trial trial(users + children + others, rows);
    std::string kept =
        "SELECT name, sql FROM sqlite_schema WHERE name NOT IN ('users', 'varve_revisions') ORDER BY 1";
    std::string before = trial.rows(kept);
    REQUIRE(trial.rows("PRAGMA foreign_keys") == "1");
    CHECK(trial.run("--@ rebuild users\n" + make + copy + "\n--@ end\n", users_after + children + others) ==
          "");
    CHECK(trial.rows(kept) == before);
    CHECK(trial.rows("SELECT id, email, name, boss FROM users") == "1|a|ada|~ 3|b|bob|1");
    CHECK(trial.rows("SELECT * FROM sessions") == "1|1 2|3 3|3");
    CHECK(trial.rows("SELECT * FROM logins") == "1|1 2|3");
    CHECK(trial.rows("SELECT name FROM shouted ORDER BY 1") == "ADA BOB");
    CHECK(trial.rows("SELECT * FROM sqlite_sequence") == "users|9");
    CHECK(trial.rows("PRAGMA foreign_key_check") == "");
    CHECK(trial.rows("PRAGMA integrity_check") == "ok");
    CHECK(trial.rows("PRAGMA foreign_keys") + trial.rows("PRAGMA legacy_alter_table") == "10");
    trial.db().execute("INSERT INTO names(name) VALUES ('new'); DELETE FROM sessions WHERE id = 1");
    CHECK(trial.rows("SELECT max(id) FROM users") == "10");
    CHECK(message_of([&] { trial.db().execute("INSERT INTO users(email) VALUES ('A')"); }) ==
          "cannot run SQL: UNIQUE constraint failed: index 'by_email'");
    CHECK(trial.rows("SELECT sql FROM sqlite_schema WHERE name = 'users'").find("REFERENCES users(id)") !=
          std::string::npos);
}

TEST_CASE("the mark of an emptied AUTOINCREMENT table is kept") {
    Trial trial(users, "INSERT INTO users(id) VALUES (41); DELETE FROM users");
    CHECK(trial.run("--@ rebuild users\n" + make + copy + "--@ end\n", users_after) == "");
    trial.db().execute("INSERT INTO users(email) VALUES ('a')");
    CHECK(trial.rows("SELECT id FROM users") == "42");
}

TEST_CASE("a rebuild without its copy is caught, and leaves nothing behind") {
    Trial trial(users + children + others, rows);
    std::string before = trial.state();
    CHECK(trial.run("--@ rebuild users\n" + make + "--@ end\n", users_after + children + others) ==
          "the rebuild of `users` copied 0 of 2 rows into `varve_new_users`: copy every row, or add `--@ "
          "lose users` if "
          "that is meant");
    CHECK(trial.run(
              "--@ rebuild users\n" + make + copy + "DELETE FROM varve_new_users WHERE id = 3;\n--@ end\n",
              users_after + children + others) ==
          "the rebuild of `users` copied 1 of 2 rows into `varve_new_users`: copy every row, or add `--@ "
          "lose users` if "
          "that is meant");
    CHECK(
        trial.run(
            "--@ rebuild users\n" + make +
                "INSERT INTO varve_new_users(id, email, boss) SELECT id, email, boss FROM users;\n--@ end\n",
            users_after + children + others) ==
        "the values of `users.name` are not copied into `varve_new_users`, and nothing declares it: add `--@ "
        "lose "
        "users.name` if that is meant");
    CHECK(trial.state() == before);
    CHECK(trial.run("--@ rebuild users\n" + make + copy + "--@ end\n", users_after + children + others) ==
          "");
}

TEST_CASE("a rebuild that fails on a row leaves nothing behind and can be tried again") {
    Trial trial(users + children, rows + "UPDATE users SET email = NULL WHERE id = 3");
    std::string before = trial.state();
    std::string up = "--@ rebuild users\n" + make + copy + "--@ end\n";
    std::string expected =
        "statement 2 `INSERT INTO varve_new_users ( id , email , name , boss ) SELECT id , ema…`: NOT NULL "
        "constraint "
        "failed: varve_new_users.email";
    CHECK(trial.run(up, users_after + children) == expected);
    CHECK(trial.run(up, users_after + children) == expected);
    CHECK(trial.state() == before);
    trial.db().execute("UPDATE users SET email = 'b' WHERE id = 3");
    CHECK(trial.run(up, users_after + children) == "");
}

TEST_CASE("an index or trigger that cannot be kept is named") {
    Trial trial(users + "CREATE INDEX by_name ON users(name);", rows.substr(0, rows.find(';') + 1));
    std::string without =
        "CREATE TABLE varve_new_users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT);"
        "INSERT INTO varve_new_users(id, email) SELECT id, email FROM users;\n--@ end\n";
    std::string lose = "--@ lose users.name\n--@ lose users.boss\n--@ rebuild users\n";
    std::string before = trial.state();
    CHECK(trial.run(lose + without) ==
          "the index `by_name` of `users` cannot be kept: no such column: "
          "name; drop it before `--@ rebuild users`");
    CHECK(trial.state() == before);
    CHECK(trial.run("DROP INDEX by_name;\n" + lose + without,
                    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT);") == "");
}

TEST_CASE("an index that someone else added survives a rebuild, or stops it") {
    Trial trial(users, rows.substr(0, rows.find(';') + 1) + "CREATE INDEX dba ON users(name)");
    CHECK(trial.run("--@ lose users.name\n--@ lose users.boss\n--@ rebuild users\n"
                    "CREATE TABLE varve_new_users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT);"
                    "INSERT INTO varve_new_users(id, email) SELECT id, email FROM users;\n--@ end\n",
                    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT);") ==
          "the index `dba` of `users` cannot be kept: no such column: name; drop it before "
          "`--@ rebuild "
          "users`");
    CHECK(trial.run("--@ rebuild users\n" + make + copy + "--@ end\n", users_after) == "");
    CHECK(trial.rows("SELECT sql FROM sqlite_schema WHERE name = 'dba'") ==
          "CREATE INDEX dba ON users(name)");
}

TEST_CASE("rowids are kept, or the loss is declared") {
    std::string plain = "CREATE TABLE notes(text TEXT);";
    std::string strict = "CREATE TABLE notes(text TEXT) STRICT;";
    std::string step = "CREATE TABLE varve_new_notes(text TEXT) STRICT;";
    Trial trial(plain, "INSERT INTO notes VALUES ('a'), ('b'), ('c'); DELETE FROM notes WHERE text = 'b'");
    CHECK(trial.run("--@ rebuild notes\n" + step +
                        "INSERT INTO varve_new_notes(text) SELECT text FROM notes;\n--@ end\n",
                    strict) ==
          "the rebuild of `notes` does not keep its rowids: copy `rowid` too, or add `--@ lose "
          "notes.rowid` if that is meant");
    CHECK(trial.run("--@ rebuild notes\n" + step +
                        "INSERT INTO varve_new_notes(rowid, text) SELECT rowid, text FROM notes;\n--@ end\n",
                    strict) == "");
    CHECK(trial.rows("SELECT rowid, text FROM notes") == "1|a 3|c");
}

TEST_CASE("what a rebuild would have declared is said as it is written") {
    Trial trial("CREATE TABLE \"my notes\"(text TEXT);", "INSERT INTO \"my notes\" VALUES ('a')");
    const std::string step =
        "--@ rebuild \"my notes\"\nCREATE TABLE \"varve_new_my notes\"(text TEXT) STRICT;";
    CHECK(trial.run(step + "\n--@ end\n", "CREATE TABLE \"my notes\"(text TEXT) STRICT;") ==
          "the rebuild of `my notes` copied 0 of 1 rows into `varve_new_my notes`: copy every row, or add "
          "`--@ lose \"my notes\"` if that is meant");
}

TEST_CASE("odd names are rebuilt like others") {
    std::string name = "\"it's \"\"odd\"\" -- []\"";
    std::string made = "\"varve_new_it's \"\"odd\"\" -- []\"";
    Trial trial("CREATE TABLE " + name + "(id INTEGER PRIMARY KEY AUTOINCREMENT, \"select\" TEXT);" +
                    "CREATE INDEX \"an index\" ON " + name + "(\"select\");",
                "INSERT INTO " + name + "(\"select\") VALUES ('x')");
    CHECK(trial.run("--@ rebuild " + name + "\nCREATE TABLE " + made +
                        "(id INTEGER PRIMARY KEY AUTOINCREMENT, \"select\" TEXT NOT NULL);INSERT INTO " +
                        made + "(id, \"select\") SELECT id, \"select\" FROM " + name + ";\n--@ end\n",
                    "CREATE TABLE " + name +
                        "(id INTEGER PRIMARY KEY AUTOINCREMENT, \"select\" TEXT NOT NULL);" +
                        "CREATE INDEX \"an index\" ON " + name + "(\"select\");") == "");
    CHECK(trial.rows("SELECT * FROM " + name) == "1|x");
}

TEST_CASE("a rebuild that is written wrongly says how") {
    Trial trial(users + "CREATE VIRTUAL TABLE words USING fts5(word);", rows.substr(0, rows.find(';') + 1));
    CHECK(trial.run("--@ rebuild nobody\n--@ end\n") == "`--@ rebuild nobody`: there is no such table");
    CHECK(trial.run("--@ rebuild words\n--@ end\n") ==
          "`--@ rebuild words`: a virtual table cannot be rebuilt; drop it and make it anew");
    CHECK(trial.run("--@ rebuild users\n--@ end\n") == "`--@ rebuild users` made no table `varve_new_users`");
    CHECK(trial.run("--@ rebuild users\n" + make + copy) == "`--@ rebuild users` has no `--@ end`");
    CHECK(trial.run("--@ end\n") == "`--@ end` has no `--@ rebuild` or `--@ edit` before it");
    CHECK(trial.run("--@ rebuild users\n--@ rebuild users\n") == "`--@ rebuild users` stands inside another");
    CHECK(trial.run("--@ rebuild users\n" + make + copy + "DROP TABLE users;\n--@ end\n") ==
          "the table of a `--@ rebuild` was dropped before `--@ end`: leave that to the rebuild");
    CHECK(trial.run("--@ rebuild\n") == "the directive `--@ rebuild` should read `rebuild <table>`");
    CHECK(trial.run("--@ loose users\n") ==
          "the directive `--@ loose users` is not known: this varve knows `lose`, `preflight`, `rebuild`, "
          "`edit`, `end`, `grade` and `compatible readers`");
    CHECK(trial.run("--@ lose users.\n") ==
          "the directive `--@ lose users.` should read `lose <table>` or `lose <table>.<column>`");
}

TEST_CASE("a table of somebody else under the name of a rebuild's new one stops it with its name") {
    Trial trial("CREATE TABLE a(id INTEGER PRIMARY KEY, x TEXT);", "CREATE TABLE \"VARVE_new_a\"(kept TEXT)");
    const std::string before = trial.state();
    CHECK(trial.run("--@ rebuild a\nCREATE TABLE varve_new_a(id INTEGER PRIMARY KEY, x TEXT);"
                    "INSERT INTO varve_new_a(id, x) SELECT id, x FROM a;\n--@ end\n") ==
          "`--@ rebuild a` makes a table `varve_new_a`, and the database has one already: rename or drop "
          "that one; names "
          "that begin with `varve_` are varve's own");
    CHECK(trial.state() == before);
}
