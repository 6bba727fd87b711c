#include <algorithm>

#include <sqlite3.h>

#include <varve/preflight.hpp>

#include "runtime/src/disk_need.hpp"
#include "tests/runtime/trial.hpp"
#include "tests/support/catch.hpp"

namespace {

const std::string users = "CREATE TABLE users(id INTEGER PRIMARY KEY, phone TEXT, email TEXT);";
const std::string strict = "CREATE TABLE users(id INTEGER PRIMARY KEY, phone TEXT NOT NULL, email TEXT);";
const std::string unique = "CREATE UNIQUE INDEX one_email ON users(email);";
const std::string copy =
    "--@ rebuild users\n"
    "CREATE TABLE varve_new_users(id INTEGER PRIMARY KEY, phone TEXT NOT NULL, email TEXT);"
    "INSERT INTO varve_new_users(id, phone, email) SELECT id, phone, email FROM users;\n"
    "--@ end\n";
const std::string no_nulls =
    "--@ preflight users \"`phone` is NULL\"\nSELECT id FROM users WHERE phone IS NULL;\n";
const std::string no_twins =
    "--@ preflight users \"`email` is not unique\"\n"
    "SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY email) AS n FROM users) WHERE n > 1;\n";

/// A database at the first of several revisions, and what an upgrade of it says.
class Ahead {
public:
    explicit Ahead(const std::string& rows) : db_(varve::Connection::open({.path = file()})) {
        maker.add({"first", users, users, ""});
        varve::upgrade(db_, maker.chain());
        db_.execute(rows);
    }

    std::string file() const { return dir_.file("a.db"); }
    std::string upgrade() {
        return message_of([&] { varve::upgrade(db_, maker.chain()); });
    }
    std::string name(std::size_t i) const {
        return "000" + std::to_string(i + 1) + " `" + std::string(maker[i].name) + "` (" + maker.id(i) + ")";
    }
    varve::Connection& db() { return db_; }
    std::string at() { return rows_of(db_, "SELECT count(*) FROM varve_revisions"); }

    ChainMaker maker;

private:
    TempDir dir_;
    varve::Connection db_;
};

}  // namespace

TEST_CASE("rows that stand against a revision are told of before anything is touched") {
    Ahead ahead("INSERT INTO users VALUES (1, '1', 'a'), (4, NULL, 'b'), (9, NULL, 'c')");
    ahead.maker.add({"strict", no_nulls + copy, strict, ""});
    const std::string before = state_of(ahead.db(), "SELECT * FROM users");
    CHECK(ahead.upgrade() ==
          "`" + ahead.file() +
              "` cannot be upgraded: rows stand against it, and the database is as it was before:\n"
              "  revision " +
              ahead.name(1) +
              ": 2 rows of `users`: `phone` is NULL (id 4, 9)\n"
              "mend these rows and try again");
    CHECK(state_of(ahead.db(), "SELECT * FROM users") == before);
    ahead.db().execute("UPDATE users SET phone = 'x' WHERE phone IS NULL");
    CHECK(ahead.upgrade() == "");
}

TEST_CASE("of many rows the first ten are named, and values of no other column") {
    std::string rows = "INSERT INTO users VALUES (100, 'canary', 'canary')";
    for (int i = 1; i <= 13; ++i)
        rows += ", (" + std::to_string(i) + ", NULL, 'canary')";
    Ahead ahead(rows);
    ahead.maker.add({"strict", no_nulls + copy, strict, ""});
    const std::string said = ahead.upgrade();
    CHECK(said.find("13 rows of `users`: `phone` is NULL (id 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 3 more)\n") !=
          std::string::npos);
    CHECK(said.find("canary") == std::string::npos);
}

