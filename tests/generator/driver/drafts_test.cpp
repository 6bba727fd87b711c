#include <cstdlib>

#include "generator/driver/revision_template.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::compiler::fill_template;
using varve::tests::Outcome;
using varve::tests::Workspace;

namespace {

const char* const shop =
    "schema shop {\n  edition 1\n  target sqlite >= 3.37\n  chain \"shop.chain\"\n}\n\n"
    "table shops {\n  id int64 primary key\n}\n";

/// A chain of one frozen revision.
void freeze_first(const Workspace& work) {
    work.write("shop.varve", shop);
    REQUIRE(work.varve({"revision", "--schema", "@shop.varve", "--autogenerate", "-m", "first"}).code == 0);
    REQUIRE(work.varve({"freeze", "--schema", "@shop.varve"}).code == 0);
}

Outcome edit(const Workspace& work, const char* editor, std::vector<std::string> rest = {}) {
    setenv("VISUAL", editor, 1);
    rest.insert(rest.begin(), {"edit", "--schema", "@shop.varve"});
    const Outcome outcome = work.varve(rest);
    unsetenv("VISUAL");
    return outcome;
}

}  // namespace

TEST_CASE("a template is filled, and has the SQL at its end where it does not say where", "[driver]") {
    std::vector<std::string> unknown;
    const varve::compiler::TemplateValues values{"adds it", "adds_it", "shop", "2026-11-20", "SELECT 1;\n"};
    CHECK(fill_template("-- ${message} (${date})\n${sql}-- end of ${name} of ${schema}\n", values, unknown) ==
          "-- adds it (2026-11-20)\nSELECT 1;\n-- end of adds_it of shop\n");
    CHECK(fill_template("-- reviewed by:", values, unknown) == "-- reviewed by:\nSELECT 1;\n");
    CHECK(unknown.empty());
    CHECK(fill_template("${who} ${ ${sql}", values, unknown) == "${who} ${ ${sql}");
    CHECK(unknown == std::vector<std::string>{"who", " ${sql"});
}

TEST_CASE("a draft whose SQL never ends does not get at a database", "[driver]") {
    const Workspace work;
    freeze_first(work);
    work.write("shop.chain/draft_fill/up.sql",
               "INSERT INTO shops\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)\n"
               "SELECT i FROM n WHERE i < 0;\n");
    work.write("shop.chain/draft_fill/down.sql", "--@ grade none\n");
    work.write("shop.chain/draft_fill/schema.varve", work.read("shop.chain/0001_first/schema.varve"));
    const Outcome outcome =
        work.varve({"upgrade", "--schema", "@shop.varve", "--db", "@shop.db", "--draft", "head"});
    CHECK(outcome.code == 1);
    CHECK(
        outcome.err ==
        "<dir>/shop.chain/draft_fill/up.sql:1:1: error: the up of `draft_fill` fails: statement 1 `INSERT "
        "INTO "
        "shops WITH RECURSIVE n ( i ) AS ( SELECT 1 UNION ALL SELECT …`: it had not ended after 200 million "
        "steps of SQLite's machine, and seems to go on for ever [V0501]\n"
        "    INSERT INTO shops\n"
        "    ^~~~~~~~~~~~~~~~~\n"
        "help: mend it: it must run on new databases and on old ones, and make what its schema.varve says\n"
        "error: the chain cannot be used; nothing was done to the database\n");
    CHECK_FALSE(work.exists("shop.db"));
    CHECK(work.varve({"upgrade", "--schema", "@shop.varve", "--db", "@shop.db"}).code == 0);
}

TEST_CASE("a new draft begins with the chain's templates", "[driver]") {
    const Workspace work;
    freeze_first(work);
    work.write("shop.chain/up.template.sql", "-- ticket: \n-- by: ${author}\n${sql}");
    work.write("shop.chain/down.template.sql", "-- how ${name} is undone\n${sql}");
    const Outcome outcome = work.varve({"revision", "--schema", "@shop.varve", "-m", "add rows"});
    CHECK(outcome.code == 0);
    CHECK(outcome.err ==
          "warning: <dir>/shop.chain/up.template.sql: there is no `${author}`; there are message, name, "
          "schema, "
          "date and sql\n");
    CHECK(work.read("shop.chain/draft_add_rows/up.sql") == "-- add rows\n-- ticket: \n-- by: ${author}\n");
    CHECK(work.read("shop.chain/draft_add_rows/down.sql") == "-- how add_rows is undone\n--@ grade none\n");
    CHECK(work.varve({"verify", "--schema", "@shop.varve"}).code == 0);
}

