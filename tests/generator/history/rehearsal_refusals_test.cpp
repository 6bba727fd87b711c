// What a rehearsal says of a chain that runs, and still cannot be proved.
#include "generator/history/replay.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

/// What a rehearsal tells of a frozen `initial` and a draft that leads to the same schema.
std::string told(const Schema& made, std::string_view up, std::string_view down) {
    test::FrozenChain chain =
        test::frozen({test::revision("0001", "initial", test::create_all(made), "--@ grade none", made)});
    RevisionSource step = test::draft("step", up, down, made);
    step.directory = "draft_step";
    step.number.clear();
    chain.revisions.push_back(std::move(step));
    DiagnosticSink sink;
    replay(test::verified(std::move(chain)), sink);
    return test::told(sink);
}

}  // namespace

TEST_CASE("an up that its own down does not make room for is refused") {
    const Schema users = test::schema({test::table("users", {test::column("email", TypeKind::text)})});
    REQUIRE(
        told(users, "INSERT INTO users (id, email) VALUES (1000, 'x')", "--@ grade loses users\nSELECT 1") ==
        "V0508: the up of `draft_step` fails on what its own down.sql leaves: statement 1 `INSERT INTO users "
        "( id "
        ", email ) VALUES ( 1000 , 'x' )`: UNIQUE constraint failed: users.id\n"
        "help: a revision that was taken down must come up again\n");
}

TEST_CASE("SQL that never ends does not hang the build") {
    const Schema users = test::schema({test::table("users", {test::column("email", TypeKind::text)})});
    REQUIRE(
        told(users,
             "SELECT 1; INSERT INTO users (id, email) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + "
             "1 FROM n) "
             "SELECT i, 'x' FROM n WHERE i < 0",
             "--@ grade none") ==
        "V0501: the up of `draft_step` fails: statement 2 `INSERT INTO users ( id , email ) WITH RECURSIVE n "
        "( i ) AS "
        "( SELECT 1 UN…`: it had not ended after 200 million steps of SQLite's machine, and seems to go on for "
        "ever\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n");
}

}  // namespace varve::compiler
