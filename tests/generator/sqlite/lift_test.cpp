#include "generator/sqlite/lift.hpp"

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
    CHECK(lifted.schema.triggers[0].timing_and_event == "AFTER UPDATE OF name, price");
    CHECK(lifted.left_out ==
          std::vector<std::string>{"virtual table `f`", "ON CONFLICT in table `odd name`"});
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
