#include "generator/sqlite/render.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/memory_database.hpp"

using namespace varve::compiler;
using testing::compile_text;
using testing::MemoryDatabase;

TEST_CASE("a name is quoted, quotes inside doubled", "[sqlite][render]") {
    CHECK(sqlite::quote("users") == "\"users\"");
    CHECK(sqlite::quote("odd \"name\"") == "\"odd \"\"name\"\"\"");
}

TEST_CASE("clauses stand in one order", "[sqlite][render]") {
    const Schema schema = compile_text(R"(
table users {
  id    int64     primary key autoincrement
  email text(320) unique collate nocase
  name  text?     = 'x'
  boss  int64?    -> users.id on delete set null deferrable
  key   text      := (lower(email)) stored
  check shape (email like '%_@_%')
  on sqlite strict
})");
    CHECK(sqlite::render_table(schema, schema.tables[0], "users") ==
          R"(CREATE TABLE "users" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL COLLATE "nocase" CONSTRAINT "users_email_check" CHECK (length("email") <= 320),
    "name" TEXT DEFAULT 'x',
    "boss" INTEGER CONSTRAINT "users_boss_fkey" REFERENCES "users" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    "key" TEXT NOT NULL GENERATED ALWAYS AS (lower(email)) STORED,
    CONSTRAINT "users_email_key" UNIQUE ("email"),
    CONSTRAINT "shape" CHECK (email like '%_@_%')
) STRICT)");
}

TEST_CASE("a self reference keeps the final name under another name", "[sqlite][render]") {
    const Schema schema = compile_text("table t {\n id int64 primary key\n up int64? -> t.id\n}\n");
    const std::string sql = sqlite::render_table(schema, schema.tables[0], "varve_new_t");
    CHECK(sql.rfind("CREATE TABLE \"varve_new_t\"", 0) == 0);
    CHECK(sql.find("REFERENCES \"t\" (\"id\")") != std::string::npos);
}

TEST_CASE("indexes, views and triggers", "[sqlite][render]") {
    const Schema schema = compile_text(R"(
table t {
  id int64 primary key
  a  text
  index newest (a desc) where (a <> '')
  unique index lower_a ((lower(a)))
}
view v { id int64, a text } = sql { SELECT id, a FROM t }
trigger g before update of a on t sql { WHEN old.a <> new.a BEGIN SELECT RAISE(ABORT, 'fixed'); END }
)");
    const auto statements = sqlite::render(schema);
    REQUIRE(statements.size() == 5);
    CHECK(statements[1].sql == R"(CREATE INDEX "newest" ON "t" ("a" DESC) WHERE (a <> ''))");
    CHECK(statements[2].sql == R"(CREATE UNIQUE INDEX "lower_a" ON "t" ((lower(a))))");
    CHECK(statements[3].sql == R"(CREATE VIEW "v" ("id", "a") AS SELECT id, a FROM t)");
    CHECK(statements[4].type == "trigger");
    CHECK(statements[4].table == "t");
    MemoryDatabase db;
    for (const sqlite::Statement& statement : statements)
        db.run(statement.sql);
}

TEST_CASE("moving a constraint in the file is no difference", "[sqlite][render]") {
    const Schema one =
        compile_text("table t {\n id int64 primary key\n a int64\n check x (a > 0)\n check y (a < 9)\n}\n");
    const Schema two =
        compile_text("table t {\n id int64 primary key\n a int64\n check y (a < 9)\n check x (a > 0)\n}\n");
    CHECK(sqlite::structure_of(one) == sqlite::structure_of(two));
}
