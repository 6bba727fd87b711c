#include <varve/connection.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/line.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_maker.hpp"
#include "tests/support/temp_dir.hpp"

using varve::Connection;

namespace {

/// core <- mid; mid <- left1 <- left2; mid <- right1 <- right2; (left2, right2) <- merge <- tip
void add_branches(GraphMaker& graph) {
    graph.add("core").add("mid", {"core"});
    graph.add("left1", {"mid"}).add("left2", {"left1"});
    graph.add("right1", {"mid"}).add("right2", {"right1"});
}

void add_merged(GraphMaker& graph) {
    add_branches(graph);
    graph.add("both", {"left2", "right2"}).add("tip", {"both"});
}

class Walk {
public:
    Walk() : db_(Connection::open({.path = dir_.file("a.db")})) {}

    std::string up(const GraphMaker& graph, const std::string& target = "") {
        return message_of([&] { varve::upgrade(db_, graph.chain(), {}, graph.digest(target)); });
    }

    std::string down(const GraphMaker& graph, const std::string& target) {
        varve::MigrateOptions options;
        options.allow_loss = true;
        return message_of([&] { varve::downgrade(db_, graph.chain(), graph.digest(target), options); });
    }

    std::string line() { return rows_of(db_, "SELECT name FROM varve_revisions ORDER BY seq"); }
    std::string log() { return rows_of(db_, "SELECT action || ':' || id FROM varve_log ORDER BY seq"); }
    std::string rows(const std::string& sql) { return rows_of(db_, sql); }
    std::string path() const { return dir_.file("a.db"); }
    Connection& db() { return db_; }

private:
    TempDir dir_;
    Connection db_;
};

}  // namespace

TEST_CASE("a new database goes by the first parent of each merge") {
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    REQUIRE(walk.up(graph) == "");
    CHECK(walk.line() == "core mid left1 left2 both tip");
    CHECK(walk.rows("SELECT crossing = (SELECT digest FROM varve_revisions WHERE name = 'left2') FROM "
                    "varve_revisions WHERE name = 'both'") == "1");
    CHECK(walk.rows("SELECT made FROM right1") == "both from left2");
    const varve::Position position = varve::inspect(walk.db(), graph.chain());
    CHECK(position.standing == varve::Standing::at_head);
    CHECK(position.applied == 6);
    CHECK(varve::check(walk.db(), graph.chain()).ours.empty());
}

TEST_CASE("from either side a database comes to the head by that side's crossing") {
    GraphMaker graph;
    add_merged(graph);
    for (const std::string side : {"left", "right"}) {
        Walk walk;
        REQUIRE(walk.up(graph, side + "1") == "");
        CHECK(walk.line() == "core mid " + side + "1");
        REQUIRE(walk.up(graph) == "");
        CHECK(walk.line() == "core mid " + side + "1 " + side + "2 both tip");
        CHECK(walk.rows("SELECT made FROM " + side + "1") == side + "1");
        CHECK(walk.rows("SELECT made FROM both") == "both from " + side + "2");
        REQUIRE(walk.down(graph, "mid") == "");
        CHECK(walk.line() == "core mid");
    }
}

TEST_CASE("a database at one branch does not go to the other") {
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    REQUIRE(walk.up(graph, "left1") == "");
    const std::string apart = "`" + walk.path() + "` is at 0003 `left1` (" + graph.id("left1") +
                              "), and 0005 `right1` (" + graph.id("right1") +
                              ") is on another branch\n0007 `both` (" + graph.id("both") +
                              ") follows both: `upgrade` goes there; nothing was changed";
    CHECK(walk.up(graph, "right1") == apart);
    CHECK(walk.down(graph, "right1") == apart);
    CHECK(walk.line() == "core mid left1");
    CHECK(walk.up(graph, "core") == "");
    CHECK(walk.line() == "core mid left1");
}