TEST_CASE("keys of several columns, texts and blobs are cut and made fit for a terminal") {
    Ahead ahead("INSERT INTO users VALUES (1, NULL, 'a')");
    ahead.maker.add(
        {"keys",
         "--@ preflight users \"is there\"\nSELECT id, 'tab' || char(9) || printf('%.50c', 'x') AS \"t\", "
         "zeroblob(30) AS b, NULL AS n, 1.5 AS r FROM users;\n"
         "CREATE TABLE more(a);",
         users + "CREATE TABLE more(a);", ""});
    CHECK(ahead.upgrade().find("1 row of `users`: is there ((id, t, b, n, r) (1, 'tab?" +
                               std::string(36, 'x') + "…', x'" + std::string(40, '0') +
                               "…', NULL, 1.5))\n") != std::string::npos);
}

TEST_CASE("a later revision's rows are told of before an earlier one has run, unless that touches them") {
    Ahead ahead("INSERT INTO users VALUES (1, NULL, 'a'), (2, '2', 'a')");
    ahead.maker.add({"notes", "CREATE TABLE notes(id INTEGER PRIMARY KEY)",
                     users + "CREATE TABLE notes(id INTEGER PRIMARY KEY);", ""});
    ahead.maker.add(
        {"one", no_twins + unique, users + unique + "CREATE TABLE notes(id INTEGER PRIMARY KEY);", ""});
    CHECK(ahead.upgrade() ==
          "`" + ahead.file() +
              "` cannot be upgraded: rows stand against it, and the database is as it was before:\n"
              "  revision " +
              ahead.name(2) +
              ": 2 rows of `users`: `email` is not unique (id 1, 2)\n"
              "mend these rows and try again");
    CHECK(ahead.at() == "1");
}

TEST_CASE("what an earlier revision may mend is asked in its turn") {
    Ahead ahead("INSERT INTO users VALUES (1, NULL, 'a'), (2, '2', 'b')");
    ahead.maker.add({"mend", "UPDATE users SET phone = '-' WHERE phone IS NULL", users, ""});
    ahead.maker.add({"strict", no_nulls + copy, strict, ""});
    CHECK(ahead.upgrade() == "");
    CHECK(rows_of(ahead.db(), "SELECT * FROM users") == "1|-|a 2|2|b");

    Ahead other("INSERT INTO users VALUES (1, NULL, 'a'), (2, '2', 'b')");
    other.maker.add({"mend", "UPDATE users SET phone = NULL WHERE id = 2", users, ""});
    other.maker.add({"strict", no_nulls + copy, strict, ""});
    CHECK(other.upgrade() ==
          "`" + other.file() + "` cannot be upgraded: rows stand against it, and the database is at " +
              other.name(1) + ":\n  revision " + other.name(2) +
              ": 2 rows of `users`: `phone` is NULL (id 1, 2)\nmend these rows and try again");
    CHECK(other.at() == "2");
}

TEST_CASE("a trigger that an earlier revision fires touches the table that it writes") {
    const std::string log = "CREATE TABLE log(id INTEGER PRIMARY KEY);";
    const std::string trigger =
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN UPDATE users SET phone = '-' WHERE phone IS NULL; END;";
    TempDir dir;
    ChainMaker maker;
    maker.add({"first", users + log + trigger, users + log + trigger, ""});
    varve::Connection db = varve::Connection::open({.path = dir.file("a.db")});
    varve::upgrade(db, maker.chain());
    db.execute("INSERT INTO users VALUES (1, NULL, 'a')");
    maker.add({"fire", "INSERT INTO log VALUES (1)", users + log + trigger, ""});
    maker.add({"strict", no_nulls + copy, strict + log + trigger, ""});
    CHECK(message_of([&] { varve::upgrade(db, maker.chain()); }) == "");
}

