#include <varve/command_line.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <varve/connection.hpp>

#include "runtime/command_line/command_error.hpp"
#include "runtime/command_line/commands.hpp"
#include "runtime/command_line/usage.hpp"
#include "runtime/src/names.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

TEST_CASE("upgrade and downgrade move a database along its chain") {
    const Studio studio;
    Outcome outcome = studio({"upgrade", "init"});
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
    CHECK(studio({"current"}).out == studio.name(1) + " (2 behind the head, " + studio.name(3) + ")\n");

    CHECK(studio({"upgrade", "+1"}).code == 0);
    CHECK(studio({"current"}).out == studio.name(2) + " (1 behind the head, " + studio.name(3) + ")\n");
    CHECK(studio({"upgrade"}).code == 0);
    CHECK(studio({"current"}).out == studio.name(3) + " (head)\n");
    CHECK(studio({"upgrade"}).out == "nothing to do: the database is at " + studio.name(3) + "\n");
    CHECK(studio({"upgrade", "init"}).out == "nothing to do: the database is at " + studio.name(3) + "\n");

    outcome = studio({"downgrade"});
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
    CHECK(studio({"current"}).out == studio.name(2) + " (1 behind the head, " + studio.name(3) + ")\n");
    CHECK(studio({"downgrade", "base", "--allow-loss"}).code == 0);
    CHECK(studio({"current"}).out == "base (3 behind the head, " + studio.name(3) + ")\n");
    CHECK(studio({"downgrade"}).err == "error: `-1` goes below base: base is 0 above it\n");
}

TEST_CASE("a down that loses something runs only when told to") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    const Outcome outcome = studio({"downgrade"});
    CHECK(outcome.code == 4);
    CHECK(outcome.err.find("posts") != std::string::npos);
    CHECK(outcome.err.find("--allow-loss") != std::string::npos);
    CHECK(studio({"current"}).out.find(studio.name(2)) == 0);
    CHECK(studio({"downgrade", "--allow-loss"}).code == 0);
}

TEST_CASE("targets out of reach are usage errors and touch nothing") {
    const Studio studio;
    Outcome outcome = studio({"upgrade", "+9"});
    CHECK(outcome.code == 2);
    CHECK(outcome.err == "error: `+9` goes beyond the head: base is 3 below it\n");
    CHECK(studio({"upgrade", "nope"}).code == 2);
    CHECK_FALSE(studio.exists());

    REQUIRE(studio({"upgrade", "init"}).code == 0);
    outcome = studio({"downgrade", "newest"});
    CHECK(outcome.code == 2);
    CHECK(outcome.err == "error: cannot go down to " + studio.name(3) + ": the database is at " +
                             studio.name(1) + ", below it; `upgrade` goes up\n");
    CHECK(studio({"downgrade", "head"}).code == 2);
    CHECK(studio({"downgrade", "init"}).out == "nothing to do: the database is at " + studio.name(1) + "\n");
}

TEST_CASE("asking never makes a file, and says that there is none") {
    const Studio studio;
    for (const char* command : {"current", "check", "downgrade"}) {
        const Outcome outcome = studio({command});
        CHECK(outcome.code == 1);
        CHECK(outcome.err == "error: there is no database at `<db>`: `upgrade` makes one\n");
    }
    CHECK(studio({"history", "-i"}).code == 1);
    CHECK_FALSE(studio.exists());
}

