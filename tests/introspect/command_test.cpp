#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "tests/introspect/round_trip.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::compiler::testing::DatabasePtr;
using varve::tests::Outcome;
using varve::tests::Workspace;
namespace fs = std::filesystem;

namespace {

DatabasePtr open(const Workspace& work, const std::string& file) {
    sqlite3* db = nullptr;
    sqlite3_open(work.path(file).c_str(), &db);
    return DatabasePtr(db);
}

void run(sqlite3* db, const std::string& sql) {
    INFO(sql);
    REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
}

void make(const Workspace& work, const std::string& file, const std::string& sql) {
    run(open(work, file).get(), sql);
}

constexpr const char* one_table = R"(schema app {
  edition 1
  target  sqlite >= 3.37
  chain   "app.chain"
  cpp     namespace "app"
}

table t {
  a int64?
}
)";

}  // namespace

TEST_CASE("introspect prints, or writes a file and never over another", "[introspect]") {
    const Workspace work;
    make(work, "app.db", "CREATE TABLE t (a INTEGER)");
    const Outcome printed = work.varve({"introspect", "@app.db"});
    CHECK(printed.code == 0);
    CHECK(printed.out == one_table);
    CHECK(printed.err.empty());

    const Outcome written = work.varve({"introspect", "@app.db", "--output", "@schema/app.varve"});
    CHECK(written.code == 0);
    CHECK(written.out == "wrote <dir>/schema/app.varve: 1 objects of <dir>/app.db\n");
    CHECK(work.read("schema/app.varve") == one_table);

    const Outcome again = work.varve({"introspect", "@app.db", "--output", "@schema/app.varve"});
    CHECK(again.code == 1);
    CHECK(again.err == "error: <dir>/schema/app.varve is there already; `--force` writes over it\n");
    CHECK(work.varve({"introspect", "@app.db", "--output", "@schema/app.varve", "--force"}).code == 0);
    for (const char* own : {"@app.db", "@app.db-wal"})
        CHECK(work.varve({"introspect", "@app.db", "--output", own, "--force"}).err ==
              "error: <dir>/" + std::string(own + 1) +
                  " belongs to the database itself: write the schema elsewhere\n");
    CHECK(work.list("") == std::vector<std::string>{"app.db", "schema"});
}

TEST_CASE("introspect names the schema by its file, as far as a file's name can", "[introspect]") {
    const Workspace work;
    make(work, "my-app 2.sqlite3", "CREATE TABLE t (a INTEGER)");
    make(work, "class.db", "CREATE TABLE t (a INTEGER)");
    CHECK(work.varve({"introspect", "@my-app 2.sqlite3"}).out.starts_with("schema my_app_2 {\n"));
    CHECK(work.varve({"introspect", "@class.db"}).out.starts_with("schema app_class {\n"));
    CHECK(work.varve({"introspect", "@class.db", "--name", "shop"}).out.starts_with("schema shop {\n"));
    const Outcome bad = work.varve({"introspect", "@class.db", "--name", "a b"});
    CHECK(bad.code == 2);
    CHECK(bad.err ==
          "error: `a b` cannot name a schema: letters, digits and `_`, not beginning with a digit, and no "
          "word of "
          "C++\n");
}

