#include "runtime/src/names.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/shell.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_maker.hpp"

using namespace varve;

namespace {

/// A graph of Alembic's parity cases, and a database that the commands are pointed at.
class Case {
public:
    explicit Case(const std::function<void(GraphMaker&)>& draw) { draw(graph_); }

    Outcome operator()(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--db", path()});
        Outcome outcome = run(graph_.chain(), std::move(arguments));
        for (std::string* text : {&outcome.out, &outcome.err})
            for (std::size_t at = 0; (at = text->find(path(), at)) != std::string::npos;)
                text->replace(at, path().size(), "<db>");
        return outcome;
    }

    /// The revisions that the database has lived through, once the command was run.
    std::string after(std::vector<std::string> arguments) const {
        const Outcome outcome = (*this)(std::move(arguments));
        return outcome.code == 0 ? line() : "exit " + std::to_string(outcome.code) + ": " + outcome.err;
    }

    std::string line() const {
        Connection connection = Connection::open({.path = path()});
        return rows_of(connection, "SELECT name FROM varve_revisions ORDER BY seq");
    }

    std::string name(const std::string& revision) const { return detail::describe(graph_[revision]); }
    std::string id(const std::string& revision) const { return graph_.id(revision); }
    std::string path() const { return directory_.file("content.db"); }
    std::string file(const std::string& name) const { return directory_.file(name); }

private:
    TempDir directory_;
    GraphMaker graph_;
};

void draw_line(GraphMaker& graph) {
    graph.add("aaaa1")
        .add("bbbb2", {"aaaa1"})
        .add("cccc3", {"bbbb2"})
        .add("dddd4", {"cccc3"})
        .add("eeee5", {"dddd4"});
}

void draw_branches(GraphMaker& graph) {
    graph.add("root0").add("mid00", {"root0"});
    graph.add("left1", {"mid00"}).add("left2", {"left1"}).add("right1", {"mid00"}).add("right2", {"right1"});
}

void draw_merge(GraphMaker& graph) {
    graph.add("root0").add("left1", {"root0"}).add("right1", {"root0"});
    graph.add("merge9", {"left1", "right1"}).add("tip10", {"merge9"});
}

}  // namespace

TEST_CASE("Alembic A1, A2, A4, A5: upgrades on a line", "[alembic]") {
    const std::string all = "aaaa1 bbbb2 cccc3 dddd4 eeee5";
    CHECK(Case(draw_line).after({"upgrade", "head"}) == all);
    CHECK(Case(draw_line).after({"upgrade", "heads"}) == all);
    for (const std::string target : {"+2", "bbbb2+2", "head-1"}) {
        const Case at(draw_line);
        REQUIRE(at.after({"upgrade", "aaaa1"}) == "aaaa1");
        CHECK(at.after({"upgrade", target}) == all.substr(0, target == "+2" ? 17 : 23));
    }
}

TEST_CASE("Alembic A3, A7, A8: what is beyond, above and below", "[alembic]") {
    const Case at(draw_line);
    REQUIRE(at.after({"upgrade", "cccc3"}) == "aaaa1 bbbb2 cccc3");
    CHECK(at.after({"upgrade", "+9"}) ==
          "exit 2: error: `+9` goes beyond the head: " + at.name("cccc3") + " is 2 below it\n");
    CHECK(at.after({"downgrade", "eeee5"}) == "exit 2: error: cannot go down to " + at.name("eeee5") +
                                                  ": the database is at " + at.name("cccc3") +
                                                  ", below it; `upgrade` goes up\n");
    CHECK(at.after({"upgrade", "aaaa1"}) == "aaaa1 bbbb2 cccc3");
    CHECK(at.after({"upgrade", "base"}) == "aaaa1 bbbb2 cccc3");
}

TEST_CASE("Alembic A6: downgrades on a line", "[alembic]") {
    const Case at(draw_line);
    REQUIRE(at({"upgrade", "dddd4"}).code == 0);
    CHECK(at.after({"downgrade", "--allow-loss"}) == "aaaa1 bbbb2 cccc3");
    CHECK(at.after({"downgrade", "--allow-loss", "cccc3-2"}) == "aaaa1");
    CHECK(at.after({"downgrade", "--allow-loss", "base"}) == "");
}

TEST_CASE("Alembic A9, A10: several heads are refused, with both ways out", "[alembic]") {
    const Case at(draw_branches);
    for (const std::string target : {"head", "heads"})
        CHECK(at({"upgrade", target}).err == "error: `" + target + "` is ambiguous: the chain has 2 heads, " +
                                                 at.name("left2") + " and " + at.name("right2") +
                                                 "; bring them together with `varve merge`, put one branch "
                                                 "behind the other with `varve rebase "
                                                 "--base <ref>`, or name one of them\n");
    CHECK(at.after({"upgrade", "left2"}) == "root0 mid00 left1 left2");
}

