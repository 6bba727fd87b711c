#include <sqlite3.h>

#include <string>

#include "runtime/src/statement.hpp"
#include "tests/introspect/round_trip.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::compiler::testing::DatabasePtr;
using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

/// Written by other hands, long before there was a schema file.
constexpr const char* deployed = R"(
CREATE TABLE `Users` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT, -- never reused
  `email` varchar(320) NOT NULL COLLATE NOCASE,
  `created` DATETIME DEFAULT CURRENT_TIMESTAMP,
  UNIQUE (`email`)
);
CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  author INT REFERENCES users ON DELETE CASCADE,
  title TEXT DEFAULT "untitled" CHECK (length(title) < 100),
  size NUMERIC(10,2),
  state TEXT CHECK (state IN ("draft", "public"))
);
CREATE INDEX posts_by_author ON POSTS (Author, size DESC) WHERE state = "public";
CREATE VIEW authors AS SELECT author, count(*) AS posts FROM posts GROUP BY author;
CREATE VIRTUAL TABLE posts_fts USING fts5(title, content='posts', content_rowid='id');
CREATE TRIGGER posts_ai AFTER INSERT ON Posts BEGIN
  INSERT INTO posts_fts (rowid, title) VALUES (new.id, new.title);
END;
INSERT INTO users (email) VALUES ('ada@example.org');
INSERT INTO posts (author, title, state) VALUES (1, 'one', 'public'), (1, 'two', 'draft');
)";

/// Each was refused by the chain of its own schema once.
const std::vector<std::string> hard = {
    "CREATE TABLE a (id INTEGER PRIMARY KEY, y DEFAULT (myfunc(3)));"
    "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT bar(new.y); END",
    "CREATE VIRTUAL TABLE f4 USING fts4(a); CREATE VIRTUAL TABLE terms USING fts4aux(f4);",
    "CREATE VIRTUAL TABLE a5 USING fts5vocab(f5, row); CREATE VIRTUAL TABLE f5 USING fts5(a);",
    "CREATE VIRTUAL TABLE f5 USING fts5(a, content=\"\", columnsize=0);"
    "INSERT INTO f5(rowid, a) VALUES (1, 'x');",
    "CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT); CREATE VIEW w AS SELECT id, a FROM p;"
    "CREATE VIRTUAL TABLE f5 USING fts5(a, content=w, content_rowid=id);",
    "CREATE VIRTUAL TABLE z USING fts5(a, content='y'); CREATE VIRTUAL TABLE y USING fts5(a);",
    "CREATE VIRTUAL TABLE f4 USING fts4(a, content='gone'); CREATE VIRTUAL TABLE f5 USING fts5(a, "
    "content='gone');",
};

DatabasePtr open(const Workspace& work, const std::string& file) {
    sqlite3* db = nullptr;
    sqlite3_open(work.path(file).c_str(), &db);
    return DatabasePtr(db);
}

}  // namespace

TEST_CASE("a database that was there before varve is adopted by the chain of its own schema",
          "[introspect]") {
    const Workspace work;
    REQUIRE(sqlite3_exec(open(work, "app.db").get(), deployed, nullptr, nullptr, nullptr) == SQLITE_OK);

    const auto in_schema = [](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--schema", "@schema/app.varve"});
        return arguments;
    };
    const Outcome found = work.varve({"introspect", "@app.db", "--output", "@schema/app.varve"});
    CHECK(found.err.empty());
    REQUIRE(found.code == 0);
    const Outcome revised = work.varve(in_schema({"revision", "--autogenerate", "-m", "as it was found"}));
    CHECK(revised.err.empty());
    REQUIRE(revised.code == 0);
    REQUIRE(work.varve(in_schema({"freeze"})).code == 0);

    const Outcome upgraded = work.varve(in_schema({"upgrade", "--db", "@app.db"}));
    CHECK(upgraded.err.empty());
    REQUIRE(upgraded.code == 0);
    const Outcome checked = work.varve(in_schema({"check", "--db", "@app.db"}));
    CHECK(checked.err.empty());
    CHECK(checked.code == 0);

    const DatabasePtr db = open(work, "app.db");
    const auto count = [&](const char* sql) {
        return varve::detail::query_integer(db.get(), sql, "cannot count");
    };
    CHECK(count("SELECT count(*) FROM varve_revisions WHERE name = 'as_it_was_found'") == 1);
    CHECK(count("SELECT count(*) FROM varve_log WHERE action = 'up'") == 0);
    CHECK(count("SELECT count(*) FROM posts") == 2);
    CHECK(count("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'two'") == 1);

    const Outcome fresh = work.varve(in_schema({"upgrade", "--db", "@fresh.db"}));
    CHECK(fresh.err.empty());
    REQUIRE(fresh.code == 0);
    const Outcome again = work.varve({"introspect", "@fresh.db", "--name", "app"});
    CHECK(again.code == 0);
    CHECK(varve::compiler::testing::round_trip(deployed).differences.empty());
}

TEST_CASE("every schema that introspect calls whole is one that a chain can begin with", "[introspect]") {
    for (const std::string& sql : hard) {
        INFO(sql);
        const Workspace work;
        REQUIRE(sqlite3_exec(open(work, "app.db").get(), sql.c_str(), nullptr, nullptr, nullptr) ==
                SQLITE_OK);
        const std::vector<std::vector<std::string>> steps = {
            {"introspect", "@app.db", "--output", "@schema/app.varve"},
            {"revision", "--autogenerate", "-m", "found", "--schema", "@schema/app.varve"},
            {"freeze", "--schema", "@schema/app.varve"},
            {"upgrade", "--db", "@app.db", "--schema", "@schema/app.varve"}};
        for (const std::vector<std::string>& step : steps) {
            const Outcome outcome = work.varve(step);
            CHECK(outcome.err.empty());
            CHECK(outcome.code == 0);
        }
    }
}