TEST_CASE("a down asks before it begins") {
    TempDir dir;
    ChainMaker maker;
    maker.add({"first", users + unique, users + unique, ""});
    maker.add({"loose", "DROP INDEX one_email", users, no_twins + unique});
    maker.add({"notes", "CREATE TABLE notes(a)", users + "CREATE TABLE notes(a);",
               "--@ grade loses notes\n--@ lose notes\nDROP TABLE notes", varve::Grade::loses, "notes"});
    varve::Connection db = varve::Connection::open({.path = dir.file("a.db")});
    varve::upgrade(db, maker.chain());
    db.execute("INSERT INTO users VALUES (1, '1', 'a'), (2, '2', 'a')");
    varve::MigrateOptions options;
    options.allow_loss = true;
    CHECK(message_of([&] { varve::downgrade(db, maker.chain(), maker[0].digest, options); }) ==
          "`" + dir.file("a.db") +
              "` cannot be taken down: rows stand against it, and the database is as it was before:\n"
              "  revision 0002 `loose` (" +
              maker.id(1) +
              "): 2 rows of `users`: `email` is not unique (id 1, 2)\n"
              "mend these rows and try again");
    CHECK(rows_of(db, "SELECT count(*) FROM varve_revisions") == "3");
}

TEST_CASE("a pre-flight query only reads, and says what is wrong with itself") {
    Trial trial(users, "INSERT INTO users VALUES (1, '1', 'a')");
    const std::string before = trial.state();
    const auto run = [&](const std::string& query) {
        return trial.run("--@ preflight users \"bad\"\n" + query);
    };
    const std::string head = "`--@ preflight users \"bad\"`";
    CHECK(run("DELETE FROM users RETURNING id") == head + ": a pre-flight query only reads");
    CHECK(run("PRAGMA foreign_keys") ==
          head + ": `PRAGMA foreign_keys` is not allowed in a revision: varve owns the settings");
    CHECK(run("SELECT nowhere FROM users") == head + ": no such column: nowhere");
    CHECK(run("SELECT id FROM users WHERE phone = \"typo\"") == head + ": " + no_such_column("typo"));
    CHECK(run("SELECT id FROM users WHERE id = :id") ==
          head + ": its query has a parameter, and nothing is bound to it: write the value");
    CHECK(run("EXPLAIN SELECT 1") == head + ": a SELECT of the keys of those rows must follow it");
    CHECK(run("") == head + ": a query must follow it");
    CHECK(run("--@ lose users.phone\nSELECT 1") == head + ": a query must follow it");
    CHECK(trial.run("CREATE TABLE more(a);\n--@ preflight users \"bad\"\n") ==
          head + ": a query must follow it");
    CHECK(trial.run("CREATE TABLE more(a);\n--@ preflight users \"bad\"\nDROP TABLE more") ==
          head + ": a pre-flight query only reads");
    CHECK(trial.run("--@ preflight users\nSELECT 1") ==
          "the directive `--@ preflight users` should read `preflight <table> \"<what is wrong with a "
          "row>\"`, and a "
          "query follows it");
    CHECK(trial.state() == before);
}

TEST_CASE("a query behind a statement is asked in its turn, and the step goes on under its own rules") {
    Trial trial(users, "INSERT INTO users VALUES (1, '1', 'a'), (2, NULL, 'b')");
    const std::string before = trial.state();
    const std::string mend = "UPDATE users SET phone = '-' WHERE phone IS NULL;\n";
    CHECK(trial.run("UPDATE users SET phone = NULL WHERE id = 1;\n" + no_nulls + copy, strict) ==
          "2 rows of `users`: `phone` is NULL (id 1, 2)\n  mend these rows and try again");
    CHECK(trial.run(mend + no_nulls + "DELETE FROM varve_log") ==
          "statement 3 `DELETE FROM varve_log`: `varve_log` is not a revision's to touch: the prefix "
          "`varve_` is "
          "varve's own");
    CHECK(trial.state() == before);
    CHECK(trial.run(mend + no_nulls + copy, strict) == "");
}

TEST_CASE("what a query reads is not taken for copied") {
    Trial trial(users, "INSERT INTO users VALUES (1, '1', 'a')");
    CHECK(trial.run("--@ preflight users \"bad\"\nSELECT phone FROM users WHERE 0;\n"
                    "CREATE TABLE n(id INTEGER PRIMARY KEY, phone TEXT, email TEXT);"
                    "INSERT INTO n(id, email) SELECT id, email FROM users; DROP TABLE users; ALTER TABLE n "
                    "RENAME TO users") ==
          "the values of `users.phone` would be gone: the table is dropped and made anew without them, and "
          "nothing "
          "declares it: add `--@ lose users.phone` if that is meant");
}