TEST_CASE("down by the merge's other crossing, and the ledger becomes that side's") {
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    REQUIRE(walk.up(graph, "left2") == "");
    REQUIRE(walk.up(graph) == "");
    walk.db().execute("INSERT INTO right1 VALUES (7, 'written')");
    REQUIRE(walk.down(graph, "right1") == "");
    CHECK(walk.line() == "core mid right1");
    CHECK(walk.rows(
              "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'varve%' ORDER BY 1") ==
          "core mid right1");
    CHECK(walk.rows("SELECT id, made FROM right1") == "1|both from left2 7|written");
    const std::string log = walk.log();
    CHECK(log.substr(log.find("down:" + graph.id("tip"))) ==
          "down:" + graph.id("tip") + " down:" + graph.id("both") + " unstamp:" + graph.id("left2") +
              " unstamp:" + graph.id("left1") + " stamp:" + graph.id("right1") +
              " stamp:" + graph.id("right2") + " down:" + graph.id("right2"));
    CHECK(varve::inspect(walk.db(), graph.chain()).standing == varve::Standing::behind);
    REQUIRE(walk.up(graph) == "");
    CHECK(walk.line() == "core mid right1 right2 both tip");
}

TEST_CASE("a way down that loses is asked for as a whole, crossings included") {
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    REQUIRE(walk.up(graph) == "");
    const std::string told =
        message_of([&] { varve::downgrade(walk.db(), graph.chain(), graph.digest("right1")); });
    CHECK(told ==
          "going down would lose data of `" + walk.path() + "`:\n  0008 `tip` (" + graph.id("tip") +
              ") loses tip\n  0007 `both` (" + graph.id("both") +
              ") loses both left1 left2\n  0006 `right2` (" + graph.id("right2") +
              ") loses right2\nsay `--allow-loss` (`allow_loss`) if that is meant; nothing was changed");
    CHECK(walk.line() == "core mid left1 left2 both tip");
}

TEST_CASE("of several heads one must be named") {
    GraphMaker graph;
    add_branches(graph);
    Walk walk;
    CHECK(walk.up(graph) ==
          "`" + walk.path() +
              "` cannot go to the head: the chain has 2, and a database is at one:\n  0004 `left2` (" +
              graph.id("left2") + ")\n  0006 `right2` (" + graph.id("right2") +
              ")\nbring them together with `varve merge`, put one branch behind the other with `varve "
              "rebase --base <ref>`, or name one of them; nothing was changed");
    REQUIRE(walk.up(graph, "left2") == "");
    CHECK(walk.line() == "core mid left1 left2");
    CHECK(walk.up(graph, "right2") ==
          "`" + walk.path() + "` is at 0004 `left2` (" + graph.id("left2") + "), and 0006 `right2` (" +
              graph.id("right2") +
              ") is on another branch\nno revision follows both: `varve merge` makes one, "
              "or `varve rebase --base <ref>` puts one branch behind the other; nothing was "
              "changed");
}

TEST_CASE("an older program of one branch's head meets the merged database, and the newer one its") {
    GraphMaker older;
    older.add("core").add("mid", {"core"}).add("right1", {"mid"}).add("right2", {"right1"});
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    REQUIRE(walk.up(older) == "");
    REQUIRE(walk.up(graph) == "");
    CHECK(walk.line() == "core mid right1 right2 both tip");
    CHECK(varve::inspect(walk.db(), older.chain()).standing == varve::Standing::ahead);
}

TEST_CASE("an older program takes a merged database back, by the way that it came") {
    GraphMaker older;
    older.add("core").add("mid", {"core"}).add("right1", {"mid"}).add("right2", {"right1"});
    GraphMaker graph;
    add_merged(graph);
    const varve::MigrateOptions take_back{.allow_loss = true, .take_back = varve::TakeBack::allow_loss};
    Walk own;
    REQUIRE(own.up(older) == "");
    own.db().execute("INSERT INTO right2 VALUES (5, 'before')");
    REQUIRE(own.up(graph) == "");
    varve::downgrade(own.db(), older.chain(), older.digest("right2"), take_back);
    CHECK(own.line() == "core mid right1 right2");
    CHECK(own.rows("SELECT made FROM right2") == "right2 before");
    CHECK(varve::inspect(own.db(), older.chain()).standing == varve::Standing::at_head);
    CHECK(varve::check(own.db(), older.chain()).ours.empty());
    REQUIRE(own.up(graph) == "");
    CHECK(own.line() == "core mid right1 right2 both tip");

    Walk other;
    REQUIRE(other.up(graph) == "");
    REQUIRE(other.line() == "core mid left1 left2 both tip");
    CHECK(message_of([&] { varve::downgrade(other.db(), older.chain(), older.digest("mid")); }) ==
          "`" + other.path() +
              "` is on another branch than this program:\n  the database is at      `tip` (" +
              graph.id("tip") + ")\n  this program ends at    0004 `right2` (" + older.id("right2") +
              ")\n  both know               0002 `mid` (" + older.id("mid") +
              ")\n  only the database knows `left1` (" + graph.id("left1") + "), `left2` (" +
              graph.id("left2") + "), `both` (" + graph.id("both") + "), `tip` (" + graph.id("tip") +
              ")\nrun the program that wrote it, or a newer one; or take it back to what both know with "
              "`downgrade "
              "--take-back --allow-loss` (`take_back = allow_loss`), which loses tip, both right1 right2, "
              "left2, left1; "
              "nothing was changed");
    varve::downgrade(other.db(), older.chain(), older.digest("mid"), take_back);
    CHECK(other.line() == "core mid");
    REQUIRE(other.up(older) == "");
    CHECK(other.line() == "core mid right1 right2");
}

