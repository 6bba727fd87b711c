#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

TEST_CASE("a chain without revisions says so, and does not take a stranger's database for its own") {
    const Studio empty(Studio::Length::empty);
    const Outcome none = empty({"upgrade"});
    CHECK(none.code == 0);
    CHECK(none.out == "nothing to do: the chain has no revision yet\n");
    CHECK_FALSE(empty.exists());

    const Outcome told = run(
        empty.sample().chain(), {"upgrade", "--db", empty.path()},
        [](detail::CommandHost& host) { host.why_empty = [] { return std::string("freeze it first"); }; });
    CHECK(told.out == "nothing to do: freeze it first\n");
    CHECK_FALSE(empty.exists());

    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Outcome foreign = run(empty.sample().chain(), {"upgrade", "--db", studio.path()});
    CHECK(foreign.code == 4);
    CHECK(foreign.err == "error: `" + studio.path() +
                             "` is of another lineage:\n  the database began with  " +
                             std::string(studio.sample().chain().revisions[0].digest) +
                             " init\n  this program begins with nothing yet\n"
                             "give this program a file of its own; nothing was changed\n");
}

TEST_CASE("every command knows a database that is at a draft which the chain does not hold") {
    const Studio studio;
    Chain drafted = studio.sample().chain();
    std::vector<Revision> revisions(drafted.begin(), drafted.end());
    revisions[2].draft = true;
    drafted.revisions = revisions.data();
    drafted.drafts_allowed = true;
    REQUIRE(run(drafted, {"upgrade", "--db", studio.path()}).code == 0);

    const Chain frozen = studio.sample().first(2);
    const std::string told =
        "`" + studio.path() + "` is at the draft `newest` (" + studio.id(3) +
        "), and drafts are left out here:\n"
        "  this program has in its place: nothing\n"
        "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the database "
        "forward; so does a program that allows drafts (CMake's Debug configuration); nothing was changed\n";
    const auto ask = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"--db", studio.path()});
        return run(frozen, arguments);
    };
    CHECK(ask({"current"}).out == "`newest` (" + studio.id(3) + "): draft\n" + told);
    CHECK(ask({"check"}).out == told);
    CHECK(ask({"check"}).code == 3);
    for (const std::vector<std::string>& arguments : std::vector<std::vector<std::string>>{
             {"history", "-i"}, {"downgrade", "base"}, {"downgrade", "-1"}, {"upgrade"}, {"upgrade", "+1"}}) {
        const Outcome outcome = ask(arguments);
        CHECK(outcome.code == 4);
        CHECK(outcome.err == "error: " + told);
    }

    Chain allowed = frozen;
    allowed.drafts_allowed = true;
    CHECK(run(allowed, {"check", "--db", studio.path()})
              .out.find("\n`upgrade` takes it back and brings the database forward; nothing was changed\n") !=
          std::string::npos);
    const Outcome back = run(allowed, {"upgrade", "--db", studio.path()});
    CHECK(back.out ==
          "take back `newest` (" + studio.id(3) + ")\nthe database is at " + studio.name(2) + "\n");
    CHECK(ask({"current"}).out == studio.name(2) + " (head)\n");
}

TEST_CASE("steps are told by a number alone, wherever it stands") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(studio({"downgrade", "-1"}).out ==
          "take down " + studio.name(3) + "\nthe database is at " + studio.name(2) + "\n");
    CHECK(run(studio.sample().chain(), {"downgrade", "--db", studio.path(), "-2", "--allow-loss"}).code == 0);
    CHECK(studio({"current"}).out == "base (3 behind the head, " + studio.name(3) + ")\n");
}

TEST_CASE("a directory is no database") {
    const Studio studio;
    const TempDir directory;
    const std::string path = directory.file("");
    for (const char* command : {"upgrade", "current", "check", "downgrade"}) {
        const Outcome outcome = run(studio.sample().chain(), {command, "--db", path});
        CHECK(outcome.code == 1);
        CHECK(outcome.err == "error: cannot open `" + path + "`: it is a directory\n");
    }
}

TEST_CASE("stamp speaks of revisions: base is none") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(studio({"stamp", "base"}).err == "error: cannot stamp base: name a revision\n");
    CHECK(run(studio.sample().chain(), {"stamp", "--help"}).out.find("head, base,") == std::string::npos);
    CHECK(run(studio.sample().chain(), {"downgrade", "--help"}).out.find("head, base,") != std::string::npos);
}
