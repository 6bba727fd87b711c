#include "generator/history/reach.hpp"

#include "generator/check/compile.hpp"
#include "generator/history/replay.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

Schema compiled(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add(
        "reach.varve", "schema s {\n edition 1\n target sqlite >= 3.37\n chain \"s.chain\"\n}\n" + text);
    std::optional<Schema> schema = compile(sources, file, sink);
    REQUIRE(test::told(sink) == "");
    return *std::move(schema);
}

/// The tables within a step's reach, in the order of the schema.
std::string reached(const Schema& schema, const std::string& up, const std::string& down = "",
                    const std::string& proof = "") {
    RevisionSource source = test::revision("0002", "step", up, down, schema);
    if (!proof.empty()) source.proof = proof;
    std::string names;
    for (const Table& table : within(schema, reach_of(source, schema, schema)).tables)
        names += (names.empty() ? "" : " ") + table.name;
    return names;
}

const std::string lands = R"(
table lands {
  id int64 primary key
}
table towns {
  id      int64 primary key
  land_id int64 -> lands.id
}
table streets {
  id      int64 primary key
  town_id int64 -> towns.id
}
table Rivers {
  id   int64 primary key
  name text
}
)";

}  // namespace

TEST_CASE("a step reaches what it names, its parents and its children") {
    const Schema schema = compiled(lands);
    CHECK(reached(schema, "UPDATE streets SET id = id") == "lands towns streets");
    CHECK(reached(schema, "DELETE FROM lands") == "lands towns");
    CHECK(reached(schema, "", "DELETE FROM rivers") == "Rivers");
    CHECK(reached(schema, "", "", "DELETE FROM \"RIVERS\"") == "Rivers");
    CHECK(reached(schema, "--@ lose Rivers\n") == "Rivers");
    CHECK(reached(schema, "INSERT INTO varve_new_Rivers SELECT 1") == "Rivers");
    CHECK(reached(schema, "DROP TABLE 'rivers'") == "Rivers");
    CHECK(reached(schema, "CREATE TABLE other (id)") == "");
}

TEST_CASE("a step reaches the other side of views, triggers and searches") {
    const Schema schema = compiled(lands + R"(
table log {
  id int64 primary key
  what text
}
view wet { id int64 } = sql { SELECT id FROM Rivers }
trigger keep after delete on streets sql { BEGIN INSERT INTO log (what) SELECT id FROM wet; END }
search river_words over Rivers (name)
)");
    CHECK(reached(schema, "CREATE VIEW w AS SELECT * FROM wet") == "Rivers");
    CHECK(reached(schema, "DELETE FROM streets") == "lands towns streets Rivers log");
    CHECK(reached(schema, "UPDATE towns SET id = id") == "lands towns streets Rivers log");
    CHECK(reached(schema, "INSERT INTO river_words(river_words) VALUES('rebuild')") == "Rivers");
}

TEST_CASE("a step that asks for the schema, for marks or for all keys reaches everything") {
    const Schema schema = compiled(lands);
    const std::string all = "lands towns streets Rivers";
    CHECK(reached(schema, "DELETE FROM sqlite_sequence") == all);
    CHECK(reached(schema, "INSERT INTO t SELECT * FROM pragma_foreign_key_check") == all);
}

TEST_CASE("a frozen step is rehearsed on the rows in its reach, and held to them") {
    const Schema schema = compiled(lands);
    const auto told = [&](const char* up) {
        DiagnosticSink sink;
        replay(test::verified(
                   test::frozen({test::revision("0001", "initial", test::create_all(schema), "", schema),
                                 test::revision("0002", "step", up, "--@ grade exact\nSELECT 1", schema)})),
               sink);
        return test::told(sink);
    };
    CHECK(told("SELECT 1") == "");
    CHECK(told("INSERT INTO lands (id) SELECT max(id) + 1 FROM lands WHERE id > 0") ==
          "V0505: the down of `0002_step` is graded `exact`, but does not restore the number of rows of "
          "`lands` "
          "(6 before, 7 after)\n"
          "help: restore it, or name it in `--@ grade loses …`\n");
}

}  // namespace varve::compiler
