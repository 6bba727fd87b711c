// What render prints is already canonical, and what SQLite makes of it reads the same.
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "generator/sqlite/stand_ins.hpp"
#include "runtime/src/sql_normal_tokens.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/memory_database.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve;
using namespace varve::compiler;
using testing::compile_text;
using testing::MemoryDatabase;

namespace {

/// Everything that the language says of tables.
const char* const real_schema = R"varve(
requires collation unicase
requires module spellfix1
table parent {
  id   int64  primary key desc
  code text   unique on conflict ignore
  a    text   not null "a is there" on conflict replace
  b    any    sqltype ""
  c    text?  collate unicase sqltype "varchar(20)"
  legacy text = sql { Unknown }
  stamp text = current_timestamp
  unique pair (a collate nocase, code desc) on conflict fail
}
table child {
  id  int64  primary key not null
  p   text?  -> parent.code match full deferrable initially immediate
  q   int64? -> parent () on delete set null
  r   int64? -> gone (x) unchecked
  s   int64? -> parent.id on update cascade deferrable
  t   int64?
  u   text?
  foreign (u) -> parent (code) match simple
}
table behind {
  id int64
  primary key pk (id desc)
}
table twice {
  a text
  b int64
  primary key both (a collate rtrim, b desc) on conflict abort
  on sqlite without rowid
  on sqlite strict
}
virtual table docs using fts5 (title, body, tokenize = 'porter')
virtual table words using spellfix1
view v = sql { SELECT id, code FROM parent }
trigger g after insert on parent sql { BEGIN DELETE FROM child; END }
)varve";

std::string difference_to_made(const Schema& schema) {
    MemoryDatabase db;
    sqlite::register_stand_ins(db.handle(), schema.requirements);
    for (const sqlite::Statement& statement : sqlite::render(schema))
        db.run(statement.sql);
    std::string text;
    for (const std::string& line : detail::describe_difference(sqlite::structure_of(schema), db.structure()))
        text += line + "\n";
    return text;
}

void check_canonical(const Schema& schema) {
    for (const sqlite::Statement& statement : sqlite::render(schema)) {
        const std::string canonical = detail::normalise_structure(statement.sql);
        // Without names the texts decide the order, and those of quoted keywords differ.
        if (!schema.unnamed_constraints)
            CHECK(canonical == detail::join_tokens(detail::normal_tokens(statement.sql)));
        CHECK(detail::normalise_structure(canonical) == canonical);
    }
}

}  // namespace

TEST_CASE("every part of a table stands where SQLite and the canonical form have it", "[sqlite][render]") {
    const Schema schema = compile_text(real_schema);
    CHECK(sqlite::render_table(schema, schema.tables[0], "parent") ==
          R"(CREATE TABLE "parent" (
    "id" INTEGER PRIMARY KEY DESC NOT NULL,
    "code" TEXT NOT NULL,
    "a" TEXT CONSTRAINT "a is there" NOT NULL ON CONFLICT REPLACE,
    "b" NOT NULL,
    "c" varchar(20) COLLATE "unicase",
    "legacy" TEXT NOT NULL DEFAULT Unknown,
    "stamp" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "pair" UNIQUE ("a" COLLATE "nocase", "code" DESC) ON CONFLICT FAIL,
    CONSTRAINT "parent_code_key" UNIQUE ("code") ON CONFLICT IGNORE
))");
    CHECK(sqlite::render_table(schema, schema.tables[1], "child") ==
          R"(CREATE TABLE "child" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "p" TEXT CONSTRAINT "child_p_fkey" REFERENCES "parent" ("code") MATCH FULL DEFERRABLE INITIALLY IMMEDIATE,
    "q" INTEGER CONSTRAINT "child_q_fkey" REFERENCES "parent" ON DELETE SET NULL,
    "r" INTEGER CONSTRAINT "child_r_fkey" REFERENCES "gone" ("x"),
    "s" INTEGER CONSTRAINT "child_s_fkey" REFERENCES "parent" ("id") ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    "t" INTEGER,
    "u" TEXT CONSTRAINT "child_u_fkey" REFERENCES "parent" ("code") MATCH SIMPLE
))");
    CHECK(sqlite::render_table(schema, schema.tables[2], "behind") ==
          R"(CREATE TABLE "behind" (
    "id" INTEGER NOT NULL,
    CONSTRAINT "pk" PRIMARY KEY ("id" DESC)
))");
    CHECK(sqlite::render_table(schema, schema.tables[3], "twice") ==
          R"(CREATE TABLE "twice" (
    "a" TEXT NOT NULL,
    "b" INTEGER NOT NULL,
    CONSTRAINT "both" PRIMARY KEY ("a" COLLATE "rtrim", "b" DESC) ON CONFLICT ABORT
) WITHOUT ROWID, STRICT)");
    check_canonical(schema);
    CHECK(difference_to_made(schema) == "");
}