TEST_CASE("Alembic A11, A12: a step that could be two is refused, and a database is at one revision",
          "[alembic]") {
    const Case at(draw_branches);
    REQUIRE(at({"upgrade", "mid00"}).code == 0);
    CHECK(at.after({"upgrade", "+1"}) == "exit 2: error: `+1` is ambiguous: " + at.name("mid00") +
                                             " is followed by " + at.name("left1") + " and " +
                                             at.name("right1") + "; name the revision that you mean\n");
    REQUIRE(at({"upgrade", "left2"}).code == 0);
    CHECK(at({"upgrade", "right1"}).code == 4);
    CHECK(at.after({"downgrade", "--allow-loss", "right1"}).find("is on another branch") !=
          std::string::npos);
    CHECK(at.after({"downgrade", "--allow-loss", "mid00"}) == "root0 mid00");
}

TEST_CASE("Alembic A13: a merge is crossed, up and down", "[alembic]") {
    const Case at(draw_merge);
    REQUIRE(at.after({"upgrade", "right1"}) == "root0 right1");
    CHECK(at.after({"upgrade", "head"}) == "root0 right1 merge9 tip10");
    CHECK(at.after({"downgrade", "--allow-loss", "merge9"}) == "root0 right1 merge9");
    CHECK(at.after({"downgrade", "--allow-loss", "-1"}) == "root0 right1");
    REQUIRE(at({"upgrade"}).code == 0);
    CHECK(at.after({"downgrade", "-5"}) ==
          "exit 2: error: `-5` goes below base: " + at.name("tip10") + " is 4 above it\n");
    CHECK(at.after({"downgrade", "--sql", "-5"}) ==
          "exit 2: error: `-5` goes below base: " + at.name("tip10") + " is 4 above it\n");
    CHECK(at.after({"downgrade", "--allow-loss", "left1"}) == "root0 left1");
    CHECK(at({"show", "merge9-1"}).err == "error: `merge9-1` is ambiguous: " + at.name("merge9") +
                                              " stands on " + at.name("left1") + " and " + at.name("right1") +
                                              "; name the revision that you mean\n");
}

TEST_CASE("the graph as the questions show it") {
    const Case at(draw_merge);
    REQUIRE(at({"upgrade", "right1"}).code == 0);
    CHECK(at({"history", "-i"}).out ==
          "0005 " + at.id("tip10") + " tip10 (head) (pending) <- " + at.id("merge9") + "\n0004 " +
              at.id("merge9") + " merge9 (mergepoint) (pending) <- " + at.id("left1") + ", " +
              at.id("right1") + "\n0003 " + at.id("right1") + " right1 (current) <- " + at.id("root0") +
              "\n0002 " + at.id("left1") + " left1 <- " + at.id("root0") + "\n0001 " + at.id("root0") +
              " root0 (branchpoint) <- base\n");
    CHECK(at({"history", "-r", "right1:head"}).out.find("left1 <-") == std::string::npos);
    CHECK(at({"current"}).out == at.name("right1") + " (2 behind the head, " + at.name("tip10") + ")\n");
    CHECK(at({"heads"}).out == "0005 " + at.id("tip10") + " tip10 (head) <- " + at.id("merge9") + "\n");
    CHECK(at({"branches"}).out.find("root0 (branchpoint)") != std::string::npos);
    CHECK(at({"branches", "-v"})
              .out.find("0001 " + at.id("root0") + " root0 (branchpoint) <- base\n  digest  ") == 0);
    const std::string shown = at({"show", "merge9"}).out;
    CHECK(shown.find(" from " + at.id("left1") + "\nCREATE TABLE merge9") != std::string::npos);
    CHECK(shown.find(" from " + at.id("right1") + "\n--@ grade loses left1 merge9") != std::string::npos);
    CHECK(shown.find(" from " + at.id("right1") + "\n  down    loses left1 merge9") != std::string::npos);
    CHECK(at({"check"}).out.find("2 behind the head") != std::string::npos);

    const Case apart(draw_branches);
    REQUIRE(apart({"upgrade", "left2"}).code == 0);
    CHECK(apart({"check"}).out ==
          "the database is at " + apart.name("left2") + " and its structure is that revision's\n");
}

