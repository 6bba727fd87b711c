#include <filesystem>

#include "tests/generator/driver/team.hpp"
#include "tests/support/catch.hpp"

using varve::tests::Inside;
using varve::tests::Outcome;
using varve::tests::without_ids;
using varve::tests::Workspace;

TEST_CASE("init writes a schema once and never over another", "[driver]") {
    const Workspace work;
    const Inside here(work);
    CHECK(work.varve({"init", "shop"}).code == 0);
    CHECK(work.read("schema/shop.varve").find("chain   \"shop.chain\"") != std::string::npos);
    const Outcome again = work.varve({"init", "shop"});
    CHECK(again.code == 1);
    CHECK(again.err == "error: schema/shop.varve is there already; nothing was written\n");
}

TEST_CASE("upgrading a chain without frozen revisions says what is missing, and makes no file", "[driver]") {
    const Workspace work;
    const Inside here(work);
    REQUIRE(work.varve({"init", "shop"}).code == 0);
    Outcome upgrade = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(upgrade.err == "");
    CHECK(upgrade.out ==
          "nothing to do: the chain has no revision yet: `varve revision --autogenerate -m \"…\"` writes "
          "one\n");
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first"}).code == 0);
    upgrade = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(upgrade.code == 0);
    CHECK(
        upgrade.out ==
        "nothing to do: the chain has no frozen revision yet: `varve freeze` seals the draft, `--draft` runs "
        "it\n");
    CHECK_FALSE(work.exists("shop.db"));
}

TEST_CASE("a database at a draft that is gone and has no way back is told what is left", "[driver]") {
    const Workspace work;
    const Inside here(work);
    REQUIRE(work.varve({"init", "shop"}).code == 0);
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first"}).code == 0);
    REQUIRE(work.varve({"freeze"}).code == 0);
    REQUIRE(work.varve({"revision", "-m", "rows"}).code == 0);
    REQUIRE(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).code == 0);
    const std::string up = work.read("schema/shop.chain/draft_rows/up.sql");
    const std::string schema = work.read("schema/shop.chain/draft_rows/schema.varve");
    std::filesystem::remove_all(work.path("schema/shop.chain/draft_rows"));
    const auto at = [](const std::string& why) {
        return "error: `<dir>/shop.db` is at the draft `rows` (id), " + why +
               ":\n  this program has in its place: nothing\n`rows` (id) has no way back: ";
    };
    for (const char* command : {"upgrade", "downgrade"}) {
        const Outcome drafts = work.varve({command, "--draft", "--db", "@shop.db"});
        CHECK(drafts.code == 4);
        CHECK(
            without_ids(drafts.err) ==
            at("which this program does not hold") +
                "put the draft back as it was, or begin with a new file or a backup; nothing was changed\n");
        CHECK(without_ids(work.varve({command, "--db", "@shop.db"}).err) ==
              at("and drafts are left out here") +
                  "go on with `varve upgrade --draft`, or with a program that allows drafts (CMake's Debug "
                  "configuration), where the draft stands as it was; else begin with a new file or a backup; "
                  "nothing was changed\n");
    }
    work.write("schema/shop.chain/draft_rows/up.sql", up);
    work.write("schema/shop.chain/draft_rows/schema.varve", schema);
    CHECK(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).out.find("nothing to do: ") == 0);
    REQUIRE(work.varve({"freeze"}).code == 0);
    CHECK(work.varve({"upgrade", "--db", "@shop.db"}).out.find("nothing to do: ") == 0);
}

TEST_CASE("a draft that ran is taken back with `--draft` only", "[driver]") {
    const Workspace work;
    const Inside here(work);
    REQUIRE(work.varve({"init", "shop"}).code == 0);
    REQUIRE(work.varve({"revision", "--autogenerate", "-m", "first"}).code == 0);
    REQUIRE(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).code == 0);
    const std::string at =
        "`<dir>/shop.db` is at the draft `first` (id), and drafts are left out here:\n"
        "  this program has in its place: nothing\n"
        "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the database "
        "forward; so does a program that allows drafts (CMake's Debug configuration); nothing was changed\n";
    CHECK(without_ids(work.varve({"current", "--db", "@shop.db"}).out) == "`first` (id): draft\n" + at);
    CHECK(without_ids(work.varve({"current", "--draft", "--db", "@shop.db"}).out) == "`first` (id) (head)\n");
    const Outcome refused = work.varve({"upgrade", "--db", "@shop.db"});
    CHECK(refused.code == 4);
    CHECK(without_ids(refused.err) == "error: " + at);
    CHECK(work.varve({"upgrade", "--draft", "--db", "@shop.db"}).out.find("nothing to do: ") == 0);
    std::filesystem::remove_all(work.path("schema/shop.chain/draft_first"));
    const Outcome back = work.varve({"upgrade", "--draft", "--db", "@shop.db"});
    CHECK(back.out.find("take back `first` (") == 0);
    CHECK(back.out.find("\nthe database is at base\n") != std::string::npos);
    CHECK(back.out.find("nothing to do") == std::string::npos);
}