TEST_CASE("introspect says what a file is that it cannot read", "[introspect]") {
    const Workspace work;
    work.write("text.db", std::string(2000, 'x'));
    make(work, "torn.db", "CREATE TABLE t (a); CREATE TABLE u (b); CREATE INDEX i ON u (b)");
    std::string bytes = work.read("torn.db");
    work.write("torn.db", bytes.replace(100, 60, 60, '\x7f'));
    work.write("empty.db", "");
    fs::create_directory(work.path("directory"));
    CHECK(work.varve({"introspect", "@gone.db"}).err ==
          "error: cannot read <dir>/gone.db: there is no such file\n");
    REQUIRE(mkfifo(work.path("pipe").c_str(), 0600) == 0);
    CHECK(work.varve({"introspect", "@pipe"}).err ==
          "error: cannot read <dir>/pipe: it is no regular file\n");
    CHECK(work.varve({"introspect", "/dev/zero"}).err ==
          "error: cannot read /dev/zero: it is no regular file\n");
    CHECK(work.varve({"introspect", "@directory"}).err ==
          "error: cannot read <dir>/directory: it is a directory\n");
    CHECK(work.varve({"introspect", "@text.db"}).err ==
          "error: cannot read <dir>/text.db: it is no SQLite database, or an encrypted one\n");
    const Outcome torn = work.varve({"introspect", "@torn.db"});
    CHECK(torn.code == 1);
    CHECK(torn.out.empty());
    CHECK(torn.err ==
          "error: cannot read <dir>/torn.db: the database is damaged (database disk image is malformed); "
          "`sqlite3 "
          "<dir>/torn.db .recover` saves what can be saved\n");
    const Outcome empty = work.varve({"introspect", "@empty.db"});
    CHECK(empty.code == 0);
    CHECK(empty.err == "note: the database holds nothing yet\n");
}

TEST_CASE("introspect names the right that is lacking", "[introspect]") {
    const Workspace work;
    const fs::path dir = fs::path(work.path("shut")).parent_path();
    fs::create_directory(work.path("shut"));
    make(work, "shut/app.db", "CREATE TABLE t (a INTEGER)");
    make(work, "mine.db", "CREATE TABLE t (a INTEGER)");
    fs::permissions(dir, fs::perms(0755));
    fs::permissions(work.path("shut"), fs::perms(0));
    fs::permissions(work.path("mine.db"), fs::perms(0));
    const std::string denied =
        "Permission denied (EACCES); run this as the user whose it is, or give others the right with "
        "`chmod`\n";
    std::string shut;
    std::string mine;
    {
        const AsNobody nobody;
        shut = work.varve({"introspect", "@shut/app.db"}).err;
        mine = work.varve({"introspect", "@mine.db"}).err;
    }
    fs::permissions(work.path("shut"), fs::perms(0755));
    CHECK(shut ==
          "error: cannot read <dir>/shut/app.db: the directory `<dir>/shut` cannot be searched: " + denied);
    CHECK(mine == "error: cannot read <dir>/mine.db: it cannot be read: " + denied);
}

TEST_CASE("introspect leaves no file beside a database, and reads the log of one in use", "[introspect]") {
    const Workspace work;
    make(work, "app.db", "PRAGMA journal_mode=WAL; CREATE TABLE t (a INTEGER)");
    CHECK(work.varve({"introspect", "@app.db"}).out == one_table);
    CHECK(work.list("") == std::vector<std::string>{"app.db"});

    const DatabasePtr in_use = open(work, "app.db");
    run(in_use.get(), "CREATE TABLE later (b TEXT)");
    CHECK(work.varve({"introspect", "@app.db"}).out ==
          std::string(one_table) + "\ntable later {\n  b text?\n}\n");
    run(in_use.get(), "BEGIN IMMEDIATE; CREATE TABLE unfinished (c)");
    CHECK(work.varve({"introspect", "@app.db"}).out.find("unfinished") == std::string::npos);
}

TEST_CASE("the floor is the oldest SQLite that has what the database uses", "[introspect]") {
    if (sqlite3_libversion_number() < 3039000) return;
    const Workspace work;
    const auto target_of = [&](const std::string& file, const std::string& sql) {
        make(work, file, sql);
        const std::string text = work.varve({"introspect", "@" + file}).out;
        const std::size_t at = text.find("sqlite >= ") + 10;
        return text.substr(at, text.find('\n', at) - at);
    };
    CHECK(target_of("a.db", "CREATE TABLE t (a INTEGER DEFAULT (strftime('%s', 'now')))") == "3.37");
    CHECK(target_of("b.db", "CREATE TABLE t (a INTEGER DEFAULT (unixepoch()))") == "3.38");
    CHECK(target_of("c.db", "CREATE TABLE t (a DEFAULT (unixepoch()), CHECK (a IS DISTINCT FROM 1))") ==
          "3.39");
}