TEST_CASE("stamps and adoption follow the lines of a graph") {
    GraphMaker graph;
    add_merged(graph);
    Walk walk;
    walk.db().execute(
        "CREATE TABLE core (id INTEGER PRIMARY KEY, made TEXT NOT NULL) STRICT;"
        "CREATE TABLE mid (id INTEGER PRIMARY KEY, made TEXT NOT NULL) STRICT;"
        "CREATE TABLE right1 (id INTEGER PRIMARY KEY, made TEXT NOT NULL) STRICT");
    REQUIRE(walk.up(graph, "right2") == "");
    CHECK(walk.line() == "core mid right1 right2");
    varve::stamp(walk.db(), graph.chain(), graph.digest("left1"), {.force = true});
    CHECK(walk.line() == "core mid left1");
    CHECK(message_of([&] { varve::stamp(walk.db(), graph.chain(), graph.digest("left2")); }) != "");
    varve::stamp(walk.db(), graph.chain(), graph.digest("right2"));
    CHECK(walk.line() == "core mid right1 right2");
}

TEST_CASE("of two ways from one parent arrivals take the newer, and each goes back by its own") {
    GraphMaker graph;
    graph.add("core").add("next", {"core"});
    varve::Chain chain = graph.chain();
    std::vector<varve::Revision> revisions(chain.begin(), chain.end());
    varve::Way old;
    old.parent = revisions[0].digest;
    old.body = revisions[1].body;
    old.up = revisions[1].up;
    old.down = revisions[1].down;
    old.grade = revisions[1].grade;
    old.loses = revisions[1].loses;
    const std::string up = varve::detail::normalise_sql(
        "CREATE TABLE next (id INTEGER PRIMARY KEY, made TEXT NOT NULL) STRICT; INSERT INTO next VALUES (1, "
        "'anew')");
    const std::string down = varve::detail::normalise_sql(
        "--@ grade loses next\nDROP TABLE next; INSERT INTO core VALUES (9, 'back')");
    const std::string body = varve::detail::body_digest(up);
    const varve::Piece pieces[] = {{up.data(), up.size()}, {down.data(), down.size()}};
    varve::Way anew = old;
    anew.body = body;
    anew.up = {&pieces[0], 1};
    anew.down = {&pieces[1], 1};
    const varve::Way ways[] = {old, anew};
    revisions[1].ways = ways;
    revisions[1].way_count = 2;
    varve::Chain superseded = chain;
    superseded.revisions = revisions.data();
    const varve::MigrateOptions lossy{.allow_loss = true};

    Walk early;
    REQUIRE(early.up(graph) == "");
    CHECK(varve::inspect(early.db(), superseded).standing == varve::Standing::at_head);
    varve::downgrade(early.db(), superseded, revisions[0].digest, lossy);
    CHECK(early.rows("SELECT id FROM core") == "1");
    varve::upgrade(early.db(), superseded);
    CHECK(early.rows("SELECT made FROM next") == "anew");
    CHECK(early.rows("SELECT count(DISTINCT digest) FROM varve_revisions") == "2");
    CHECK(early.rows("SELECT body FROM varve_revisions WHERE seq = 2") == body);
    CHECK(early.rows("SELECT crossing FROM varve_revisions WHERE seq = 2") == "");
    varve::downgrade(early.db(), superseded, revisions[0].digest, lossy);
    CHECK(early.rows("SELECT id FROM core") == "1 9");
}