TEST_CASE("asking writes nothing") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const auto bytes = [&] {
        std::ifstream file(studio.path(), std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const std::string before = bytes();
    for (const char* command : {"current", "check", "history"})
        CHECK(studio({command}).code == 0);
    CHECK(bytes() == before);
}

TEST_CASE("history lists the chain, newest first") {
    const Studio studio;
    CHECK(studio({"history"}).out == "0003 " + studio.id(3) + " newest (head): makes newest\n0002 " +
                                         studio.id(2) + " posts: makes posts\n0001 " + studio.id(1) +
                                         " init: makes init\n");
    CHECK_FALSE(studio.exists());
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    CHECK(studio({"history", "-i"}).out ==
          "0003 " + studio.id(3) + " newest (head) (pending): makes newest\n0002 " + studio.id(2) +
              " posts (current): makes posts\n0001 " + studio.id(1) + " init: makes init\n");
    const Revision& posts = studio.sample().chain().revisions[1];
    const std::string verbose = studio({"history", "-v"}).out;
    CHECK(verbose.find("0002 " + studio.id(2) + " posts\n  digest  " + std::string(posts.digest) +
                       "\n  parents " + std::string(posts.parents) +
                       "\n  message makes posts\n  down    loses posts\n") != std::string::npos);
    CHECK(verbose.find("  parents base\n") != std::string::npos);
    CHECK(verbose.find("  down    exact\n") != std::string::npos);
}

TEST_CASE("check finds what differs and keeps its exit code for it") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    Outcome outcome = studio({"check"});
    CHECK(outcome.code == 3);
    CHECK(outcome.out == "the database is at " + studio.name(2) + ", 1 behind the head " + studio.name(3) +
                             ": `upgrade` brings it there\n");

    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("CREATE INDEX extra ON users (email)");
    outcome = studio({"check"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("not of the schema, left alone: ") == 0);
    CHECK(outcome.out.find("extra") != std::string::npos);

    studio.sql("ALTER TABLE users ADD COLUMN note TEXT");
    outcome = studio({"check"});
    CHECK(outcome.code == 3);
    CHECK(outcome.out.find("differs: altered table users") != std::string::npos);
}

TEST_CASE("upgrade makes no database where the log of another one stands") {
    const Studio studio;
    for (const char* tail : {"-wal", "-journal"}) {
        std::ofstream(studio.path() + tail) << "what was committed";
        const Outcome outcome = studio({"upgrade"});
        CHECK(outcome.code == 4);
        CHECK(outcome.out == "");
        CHECK(outcome.err == std::string("error: `<db>") + tail +
                                 "` stands there without its database, and SQLite would take it for the new "
                                 "one's: move it away first; nothing was changed\n");
        CHECK_FALSE(studio.exists());
        CHECK(std::filesystem::remove(studio.path() + tail));
    }
    CHECK(studio({"upgrade"}).code == 0);
}

TEST_CASE("check says what its statements do not put back, and ends with them") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("ALTER TABLE users ADD COLUMN note TEXT; DROP INDEX newest; CREATE TABLE other(a);");
    const std::string altered =
        "differs: altered table users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT "
        "NOT "
        "NULL )`, "
        "found `CREATE TABLE users ( id INTEGER PRIMARY KEY , email TEXT NOT NULL , note TEXT )`\n";
    CHECK(studio({"check"}).out ==
          "differs: missing index newest\n" + altered +
              "not of the schema, left alone: unknown table other\n"
              "no statement puts all of it back: a table in another form is put back by a rebuild, or from a "
              "backup\n"
              "this would put the rest back; read it first, it was not run:\n"
              "CREATE INDEX newest ON posts(id DESC);\n");
    studio.sql("CREATE INDEX newest ON posts(id DESC)");
    CHECK(studio({"check"}).out ==
          altered +
              "not of the schema, left alone: unknown table other\n"
              "no statement puts it back: a table in another form is put back by a rebuild, or from a "
              "backup\n");
}

TEST_CASE("JSON has the same to say") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    const auto current = nlohmann::json::parse(studio({"current", "--json"}).out);
    CHECK(current["schema"] == "content");
    CHECK(current["standing"] == "behind");
    CHECK(current["id"] == studio.id(2));
    CHECK(current["name"] == "posts");
    CHECK(current["applied"] == 2);
    CHECK(current["behind"] == 1);
    const auto history = nlohmann::json::parse(studio({"history", "--json", "-i"}).out);
    REQUIRE(history.size() == 3);
    CHECK(history[0]["id"] == studio.id(3));
    CHECK(history[0]["applied"] == false);
    CHECK(history[1]["loses"] == nlohmann::json::array({"posts"}));
    CHECK(history[2]["parents"].empty());
    const Outcome check = studio({"check", "--json"});
    CHECK(check.code == 3);
    CHECK(nlohmann::json::parse(check.out)["clean"] == false);
    REQUIRE(studio({"downgrade", "base", "--allow-loss"}).code == 0);
    CHECK(nlohmann::json::parse(studio({"current", "--json"}).out)["id"].is_null());
}