TEST_CASE("statements keep their numbers behind a pre-flight query") {
    Trial trial(users, "");
    CHECK(trial.run(no_nulls + "INSERT INTO nowhere VALUES (1)") ==
          "statement 2 `INSERT INTO nowhere VALUES ( 1 )`: no such table: nowhere");
}

TEST_CASE("what an upgrade would find can be asked, read-only") {
    Ahead ahead("INSERT INTO users VALUES (1, NULL, 'a'), (2, '2', 'a')");
    ahead.maker.add({"one", no_twins + unique, users + unique, ""});
    ahead.maker.add({"strict", no_nulls + copy, strict + unique, ""});
    varve::Connection reader = varve::Connection::open({.path = ahead.file(), .read_only = true});
    const varve::PreflightReport report = varve::preflight(reader, ahead.maker.chain());
    REQUIRE(report.offences.size() == 1);
    const varve::Offence& offence = report.offences[0];
    CHECK(offence.revision == ahead.name(1));
    CHECK(offence.table == "users");
    CHECK(offence.what == "`email` is not unique");
    CHECK(offence.rows == 2);
    CHECK(offence.key == "id");
    CHECK(offence.keys == std::vector<std::string>{"1", "2"});
    CHECK(report.waiting == std::vector<std::string>{ahead.name(2)});
    CHECK(report.disk.empty());
    CHECK(varve::preflight(reader, ahead.maker.chain(), ahead.maker[0].digest).offences.empty());
}

TEST_CASE("the room that a rebuild needs is the table's and its indexes', and the journal's") {
    Ahead ahead(
        "CREATE INDEX i ON users(phone); CREATE TABLE other(b); "
        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
        "INSERT INTO users SELECT i, printf('%.100c', 'p'), 'e' || i FROM n; "
        "INSERT INTO other VALUES (zeroblob(1000000))");
    sqlite3* db = ahead.db().native_handle();
    using namespace varve::detail;
    const std::string script = normalise_sql(copy);
    ahead.db().execute("PRAGMA secure_delete = OFF; PRAGMA journal_mode = WAL");
    const std::int64_t needed = bytes_needed(db, script, 0);
    CHECK(needed > 2000 * 200);
    CHECK(needed < 2000 * 350);
    CHECK(bytes_needed(db, normalise_sql("CREATE INDEX j ON users(email)"), 0) == 0);
    CHECK(bytes_needed(db, script, 100'000'000) == 0);
    ahead.db().execute("PRAGMA secure_delete = ON");
    const std::int64_t wiped = bytes_needed(db, script, 0);
    CHECK(wiped > needed);
    CHECK(wiped < 2 * needed);
    ahead.db().execute("PRAGMA journal_mode = DELETE");
    CHECK(bytes_needed(db, script, 0) == wiped);
    ahead.db().execute("DROP TABLE other");
    CHECK(bytes_needed(db, script, 0) == 0);
    ahead.db().execute("VACUUM; PRAGMA secure_delete = OFF; PRAGMA journal_mode = WAL");
    CHECK(!disk_problem(db, "0002", script, needed));
    const auto problem = disk_problem(db, "0002", script, 4096);
    REQUIRE(problem);
    CHECK(problem->revision == "0002");
    CHECK(problem->free == 4096);
    CHECK(describe(varve::DiskNeed{"0002", 1234567, 4096}) ==
          "its rebuilds need 1,234,567 bytes, and 4,096 bytes are free");
    CHECK(file_of(varve::Connection::open({.path = ":memory:"}).native_handle()) == "");
    CHECK(free_bytes(ahead.file()).value_or(0) > 0);
    CHECK(!free_bytes("/nowhere/at/all"));
}
