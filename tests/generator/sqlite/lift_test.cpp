#include "generator/sqlite/lift.hpp"

#include <optional>

#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/prepare.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/memory_database.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;
using testing::MemoryDatabase;

TEST_CASE("a hand-written table is lifted with all its parts", "[sqlite][lift]") {
    MemoryDatabase db;
    db.run(R"(
CREATE TABLE parent(a INTEGER, b TEXT, PRIMARY KEY (a, b DESC));
create table [odd name] (
  id integer primary key autoincrement, -- a comment
  price NUMERIC(10, 2) not null default -1.5,
  name VARCHAR(20) constraint short check (length(name) < 9) collate nocase unique on conflict replace,
  bare,
  pa int, pb text,
  made text default (lower('X')),
  g generated always as (id * 2) stored,
  constraint up foreign key (pa, pb) references parent on delete set null on update cascade deferrable initially deferred,
  check (price > -9)
);
CREATE UNIQUE INDEX ix ON [odd name] (name COLLATE rtrim DESC, lower(made)) WHERE price > 0 AND id < 9;
CREATE VIEW v(x) AS SELECT id FROM [odd name];
CREATE TRIGGER g AFTER UPDATE OF name, price ON [odd name] WHEN new.id > 1 BEGIN SELECT 1; END;
CREATE VIRTUAL TABLE f USING fts5(body);
)");
    const sqlite::Lifted lifted = sqlite::lift(db.handle());
    REQUIRE(lifted.schema.tables.size() == 2);
    const Table& table = *lifted.schema.find_table("odd name");
    REQUIRE(table.columns.size() == 8);
    CHECK(table.primary_key->autoincrement);
    CHECK_FALSE(table.columns[0].nullable);
    CHECK(table.columns[1].type.sqltype == "NUMERIC(10, 2)");
    CHECK_FALSE(table.columns[1].nullable);
    CHECK(table.columns[1].default_value->sql == "-1.5");
    CHECK(table.columns[2].checks[0].name.value == "short");
    CHECK(table.columns[2].collate == "nocase");
    CHECK(table.uniques[0].columns == std::vector<std::string>{"name"});
    CHECK(table.uniques[0].conflict == "REPLACE");
    CHECK(table.columns[3].type.sqltype == "");
    CHECK(table.columns[6].default_value->kind == Default::Kind::expression);
    CHECK(table.columns[7].generated->stored);
    REQUIRE(table.foreign_keys.size() == 1);
    CHECK(table.foreign_keys[0].name.value == "up");
    CHECK(table.foreign_keys[0].references == std::vector<std::string>{"a", "b"});
    CHECK(table.foreign_keys[0].on_delete == "SET NULL");
    CHECK(table.foreign_keys[0].on_update == "CASCADE");
    CHECK(table.foreign_keys[0].deferral == Deferral::deferred);
    CHECK(table.checks.size() == 1);
    REQUIRE(table.indexes.size() == 1);
    CHECK(table.indexes[0].unique);
    CHECK(table.indexes[0].terms[0].collate == "rtrim");
    CHECK(table.indexes[0].terms[0].descending);
    CHECK(table.indexes[0].terms[1].expression == "(lower(made))");
    CHECK(lifted.schema.views[0].columns[0].name == "x");
    CHECK_FALSE(lifted.schema.views[0].inferred);
    CHECK(lifted.schema.triggers[0].timing_and_event == R"(AFTER UPDATE OF "name", "price")");
    CHECK(lifted.schema.virtual_tables[0].module == "fts5");
    CHECK(lifted.schema.virtual_tables[0].arguments == "body");
    CHECK(table.columns[0].doc == "a comment");
    CHECK(lifted.schema.unnamed_constraints);
    CHECK(lifted.left_out == std::vector<std::string>{});
}

TEST_CASE("a database made from a schema is lifted into what makes it again", "[sqlite][lift][law]") {
    int seen = 0;
    for (std::uint32_t seed = 0; seed != 150; ++seed) {
        const std::string text = testing::random_schema(seed);
        const Schema schema = testing::compile_file(text);
        DiagnosticSink sink;
        if (!sqlite::prepare(schema, sink)) continue;
        ++seen;
        MemoryDatabase db;
        for (const sqlite::Statement& statement : sqlite::render(schema))
            db.run(statement.sql);
        const sqlite::Lifted lifted = sqlite::lift(db.handle());
        INFO(text);
        REQUIRE(varve::detail::describe_difference(sqlite::structure_of(schema),
                                                   sqlite::structure_of(lifted.schema)) ==
                std::vector<std::string>{});
        REQUIRE(lifted.left_out.empty());
    }
    CHECK(seen > 75);
}

TEST_CASE("declared types become the type that stores the same", "[sqlite][lift]") {
    struct Row {
        const char* declared;
        TypeKind kind;
        std::optional<std::string> sqltype;
    };
    const std::vector<Row> rows = {
        {"INTEGER", TypeKind::int64, {}},
        {"integer", TypeKind::int64, {}},
        {"INT", TypeKind::int64, "INT"},
        {"int", TypeKind::int64, "INT"},
        {"BIGINT", TypeKind::int64, "BIGINT"},
        {"FLOATING POINT", TypeKind::int64, "FLOATING POINT"},
        {"TINYINT UNSIGNED", TypeKind::int64, "TINYINT UNSIGNED"},
        {"Text", TypeKind::text, {}},
        {"VARCHAR(255)", TypeKind::text, "VARCHAR(255)"},
        {"CLOB", TypeKind::text, "CLOB"},
        {"BLOB", TypeKind::blob, {}},
        {"LONGBLOB", TypeKind::blob, "LONGBLOB"},
        {"REAL", TypeKind::real, {}},
        {"DOUBLE PRECISION", TypeKind::real, "DOUBLE PRECISION"},
        {"FLOAT", TypeKind::real, "FLOAT"},
        {"BOOLEAN", TypeKind::boolean, "BOOLEAN"},
        {"DATETIME", TypeKind::any, "DATETIME"},
        {"DECIMAL(10,2)", TypeKind::any, "DECIMAL(10,2)"},
        {"NUMERIC", TypeKind::any, "NUMERIC"},
        {"", TypeKind::any, ""},
        {"ANY", TypeKind::any, {}},
    };
    for (const Row& row : rows) {
        INFO(row.declared);
        const ColumnType type = sqlite::lift_type(row.declared);
        CHECK(type.kind == row.kind);
        CHECK(type.sqltype == row.sqltype);
    }
}