TEST_CASE("stamp records a place that the structure bears out") {
    const Studio studio;
    studio.sql("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL)");
    CHECK(studio({"current"}).out == "unversioned\ntables but no ledger; `upgrade` adopts it\n");
    CHECK(studio({"upgrade", "+1"}).code == 4);
    CHECK(studio({"stamp"}).code == 2);
    CHECK(studio({"stamp", "posts"}).code == 4);
    const Outcome outcome = studio({"stamp", "init"});
    CHECK(outcome.err == "");
    CHECK(outcome.out == "stamped: the database is at " + studio.name(1) + "\n");
    CHECK(studio({"current"}).out == studio.name(1) + " (2 behind the head, " + studio.name(3) + ")\n");
}

TEST_CASE("an older program that meets a newer database is refused") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Chain older = studio.sample().first(2);
    const Outcome upgrade = run(older, {"upgrade", "--db", studio.path()});
    CHECK(upgrade.code == 4);
    CHECK(upgrade.err.find(studio.id(3)) != std::string::npos);
    const Outcome current = run(older, {"current", "--db", studio.path()});
    CHECK(current.code == 0);
    CHECK(current.out.find("`newest` (" + studio.id(3) + "): ahead\n") == 0);
    CHECK(run(older, {"check", "--db", studio.path()}).code == 3);
}

TEST_CASE("usage") {
    const Studio studio;
    const auto usage = [&](std::vector<std::string> arguments) {
        const Outcome outcome = run(studio.sample().chain(), std::move(arguments));
        CHECK(outcome.code == 2);
        CHECK(outcome.out == "");
        return outcome.err;
    };
    const std::string help_line = "\nrun `studio --help` for the ways to call it\n";
    const std::string commands =
        "upgrade, downgrade, stamp, backup, restore, reset, rehearse, dump, current, history, heads, "
        "branches, show, status, check";
    CHECK(usage({}) == "error: a command is needed: " + commands + help_line);
    CHECK(usage({"sideways"}) ==
          "error: there is no command `sideways`: the commands are " + commands + help_line);
    CHECK(usage({"current", "--why"}) == "error: the following argument was not expected: --why" + help_line);
    CHECK(run(studio.sample().chain(), {"current", "--db", "postgresql://me:secret@host/db"}).err ==
          "error: PostgreSQL is not there yet, this varve speaks SQLite only: give a path or "
          "`sqlite:///path`\n");
    const Outcome help = run(studio.sample().chain(), {"--help"});
    CHECK(help.code == 0);
    for (const char* command : {"upgrade", "downgrade", "stamp", "current", "history", "heads", "branches",
                                "show", "status", "check"}) {
        CHECK(help.out.find(std::string("\n  ") + command) != std::string::npos);
    }
}

TEST_CASE("a chain that cannot be had ends a command with its own code") {
    const Studio studio;
    const Outcome outcome = run(studio.sample().chain(), {"history"}, [](detail::CommandHost& host) {
        host.chain = []() -> const Chain& { throw detail::CommandError(detail::exit_drift, ""); };
    });
    CHECK(outcome.code == 3);
    CHECK(outcome.err == "");
}

TEST_CASE("an application's own command line answers for its chain") {
    const Studio studio;
    std::ostringstream out;
    std::streambuf* const before = std::cout.rdbuf(out.rdbuf());
    const std::string path = studio.path();
    const char* const upgrade[] = {"studio migrate", "upgrade", "--db", path.c_str()};
    const char* const help[] = {"studio migrate", "--help"};
    const int upgraded = varve::command_line(4, upgrade, studio.sample().chain());
    const int helped = varve::command_line(2, help, studio.sample().chain());
    std::cout.rdbuf(before);
    CHECK(upgraded == 0);
    CHECK(helped == 0);
    CHECK(out.str().find("apply " + studio.name(1) + "\n") == 0);
    CHECK(out.str().find("the database is at " + studio.name(3) + "\n") != std::string::npos);
    CHECK(out.str().find("Usage: studio migrate ") != std::string::npos);
    CHECK(studio({"check"}).code == 0);
}