TEST_CASE("a template that is no text stops the draft, not what reads it later", "[driver]") {
    const Workspace work;
    freeze_first(work);
    work.write("shop.chain/up.template.sql", "\xff\xfe");
    const Outcome outcome = work.varve({"revision", "--schema", "@shop.varve", "-m", "add rows"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find(
              "<dir>/shop.chain/up.template.sql:1:1: error: UTF-16: save the file as UTF-8 [V0001]") == 0);
    CHECK_FALSE(work.exists("shop.chain/draft_add_rows"));
}

TEST_CASE("a draft is run only when its directives can be read", "[driver]") {
    const Workspace work;
    freeze_first(work);
    REQUIRE(work.varve({"revision", "--schema", "@shop.varve", "-m", "add rows"}).code == 0);
    work.write("shop.chain/draft_add_rows/down.sql", "--@ grade exakt\n");
    const Outcome outcome = work.varve({"upgrade", "--draft", "--schema", "@shop.varve", "--db", "@shop.db"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("[V0513]") != std::string::npos);
    CHECK_FALSE(work.exists("shop.db"));
}

TEST_CASE("a draft that declares the loss of what is not there is not frozen", "[driver]") {
    const Workspace work;
    freeze_first(work);
    REQUIRE(work.varve({"revision", "--schema", "@shop.varve", "-m", "add rows"}).code == 0);
    work.write("shop.chain/draft_add_rows/up.sql",
               "-- add rows\n--@ lose shops.zz\nUPDATE shops SET id = id;\n");
    const Outcome outcome = work.varve({"freeze", "--schema", "@shop.varve"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find(
              "error: the up of `draft_add_rows` says that it loses `shops.zz`, which is neither in the "
              "schema before it nor after [V0507]") != std::string::npos);
}

TEST_CASE("edit opens the draft's SQL, be it sound or not", "[driver]") {
    const Workspace work;
    freeze_first(work);
    CHECK(edit(work, "true").err ==
          "error: there is no draft to edit\nhelp: write one with `varve revision -m \"…\"`\n");
    REQUIRE(work.varve({"revision", "--schema", "@shop.varve", "-m", "add rows"}).code == 0);
    const Outcome edited = edit(work, "sed -i s/add/DROP/");
    CHECK(edited.err == "");
    CHECK(edited.code == 0);
    CHECK(work.read("shop.chain/draft_add_rows/up.sql") == "-- DROP rows\n");
    work.write("shop.chain/draft_add_rows/up.sql", "SELECT 'never ends\n");
    CHECK(edit(work, "sed -i s/never/mended/", {"add_rows"}).code == 0);
    CHECK(work.read("shop.chain/draft_add_rows/up.sql") == "SELECT 'mended ends\n");
    const Outcome failed = edit(work, "false");
    CHECK(failed.code == 1);
    CHECK(failed.err.find("error: the editor failed: false '<dir>/shop.chain/draft_add_rows/up.sql' ") == 0);
}

TEST_CASE("edit refuses a frozen revision and one that is not there", "[driver]") {
    const Workspace work;
    freeze_first(work);
    const std::string before = work.read("shop.chain/0001_first/up.sql");
    for (const std::string name : {std::string("first"), std::string("0001_first"),
                                   work.read("shop.chain/0001_first/stamp").substr(0, 12)}) {
        const Outcome outcome = edit(work, "sed -i s/shops/x/", {name});
        CHECK(outcome.code == 4);
        CHECK(outcome.err ==
              "error: <dir>/shop.chain/0001_first is frozen: databases have lived through it, so it is never "
              "edited\nhelp: write the next revision with `varve revision -m \"…\"`\n");
    }
    CHECK(work.read("shop.chain/0001_first/up.sql") == before);
    CHECK(edit(work, "true", {"second"}).code == 2);
}