TEST_CASE("virtual tables are made behind the tables, and a view may list no columns", "[sqlite][render]") {
    const Schema schema = compile_text(real_schema);
    std::string made;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        if (statement.sql.rfind("CREATE TABLE", 0) != 0) made += statement.type + ": " + statement.sql + "\n";
    CHECK(made ==
          "table: CREATE VIRTUAL TABLE \"docs\" USING fts5 (title, body, tokenize = 'porter')\n"
          "table: CREATE VIRTUAL TABLE \"words\" USING spellfix1\n"
          "view: CREATE VIEW \"v\" AS SELECT id, code FROM parent\n"
          "trigger: CREATE TRIGGER \"g\" AFTER INSERT ON \"parent\" BEGIN DELETE FROM child; END\n");
}

TEST_CASE("constraints may stay unnamed", "[sqlite][render]") {
    const Schema schema = testing::compile_file(
        "schema t {\n  edition 1\n  constraints unnamed\n}\n"
        "table t {\n  id int64 primary key\n  a int32 unique\n  b int64 -> t.id\n  check (b > a)\n"
        "  check (a > 0)\n  unique (b)\n  index (a)\n}\n");
    CHECK(sqlite::render_table(schema, schema.tables[0], "t") == R"(CREATE TABLE "t" (
    "id" INTEGER PRIMARY KEY,
    "a" INTEGER NOT NULL CHECK ("a" BETWEEN - 2147483648 AND 2147483647),
    "b" INTEGER NOT NULL REFERENCES "t" ("id"),
    UNIQUE ("a"),
    UNIQUE ("b"),
    CHECK (a > 0),
    CHECK (b > a)
))");
    check_canonical(schema);
    CHECK(difference_to_made(schema) == "");
}

TEST_CASE("a rowid alias is what SQLite makes one", "[sqlite][render]") {
    const char* const keys[] = {
        "id int64 primary key",
        "id int64 primary key desc",
        "id int64 primary key autoincrement",
        "id int64\n  primary key (id desc)",
        "id int64\n  primary key (id collate nocase)",
        "id int64\n  primary key (id)",
        "id int64 primary key sqltype \"INT\"",
        "id int64 primary key sqltype \"integer\"",
        "id int64 primary key sqltype \"BIGINT\"",
        "id int64 primary key\n  on sqlite strict",
        "id int64\n  primary key (id desc)\n  on sqlite strict",
        "id int64 primary key\n  on sqlite without rowid",
        "id int64\n  b text\n  primary key (id, b)",
        "id text primary key",
    };
    for (const char* key : keys) {
        INFO(key);
        const Schema schema = compile_text("table t {\n  " + std::string(key) + "\n}\n");
        MemoryDatabase db;
        for (const sqlite::Statement& statement : sqlite::render(schema))
            db.run(statement.sql);
        const Table& table = schema.tables[0];
        const bool made = !table.without_rowid &&
                          db.rows("SELECT 1 FROM pragma_index_list('t') WHERE origin = 'pk'").empty();
        CHECK((sqlite::rowid_alias(schema, table) != nullptr) == made);
    }
}

TEST_CASE("what is rendered is canonical, and a database made of it has that structure", "[sqlite][law]") {
    int seen = 0;
    for (std::uint32_t seed = 0; seed != 150; ++seed) {
        const Schema schema = testing::compile_file(testing::random_schema(seed));
        DiagnosticSink sink;
        if (!sqlite::prepare(schema, sink)) continue;
        ++seen;
        INFO(seed);
        check_canonical(schema);
        REQUIRE(difference_to_made(schema) == "");
    }
    CHECK(seen > 75);
}