TEST_CASE("steps below base are counted over a merge of unequal sides") {
    const Case at([](GraphMaker& graph) {
        draw_branches(graph);
        graph.add("right3", {"right2"}).add("both", {"left2", "right3"});
    });
    CHECK(at({"show", "both-7"}).err ==
          "error: `both-7` goes below base: " + at.name("both") + " is at most 6 above it\n");
    CHECK(at({"show", "both-2"}).err.find("`both-2` is ambiguous: " + at.name("both") + " stands on ") !=
          std::string::npos);
    REQUIRE(at.after({"upgrade", "left2"}) == "root0 mid00 left1 left2");
    REQUIRE(at.after({"upgrade"}) == "root0 mid00 left1 left2 both");
    CHECK(at.after({"downgrade", "-6"}) ==
          "exit 2: error: `-6` goes below base: " + at.name("both") + " is 5 above it\n");
}

TEST_CASE("where several heads follow, the questions name them") {
    const Case at(draw_branches);
    const std::string heads = at.name("left2") + " and " + at.name("right2");
    REQUIRE(at({"upgrade", "mid00"}).code == 0);
    CHECK(at({"current"}).out == at.name("mid00") + " (behind 2 heads, " + heads + ")\n");
    CHECK(at({"current", "--check-heads"}).code == 3);
    CHECK(at({"current", "--json"}).out.find("\"behind\": null") != std::string::npos);
    const Outcome check = at({"check"});
    CHECK(check.code == 3);
    CHECK(check.out == "the database is at " + at.name("mid00") + ", behind 2 heads, " + heads +
                           ": `upgrade` brings it to the one that it names\n");
    CHECK(at({"status"}).out ==
          "chain     6 revisions, 2 heads: " + heads + "\ndatabase  " + at.name("mid00") +
              " (behind 2 heads, " + heads +
              ")\npending   several heads follow: no upgrade until they are brought together\n");
    CHECK(at({"history", "-r", "mid00:"}).err == "error: `mid00:` is ambiguous: " + at.name("mid00") +
                                                     " leads to 2 heads, " + heads +
                                                     "; bring them together with `varve merge`, put one "
                                                     "branch behind the other with `varve rebase --base "
                                                     "<ref>`, or name one of them\n");
    CHECK(at({"history", "-r", "base:"}).out == at({"history"}).out);

    REQUIRE(at({"upgrade", "left1"}).code == 0);
    CHECK(at({"current"}).out == at.name("left1") + " (1 behind the head, " + at.name("left2") + ")\n");
    CHECK(at({"status"}).out.find("\npending   0004 " + at.id("left2") + " left2 (head) <- ") !=
          std::string::npos);
    CHECK(at({"history", "-i", "-r", "left1:"}).out ==
          "0004 " + at.id("left2") + " left2 (head) (pending) <- " + at.id("left1") + "\n0003 " +
              at.id("left1") + " left1 (current) <- " + at.id("mid00") + "\n");
    CHECK(at({"check"}).out == "the database is at " + at.name("left1") + ", 1 behind the head " +
                                   at.name("left2") + ": `upgrade` brings it there\n");
    REQUIRE(at({"upgrade", "left2"}).code == 0);
    CHECK(at({"current", "--check-heads"}).code == 0);
}

TEST_CASE("a script goes along one line of a graph, and back by the way that the database came") {
    const Case at(draw_merge);
    REQUIRE(at({"upgrade", "right1"}).code == 0);
    const Outcome script = at({"upgrade", "--sql", "right1:head"});
    REQUIRE(script.code == 0);
    const Outcome ran = shell(at.path(), script.out, at.file("up.sql"));
    INFO(ran.out);
    CHECK(ran.code == 0);
    CHECK(at.line() == "root0 right1 merge9 tip10");
    CHECK(at({"check"}).code == 0);
    const Outcome other =
        shell(at.path(), at({"downgrade", "--sql", "--allow-loss", "head:left1"}).out, at.file("o.sql"));
    CHECK(other.code != 0);
    CHECK(other.out.find("the database came to " + at.name("merge9") + " by another way") !=
          std::string::npos);
    CHECK(at.line() == "root0 right1 merge9");
    const Outcome back =
        shell(at.path(), at({"downgrade", "--sql", "--allow-loss", "merge9:right1"}).out, at.file("d.sql"));
    INFO(back.out);
    CHECK(back.code == 0);
    CHECK(at.line() == "root0 right1");
    CHECK(at({"upgrade", "--sql", "left1:right1"}).err ==
          "error: " + at.name("left1") + " and " + at.name("right1") +
              " are on different branches: a script goes along one "
              "line\n");
}
