#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

std::string unbelievable(const std::string& problem) {
    return "error: the ledger of `<db>` cannot be believed: " + problem +
           "\nrun the program that wrote it, or restore a backup; nothing was changed\n";
}

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_beside(const Studio& studio) {
    const std::filesystem::path directory = std::filesystem::path(studio.path()).parent_path();
    return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(directory), {}));
}

/// As another tool would write it, so that nothing of varve's opening happens.
void write_plainly(const Studio& studio, const char* sql) {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(studio.path().c_str(), &db) == SQLITE_OK);
    REQUIRE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(db);
}

struct Damage {
    const char* sql;
    std::string problem;
};

const Damage damages[] = {
    {"DROP TABLE varve_log", "the table `varve_log` is missing"},
    {"CREATE TRIGGER t AFTER INSERT ON varve_log BEGIN SELECT 1; END",
     "the trigger `t` stands on the ledger"},
    {"DELETE FROM varve_log", "its log says that 0 revisions are applied, and it holds 3"},
    {"DELETE FROM varve_revisions", "its log says that 3 revisions are applied, and it holds 0"},
    {"DELETE FROM varve_revisions WHERE seq = 3",
     "its log says that 3 revisions are applied, and it holds 2"},
    {"DELETE FROM varve_revisions WHERE seq = 2", "its row 2 is missing"},
    {"UPDATE varve_revisions SET loses = 'x' WHERE seq = 1",
     "its row 1 is not the one that its log says was written"},
    {"UPDATE varve_log SET forced = 1 WHERE seq = 3",
     "row 3 of its log does not follow from the rows before"},
};

}  // namespace

TEST_CASE("no command tells a place of a database whose ledger cannot be believed, even at its head") {
    for (const Damage& damage : damages) {
        INFO(damage.sql);
        const Studio studio;
        REQUIRE(studio({"upgrade"}).code == 0);
        write_plainly(studio, damage.sql);
        for (const std::vector<std::string>& command :
             std::vector<std::vector<std::string>>{{"upgrade"},
                                                   {"upgrade", "+1"},
                                                   {"downgrade"},
                                                   {"downgrade", "base"},
                                                   {"check"},
                                                   {"history", "-i"},
                                                   {"stamp", "head"}}) {
            INFO(command.front());
            const Outcome outcome = studio(command);
            CHECK(outcome.code == 4);
            CHECK(outcome.out.empty());
            CHECK(outcome.err == unbelievable(damage.problem));
        }
        CHECK(studio({"current"}).out == "unreadable\n" + unbelievable(damage.problem).substr(7));
        const Outcome check = studio({"check", "--json"});
        CHECK(check.code == 4);
        CHECK(nlohmann::json::parse(check.out)["standing"] == "unreadable");
    }
}

TEST_CASE("a refusal leaves every byte of the file, its journal mode included") {
    const std::vector<std::vector<std::string>> commands{
        {"upgrade"}, {"stamp", "posts"}, {"downgrade", "base"}};
    const char* made_by[] = {"CREATE TABLE other (a)",
                             "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)"};
    for (const char* sql : made_by) {
        const Studio studio;
        write_plainly(studio, sql);
        const std::string before = bytes_of(studio.path());
        REQUIRE(before.substr(18, 2) == "\x01\x01");
        for (const std::vector<std::string>& command : commands) {
            INFO(command.front());
            CHECK(studio(command).code == 4);
            CHECK((bytes_of(studio.path()) == before));
            CHECK(files_beside(studio) == 1);
        }
    }
    for (const Damage& damage : damages) {
        INFO(damage.sql);
        const Studio studio;
        REQUIRE(studio({"upgrade"}).code == 0);
        write_plainly(studio, "PRAGMA journal_mode = DELETE");
        write_plainly(studio, damage.sql);
        const std::string before = bytes_of(studio.path());
        for (const std::vector<std::string>& command : commands) {
            INFO(command.front());
            CHECK(studio(command).code == 4);
            CHECK((bytes_of(studio.path()) == before));
            CHECK(files_beside(studio) == 1);
        }
    }
}

TEST_CASE("upgrade sets the journal mode of what it accepts, downgrade and stamp leave it") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(bytes_of(studio.path()).substr(18, 2) == "\x02\x02");
    write_plainly(studio, "PRAGMA journal_mode = DELETE");
    REQUIRE(studio({"downgrade"}).code == 0);
    REQUIRE(studio({"stamp", "posts"}).code == 0);
    CHECK(bytes_of(studio.path()).substr(18, 2) == "\x01\x01");
    REQUIRE(studio({"upgrade"}).code == 0);
    CHECK(bytes_of(studio.path()).substr(18, 2) == "\x02\x02");
    write_plainly(studio, "PRAGMA journal_mode = DELETE");
    CHECK(studio({"upgrade"}).out == "nothing to do: the database is at " + studio.name(3) + "\n");
    CHECK(bytes_of(studio.path()).substr(18, 2) == "\x02\x02");
}

TEST_CASE("asking leaves no files beside a database that nobody has open, and does not change it") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const std::string before = bytes_of(studio.path());
    for (const std::vector<std::string>& command :
         std::vector<std::vector<std::string>>{{"check"}, {"current"}, {"history", "-i"}, {"upgrade"}}) {
        INFO(command.front());
        CHECK(studio(command).code == 0);
        CHECK(files_beside(studio) == 1);
        CHECK((bytes_of(studio.path()) == before));
    }
}

TEST_CASE("asking leaves the log of a database that another has open") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    Connection other = Connection::open({.path = studio.path()});
    other.execute("INSERT INTO posts DEFAULT VALUES");
    const std::string log = bytes_of(studio.path() + "-wal");
    REQUIRE_FALSE(log.empty());
    CHECK(studio({"check"}).code == 0);
    CHECK((bytes_of(studio.path() + "-wal") == log));
}

TEST_CASE("a new database that would be refused is not made") {
    const Studio studio;
    Chain drafted = studio.sample().chain();
    std::vector<Revision> revisions(drafted.begin(), drafted.end());
    revisions[2].draft = true;
    drafted.revisions = revisions.data();
    const Outcome outcome = run(drafted, {"upgrade", "--db", studio.path()});
    CHECK(outcome.code == 4);
    CHECK(outcome.err == "error: `" + studio.path() + "` needs revision " + studio.name(3) +
                             ", which is a draft, and this program does not run drafts\n"
                             "freeze it, or build with drafts allowed (CMake's Debug configuration)\n");
    CHECK_FALSE(studio.exists());
}

TEST_CASE("check and current of a chain without revisions say that it is empty") {
    const Studio empty(Studio::Length::empty);
    write_plainly(empty, "PRAGMA user_version = 1");
    const Outcome check = empty({"check"});
    CHECK(check.code == 0);
    CHECK(check.out == "nothing to compare: the chain has no revision yet\n");
    CHECK(empty({"current"}).out == "base: the chain has no revision yet\n");
    CHECK(nlohmann::json::parse(empty({"check", "--json"}).out)["clean"] == true);
}
