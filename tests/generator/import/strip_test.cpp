#include "generator/import/strip.hpp"

#include "generator/base/render.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

struct Result {
    std::string sql;
    std::string removed;  ///< statements, a line each
    std::string errors;
    bool empty = false;
};

Result strip_text(const std::string& text) {
    SourceSet sources;
    DiagnosticSink sink;
    const std::uint32_t file = sources.add("1.sql", text);
    const auto stripped = strip(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, sink);
    Result result;
    result.errors = render(sink, sources);
    if (!stripped) return result;
    result.sql = stripped->sql;
    result.empty = stripped->empty;
    for (const Removal& removal : stripped->removals)
        result.removed += removal.statement + "\n";
    return result;
}

}  // namespace

TEST_CASE("what is varve's own business goes, and all else stays as it was written") {
    const Result result = strip_text(
        "-- first\nBEGIN IMMEDIATE;\npragma main.journal_mode=wal;\nCREATE TABLE a(x); -- why\nsavepoint s;\n"
        "INSERT INTO a VALUES ('BEGIN; COMMIT;');\nRELEASE s;\nVACUUM;\nEND");
    CHECK(result.sql == "-- first\nCREATE TABLE a(x); -- why\nINSERT INTO a VALUES ('BEGIN; COMMIT;');\n");
    CHECK(result.removed ==
          "BEGIN IMMEDIATE\npragma main.journal_mode = wal\nsavepoint s\nRELEASE s\nVACUUM\nEND\n");
    CHECK(result.errors == "");
}

TEST_CASE("the words of transactions inside a trigger, a name or a comment are left alone") {
    const std::string text =
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\n/* BEGIN; */ CREATE TABLE "
        "\"begin\"(commit_at);\n";
    CHECK(strip_text(text).sql == text);
    CHECK(strip_text(text).removed == "");
}

TEST_CASE("a comment of another tool never becomes a directive") {
    CHECK(strip_text("--@ lose users\nSELECT 1;").sql == "-- @ lose users\nSELECT 1;");
    CHECK(strip_text("CREATE TABLE a(x --@ why\n);").sql == "CREATE TABLE a(x -- @ why\n);");
}

TEST_CASE("a step of comments and settings alone is empty") {
    CHECK(strip_text("-- nothing\n").empty);
    CHECK(strip_text("BEGIN; COMMIT;").empty);
    CHECK_FALSE(strip_text("SELECT 1").empty);
}

TEST_CASE("what cannot be left out is refused with a way out") {
    CHECK(strip_text("SELECT 1;\nATTACH 'x.db' AS x;").errors ==
          "1.sql:2:1: error: `ATTACH 'x.db' AS x` cannot stand in a revision [V0735]\n"
          "    ATTACH 'x.db' AS x;\n"
          "    ^~~~~~~~~~~~~~~~~~\n"
          "help: bring the rows over in the application: a revision works on one database\n");
    for (const char* text : {"ROLLBACK", "ROLLBACK TO s", "PRAGMA writable_schema = 1", "VACUUM INTO 'x'",
                             "DETACH x", "CREATE TEMPORARY VIEW v AS SELECT 1", ".read other.sql"})
        CHECK(strip_text(text).errors.find("[V0735]") != std::string::npos);
}

TEST_CASE("what is no SQL is refused at its place") {
    CHECK(strip_text("SELECT 'open").errors ==
          "1.sql:1:8: error: this is no token of SQL: a quote or comment that is not closed, or a stray byte "
          "[V0702]\n"
          "    SELECT 'open\n"
          "           ^~~~~\n"
          "help: mend it where the chain comes from\n");
}
