#include <cstdlib>
#include <nlohmann/json.hpp>

#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

std::string history_line(const Studio& studio, std::size_t place, const std::string& name,
                         const std::string& marks = "") {
    return "000" + std::to_string(place) + " " + studio.id(place) + " " + name + marks + ": makes " + name +
           "\n";
}

std::string shown_posts(const Studio& studio) {
    const Revision& posts = studio.sample().chain().revisions[1];
    return "0002 " + studio.id(2) + " posts\n  digest  " + std::string(posts.digest) + "\n  parents " +
           std::string(posts.parents) +
           "\n  message makes posts\n  down    loses posts\n\n-- up\nCREATE TABLE posts ( id INTEGER PRIMARY "
           "KEY );\n\n-- down\n--@ lose posts\nDROP TABLE posts;\n";
}

}  // namespace

TEST_CASE("history shows a range, both ends included") {
    const Studio studio;
    const std::string init = history_line(studio, 1, "init");
    const std::string posts = history_line(studio, 2, "posts");
    const std::string newest = history_line(studio, 3, "newest", " (head)");
    const auto range = [&](const std::string& text) { return studio({"history", "-r" + text}).out; };
    CHECK(range("init:posts") == posts + init);
    CHECK(range("posts:") == newest + posts);
    CHECK(range(":posts") == posts + init);
    CHECK(range("base:head") == newest + posts + init);
    CHECK(range("posts") == posts);
    CHECK(range("-1:head") == newest + posts);
    CHECK(range("init:+1") == posts + init);
    CHECK(range("-9:posts") == posts + init);
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    CHECK(range("-1:current") == posts + init);
    CHECK(range("current:") == newest + posts);
}

TEST_CASE("a range that is none is a usage error") {
    const Studio studio;
    const auto refusal = [&](const std::string& text) {
        const Outcome outcome = studio({"history", "-r" + text});
        CHECK(outcome.code == 2);
        CHECK(outcome.out == "");
        return outcome.err;
    };
    CHECK(refusal("newest:init") == "error: `newest:init` ends before it begins: " + studio.name(3) +
                                        " is behind " + studio.name(1) + "\n");
    CHECK(refusal("a:b:c") == "error: `a:b:c` is no range: write `a:b`, `a:` or `:b`\n");
    CHECK(refusal("-1:+1") == "error: `-1:+1` is no range: one of its ends must name a revision\n");
    CHECK(refusal("-x:head") ==
          "error: no revision `-x` in the chain of content (an id needs 4 digits and more): "
          "`history` lists them\n");
}

TEST_CASE("history marks what is pending") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    CHECK(studio({"history", "-i"}).out == history_line(studio, 3, "newest", " (head) (pending)") +
                                               history_line(studio, 2, "posts", " (pending)") +
                                               history_line(studio, 1, "init", " (current)"));
}

TEST_CASE("show prints a revision and its SQL") {
    const Studio studio;
    CHECK(studio({"show", "posts"}).out == shown_posts(studio));
    CHECK(studio({"show", studio.id(2).substr(0, 6)}).out == shown_posts(studio));
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    CHECK(studio({"show", "current"}).out == shown_posts(studio));
    const std::string both = studio({"show", "init:posts"}).out;
    CHECK(both.find(shown_posts(studio) + "\n0001 ") == 0);
    const auto json = nlohmann::json::parse(studio({"show", "posts", "--json"}).out);
    CHECK(json[0]["name"] == "posts");
    CHECK(json[0]["up"] == "CREATE TABLE posts ( id INTEGER PRIMARY KEY );\n");
    CHECK(json[0]["down_sql"] == "--@ lose posts\nDROP TABLE posts;\n");
    CHECK(studio({"show", "base"}).err ==
          "error: base is the empty database: there is no revision to show\n");
    CHECK(studio({"show", "base"}).code == 2);
}

TEST_CASE("heads and branches of a line") {
    const Studio studio;
    CHECK(studio({"heads"}).out == history_line(studio, 3, "newest", " (head)"));
    CHECK(nlohmann::json::parse(studio({"heads", "--json"}).out)[0]["id"] == studio.id(3));
    CHECK(studio({"branches"}).out == "the chain is one line: no revision has two children\n");
    CHECK(nlohmann::json::parse(studio({"branches", "--json"}).out).empty());
    CHECK(Studio(Studio::Length::empty)({"heads"}).out == "the chain has no revision yet\n");
}

TEST_CASE("current tells a script whether the database is at the head") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    CHECK(studio({"current"}).code == 0);
    CHECK(studio({"current", "--check-heads"}).code == 3);
    CHECK(studio({"current", "-v"}).out.find("0002 " + studio.id(2) + " posts (current)\n  digest  ") == 0);
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(studio({"current", "-c"}).code == 0);
}

TEST_CASE("status shows chain, database and what is pending") {
    const Studio studio;
    const std::string chain = "chain     3 revisions, head " + studio.name(3) + "\n";
    CHECK(studio({"status"}).out == chain + "database  `<db>` is not there: `upgrade` makes it\n");
    CHECK_FALSE(studio.exists());
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    CHECK(studio({"status"}).out == chain + "database  " + studio.name(1) + " (2 behind the head, " +
                                        studio.name(3) + ")\npending   " + history_line(studio, 2, "posts") +
                                        "          " + history_line(studio, 3, "newest", " (head)"));
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("ALTER TABLE users ADD COLUMN note TEXT");
    CHECK(studio({"status"}).out == chain + "database  " + studio.name(3) +
                                        " (head)\ndrift     1 object of the schema differs: `check` shows "
                                        "them\n");
    const auto json = nlohmann::json::parse(studio({"status", "--json"}).out);
    CHECK(json["chain"]["revisions"] == 3);
    CHECK(json["database"]["standing"] == "at_head");
    CHECK(json["database"]["differs"].size() == 1);
    CHECK(json["pending"].empty());
}

TEST_CASE("status without a database says how to name one") {
    const Studio studio;
    unsetenv("DATABASE_URL");
    const Outcome outcome = run(studio.sample().chain(), {"status"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == "chain     3 revisions, head " + studio.name(3) +
                             "\ndatabase  none is named: --db or $DATABASE_URL\n");
}

TEST_CASE("a source tree adds its paths and what it knows of the schema") {
    const Studio studio;
    const auto source_tree = [](detail::CommandHost& host) {
        host.path_of = [](std::size_t place) { return "chain/" + std::to_string(place); };
        host.facts = [] { return std::vector<detail::Fact>{{"schema", "two changes ahead"}}; };
    };
    const std::string status =
        run(studio.sample().chain(), {"status", "--db", studio.path()}, source_tree).out;
    CHECK(status.find("schema    two changes ahead\nchain     3 revisions") == 0);
    const std::string history = run(studio.sample().chain(), {"history", "-v"}, source_tree).out;
    CHECK(history.find("\n  path    chain/2\n") != std::string::npos);
}
