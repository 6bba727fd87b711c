#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <regex>
#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_maker.hpp"

using namespace varve;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// Times differ from run to run.
std::string timeless(const std::string& text) {
    return std::regex_replace(text, std::regex("[0-9]+\\.[0-9] ms"), "<time>");
}

}  // namespace

TEST_CASE("a rehearsal runs what is pending on a copy, and leaves every byte of the original") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    const std::filesystem::path directory = std::filesystem::path(studio.path()).parent_path();
    ConnectionOptions options;
    options.path = studio.path();
    Connection other = Connection::open(options);
    other.execute("INSERT INTO users VALUES (1, 'ada')");
    const std::string before = bytes_of(studio.path());
    const std::string log = bytes_of(studio.path() + "-wal");
    REQUIRE(log.size() > 0);
    const Outcome outcome = studio({"rehearse"});
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
    CHECK(timeless(outcome.out) ==
          studio.name(2) + ": up <time>; 16,384 -> 20,480 bytes, 1 -> 1 rows\n" + studio.name(3) +
              ": up <time>, down <time>, up again <time>; 20,480 -> 24,576 bytes, 1 -> 1 rows\n"
              "nothing that was found stands against an upgrade\n"
              "an upgrade runs 2 revisions in <time>, and the file grows by 8,192 bytes\n");
    CHECK(bytes_of(studio.path()) == before);
    CHECK(bytes_of(studio.path() + "-wal") == log);
    CHECK(names_with(directory, "") == "content.db content.db-shm content.db-wal");
    CHECK(rows_of(other, "SELECT count(*) FROM varve_revisions") == "1");
}

TEST_CASE("a rehearsal leaves a database that nobody has open as it found it") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    const std::filesystem::path directory = std::filesystem::path(studio.path()).parent_path();
    const std::string before = bytes_of(studio.path());
    CHECK(studio({"rehearse", "--to", (directory / "copy").string()}).code == 0);
    CHECK(bytes_of(studio.path()) == before);
    CHECK(names_with(directory, "") == "content.db copy");
    const Outcome copy = run(studio.sample().chain(), {"current", "--db", (directory / "copy").string()});
    CHECK(copy.out == studio.name(3) + " (head)\n");
    CHECK(studio({"rehearse", "--to", (directory / "copy").string()}).code == 4);
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(studio({"rehearse"}).out ==
          "nothing that was found stands against an upgrade\n"
          "nothing is pending: the database is at " +
              studio.name(3) + "\n");
    const Outcome named = run(studio.sample().chain(), {"rehearse", studio.path()});
    CHECK(named.code == 0);
}

TEST_CASE("a rehearsal that fails says what an upgrade would say") {
    SampleChain sample;
    sample.add("init", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);", "");
    sample.add("low", "UPDATE users SET email = lower(email);", "SELECT 1;");
    sample.add("unique",
               "--@ preflight users \"`email` is there twice\"\nSELECT id FROM users GROUP BY email HAVING "
               "count(*) > 1;\n"
               "CREATE UNIQUE INDEX by_email ON users(email);",
               "DROP INDEX by_email;");
    const TempDir dir;
    const std::string path = dir.file("a.db");
    REQUIRE(run(sample.chain(), {"upgrade", "init", "--db", path}).code == 0);
    { Connection::open({.path = path}).execute("INSERT INTO users VALUES (1, 'A'), (2, 'a')"); }
    const Outcome outcome = run(sample.chain(), {"rehearse", "--db", path});
    CHECK(outcome.code == 4);
    CHECK(timeless(outcome.out) ==
          "0002 `low` (" + sample.id(2) +
              "): up <time>, down <time>, up again <time>; 16,384 -> 16,384 bytes, 2 -> 2 rows\n"
              "  taken down, it does not leave the rows that were there before\n"
              "asked only when those before it have run: 0003 `unique` (" +
              sample.id(3) +
              ")\nnothing that was found stands against an upgrade\n"
              "stopped: `" +
              path +
              "` cannot be upgraded: rows stand against it, and the database is as it was before:\n"
              "  revision 0003 `unique` (" +
              sample.id(3) +
              "): 1 row of `users`: `email` is there twice (id 1)\nmend these rows and try again\n");
    CHECK(names_with(dir.path(), "rehearsal") == "");

    { Connection::open({.path = path}).execute("UPDATE users SET email = email || id"); }
    const Outcome json = run(sample.chain(), {"rehearse", path, "--json"});
    CHECK(json.code == 3);
    const auto report = nlohmann::json::parse(json.out);
    CHECK(report["database"] == path);
    CHECK(report["failure"] == "");
    REQUIRE(report["steps"].size() == 2);
    CHECK(report["steps"][0]["id"] == sample.id(2));
    CHECK(report["steps"][0]["exact"] == false);
    CHECK(report["steps"][1]["exact"] == true);
    CHECK(report["steps"][1]["up_ms"].is_number());
    CHECK(report["steps"][1]["rows_before"] == 2);
    CHECK(report["pending"]["waiting"].size() == 1);
}

TEST_CASE("a database that cannot be upgraded is not rehearsed") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Chain older = studio.sample().first(2);
    const Outcome ahead = run(older, {"rehearse", studio.path()});
    CHECK(ahead.code == 4);
    CHECK(ahead.err.rfind("error: `" + studio.path() + "` is ahead of this program:\n", 0) == 0);
    CHECK(ahead.err == run(older, {"upgrade", "--db", studio.path()}).err);
    CHECK(studio({"rehearse", "nowhere.db"}).err ==
          "error: there is no database at `nowhere.db`: `upgrade` makes one\n");
}

TEST_CASE("a rehearsal goes by the crossing of the side on which the database is") {
    GraphMaker graph;
    graph.add("core").add("left", {"core"}).add("right", {"core"});
    const TempDir dir;
    const std::string path = dir.file("a.db");
    {
        Connection db = Connection::open({.path = path});
        upgrade(db, graph.chain(), {}, graph.digest("right"));
    }
    const Outcome heads = run(graph.chain(), {"rehearse", path});
    CHECK(heads.code == 4);
    CHECK(heads.err.find("cannot go to the head: the chain has 2, and a database is at one:") !=
          std::string::npos);

    graph.add("both", {"left", "right"}).add("tip", {"both"});
    const Outcome outcome = run(graph.chain(), {"rehearse", path, "--json"});
    CHECK(outcome.err == "");
    const auto report = nlohmann::json::parse(outcome.out);
    CHECK(report["failure"] == "");
    REQUIRE(report["steps"].size() == 2);
    CHECK(report["steps"][0]["id"] == graph.id("both"));
    CHECK(report["steps"][1]["id"] == graph.id("tip"));
}

TEST_CASE("a downgrade over a merge by its other side makes one backup, of what stood before all of it") {
    GraphMaker graph;
    graph.add("core")
        .add("left", {"core"})
        .add("right", {"core"})
        .add("both", {"left", "right"})
        .add("tip", {"both"});
    const TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, graph.chain());
    MigrateOptions options;
    options.allow_loss = true;
    options.backup = Backup::always;
    const MigrateResult result = downgrade(db, graph.chain(), graph.digest("right"), options);
    CHECK(result.revisions.size() == 2);
    CHECK(result.backup.ends_with("Z-" + graph.id("tip") + ".backup"));
    CHECK(dir.file(names_with(dir.path(), ".backup")) == result.backup);
}