TEST_CASE("what no schema can say is unmanaged, named, and no success", "[introspect]") {
    const Workspace work;
    make(work, "app.db",
         "CREATE TABLE t (a INTEGER); CREATE VIEW broken AS SELECT x FROM gone; CREATE TABLE u (\"\" INT)");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.code == 3);
    CHECK(outcome.err ==
          "warning: unmanaged table `u`: the name of a column is empty\n"
          "warning: unmanaged view `broken`: SQLite refuses it: no such table: main.gone\n");
    CHECK(outcome.out.find("\nunmanaged table \"u\"\nunmanaged view \"broken\"\n") != std::string::npos);
}

TEST_CASE("a text in double quotes in a view or trigger is told from a column that is gone", "[introspect]") {
    const Workspace work;
    make(work, "app.db",
         "CREATE TABLE t (a); CREATE VIEW v AS SELECT \"text\" AS b, 'text' FROM t;"
         "CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = \"one\"; END");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.code == 3);
    CHECK(
        outcome.err ==
        "warning: unmanaged view `v`: SQLite refuses it: no such column: text; `\"text\"` stands in double "
        "quotes, which are for names; a text stands in single ones\n"
        "warning: unmanaged trigger `g`: SQLite refuses it: no such column: one; `\"one\"` stands in double "
        "quotes, which are for names; a text stands in single ones\n");
}

TEST_CASE("what cannot be in a schema for its name alone is named", "[introspect]") {
    const Workspace work;
    make(work, "app.db",
         "CREATE TABLE varve_new_a (x); CREATE TABLE varve_revisions (seq); CREATE INDEX varve_i ON "
         "varve_new_a (x); CREATE TABLE a (x)");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.code == 3);
    CHECK(outcome.out.find("varve_") == std::string::npos);
    CHECK(outcome.err.substr(outcome.err.find('\n') + 1) ==
          "warning: unmanaged table `varve_new_a`: names that begin with `varve_` are varve's own; rename it "
          "to have it in the schema\n"
          "warning: unmanaged index `varve_i`: names that begin with `varve_` are varve's own; rename it to "
          "have it in the schema\n");
}

TEST_CASE("a table that an unknown module may have made is named", "[introspect]") {
    const Workspace work;
    make(work, "app.db",
         "CREATE TABLE words_mine (x); CREATE TABLE wordy (x); CREATE VIRTUAL TABLE notes USING fts5 (x);"
         "PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES "
         "('table', 'words', 'words', 0, 'CREATE VIRTUAL TABLE words USING spellfix1')");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.code == 0);
    CHECK(
        outcome.err ==
        "note: table `words_mine` is taken for one of virtual table `words`'s own and is not in the schema; "
        "if it is not, rename it\n");
}

TEST_CASE("a database with a ledger of varve is introspected, and a note says what knows more",
          "[introspect]") {
    const Workspace work;
    make(work, "app.db", "CREATE TABLE t (a INTEGER); CREATE TABLE varve_revisions (seq)");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == one_table);
    CHECK(outcome.err ==
          "note: the database has a ledger of varve: it was made from a schema file with a chain, which know "
          "more "
          "of it than can be read here\n");
}

TEST_CASE("a schema with JSON functions in it is read on every SQLite", "[introspect]") {
    const Workspace work;
    make(work, "app.db", "CREATE TABLE t (a TEXT); CREATE INDEX i ON t (json_extract(a, '$.x'))");
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.err.empty());
    CHECK(outcome.code == 0);
}

TEST_CASE("what a forged schema table holds behind a statement is never run", "[introspect]") {
    const Workspace work;
    const std::string target = work.path("attached.db").string();
    {
        const DatabasePtr db = open(work, "app.db");
        run(db.get(),
            "CREATE TABLE t (a INTEGER); CREATE VIEW v AS SELECT a FROM t; PRAGMA writable_schema=ON");
        run(db.get(), "UPDATE sqlite_schema SET sql = sql || '; ATTACH ''" + target +
                          "'' AS x; CREATE TABLE x.y (z)' WHERE name = 'v'");
    }
    const Outcome outcome = work.varve({"introspect", "@app.db"});
    CHECK(outcome.out.find("ATTACH") == std::string::npos);
    CHECK(work.list("") == std::vector<std::string>{"app.db"});
}