TEST_CASE("comments speak of the column that they stand at, others of the table", "[sqlite][lift]") {
    MemoryDatabase db;
    db.run(R"(CREATE TABLE t /* the table */ ( -- things
  -- the id,
  -- of course
  id INTEGER PRIMARY KEY, -- given by us
  /** its name
   *  in full */
  name TEXT, /* the size */ size INT -- in bytes
  CHECK (size > 0 /* kept where it is */),
  -- no name twice
  UNIQUE (name)
  -- nothing else
);
CREATE VIEW v -- what is large
AS SELECT id -- its id
FROM t;
CREATE TRIGGER g /* never fires */ AFTER DELETE ON t BEGIN SELECT 1; /* here */ END;)");
    const sqlite::Lifted lifted = sqlite::lift(db.handle());
    const Table& table = *lifted.schema.find_table("t");
    CHECK(table.doc == "the table\nthings\nno name twice\nnothing else");
    CHECK(table.columns[0].doc == "the id,\nof course\ngiven by us");
    CHECK(table.columns[1].doc == "its name\nin full");
    CHECK(table.columns[2].doc == "the size\nin bytes");
    CHECK(table.columns[2].checks[0].sql == "(size > 0 /* kept where it is */)");
    CHECK(lifted.schema.views[0].doc == "what is large");
    CHECK(lifted.schema.views[0].sql == "SELECT id -- its id\nFROM t");
    CHECK(lifted.schema.triggers[0].doc == "never fires");
    CHECK(lifted.schema.triggers[0].sql == "BEGIN SELECT 1; /* here */ END");
}

TEST_CASE("every clause of a constraint is lifted", "[sqlite][lift]") {
    MemoryDatabase db;
    db.run(
        R"(CREATE TABLE p (a INTEGER NOT NULL PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT, b TEXT UNIQUE);
CREATE TABLE 'c' (
  `x` INTEGER CONSTRAINT n NOT NULL ON CONFLICT IGNORE REFERENCES p MATCH full ON UPDATE NO ACTION NOT DEFERRABLE,
  [y] TEXT REFERENCES p ON DELETE CASCADE NOT NULL DEFERRABLE INITIALLY DEFERRED,
  z TEXT REFERENCES gone (a) DEFERRABLE,
  w TEXT REFERENCES P (a) DEFAULT "legacy",
  CONSTRAINT k PRIMARY KEY (x AUTOINCREMENT),
  CONSTRAINT u UNIQUE (y COLLATE nocase DESC, z) ON CONFLICT FAIL);
CREATE TABLE d (id INTEGER, PRIMARY KEY (id DESC)) STRICT;)");
    const sqlite::Lifted lifted = sqlite::lift(db.handle());
    const Table& p = *lifted.schema.find_table("p");
    CHECK(p.primary_key->autoincrement);
    CHECK(p.primary_key->conflict == "REPLACE");
    CHECK(p.columns[0].not_null);
    const Table& c = *lifted.schema.find_table("c");
    CHECK(c.primary_key->name == "k");
    CHECK(c.primary_key->on_column);
    CHECK(c.primary_key->autoincrement);
    CHECK(c.columns[0].not_null->name == "n");
    CHECK(c.columns[0].not_null->conflict == "IGNORE");
    CHECK(c.columns[3].default_value->sql == "\"legacy\"");
    REQUIRE(c.foreign_keys.size() == 4);
    CHECK(c.foreign_keys[0].implicit);
    CHECK(c.foreign_keys[0].match == "FULL");
    CHECK(c.foreign_keys[0].on_update.empty());
    CHECK(c.foreign_keys[0].deferral == Deferral::none);
    CHECK_FALSE(c.foreign_keys[0].unchecked);
    CHECK(c.foreign_keys[1].deferral == Deferral::deferred);
    CHECK(c.foreign_keys[2].deferral == Deferral::immediate);
    CHECK(c.foreign_keys[2].unchecked);
    CHECK_FALSE(c.foreign_keys[3].unchecked);
    CHECK(c.uniques[0].terms[0].collate == "nocase");
    CHECK(c.uniques[0].terms[0].descending);
    CHECK(c.uniques[0].conflict == "FAIL");
    CHECK_FALSE(lifted.schema.find_table("d")->primary_key->on_column);
}

TEST_CASE("what no schema file can hold is left out by name", "[sqlite][lift]") {
    MemoryDatabase db;
    db.run(
        "CREATE TABLE t (\"\" INT); CREATE INDEX i ON t (\"\"); CREATE TABLE \"a\nb\" (x);"
        "CREATE TABLE good (x)");
    const sqlite::Lifted lifted = sqlite::lift(db.handle());
    CHECK(lifted.schema.tables.size() == 1);
    CHECK(lifted.left_out == std::vector<std::string>{"table `t`: the name of a column is empty",
                                                      "table `a\nb`: its name is more than one line of UTF-8",
                                                      "index `i`: table `t` is left out"});
}
