#include "generator/history/statement_place.hpp"

#include "generator/history/replay.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {

TEST_CASE("a failure is placed at its statement, as it was written") {
    const std::string up = "-- a comment; with a semicolon\nSELECT 1;\r\n\n  SELECT   nothing -- here\n;\n";
    const std::string down = "--@ grade exact\nSELECT\n wrong;";
    const Schema notes = test::schema({test::table("notes")});
    SourceSet sources;
    const auto failing = [&](const std::string& up_text, const std::string& down_text) {
        RevisionSource draft = test::draft("step", up_text, down_text, notes);
        draft.file = sources.add("up.sql", up_text);
        draft.down_file = sources.add("down.sql", down_text);
        test::FrozenChain chain = test::frozen(
            {test::revision("0001", "initial", test::create_all(notes), "--@ grade none", notes)});
        chain.revisions.push_back(std::move(draft));
        DiagnosticSink sink;
        replay(test::verified(std::move(chain)), sink, &sources);
        REQUIRE(sink.diagnostics().size() == 1);
        return std::string(sources.text(sink.diagnostics()[0].span));
    };
    REQUIRE(failing(up, down) == "SELECT   nothing");
    REQUIRE(failing("SELECT 1", down) == "SELECT\n wrong");
    REQUIRE(failing("CREATE TABLE stray (x)", "") == "");
}

TEST_CASE("a reason that names no statement of the text has no place") {
    SourceSet sources;
    const std::uint32_t file = sources.add("up.sql", "--@ lose a\nDROP TABLE a;\nSELECT 1");
    REQUIRE(sources.text(statement_place(sources, file, "statement 1 `DROP TABLE a`: no").value()) ==
            "DROP TABLE a");
    REQUIRE(sources.text(statement_place(sources, file, "statement 2 `SELECT 1`: no").value()) == "SELECT 1");
    REQUIRE_FALSE(statement_place(sources, file, "statement 3 `SELECT 1`: no"));
    REQUIRE_FALSE(statement_place(sources, file, "the rebuild of `a` copied 0 of 6 rows"));
}

}  // namespace varve::compiler
