#include "generator/history/other_world.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>
#include <vector>

#include "generator/history/cells.hpp"
#include "runtime/include/varve/connection.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

const std::vector<std::string> expressions = {
    "datetime('now')",
    "date('now')",
    "time('now')",
    "julianday('now')",
    "strftime('%s', 'now')",
    "strftime('%Y', 'now')",
    "strftime('%m', 'now')",
    "strftime('%d', 'now')",
    "strftime('%H', 'now')",
    "strftime('%M', 'now')",
    "strftime('%S', 'now')",
    "strftime('%f', 'now')",
    "strftime('%j', 'now')",
    "strftime('%w', 'now')",
    "strftime('%W', 'now')",
    "date('now') < '2020-01-01'",
    "date('now', 'start of month')",
    "CURRENT_TIMESTAMP",
    "CURRENT_DATE",
    "CURRENT_TIME",
    "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)",
    "datetime('2020-01-01 12:00', 'localtime')",
    "datetime('2020-01-01 12:00', 'utc')",
    "random()",
    "random() < 0",
    "abs(random()) % 2",
    "abs(random()) % 10",
    "random() & 255",
    "randomblob(16)",
    "hex(randomblob(1))",
    "substr(hex(randomblob(4)), 3, 1)",
    "(SELECT group_concat(x) FROM (SELECT x FROM (SELECT 1 AS x UNION SELECT 2 UNION SELECT 3) ORDER BY "
    "random()))",
};

/// As rows of tables are given them where nothing is said.
const std::string defaults =
    "CREATE TABLE d(id INTEGER PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP, day TEXT DEFAULT "
    "CURRENT_DATE, "
    "hour TEXT DEFAULT CURRENT_TIME, ms INTEGER DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS "
    "INTEGER)), uuid BLOB DEFAULT (randomblob(16)), dice INTEGER DEFAULT (random())); INSERT INTO d(id) "
    "VALUES (1);";

struct Answers {
    Row cells;
    std::size_t questions = 0;
};

Answers answers_in(const World& world) {
    InWorld there(world);
    Answers answers;
    Connection db = Connection::open({.path = ":memory:"});
    there.enter(db.native_handle(), answers.questions);
    for (const std::string& expression : expressions)
        answers.cells.push_back(rows_of(db.native_handle(), "SELECT " + expression).at(0).at(0));
    if (sqlite3_libversion_number() >= 3038000)
        answers.cells.push_back(rows_of(db.native_handle(), "SELECT unixepoch()").at(0).at(0));
    db.execute(defaults);
    const Row row = rows_of(db.native_handle(), "SELECT at, day, hour, ms, uuid, dice FROM d").at(0);
    answers.cells.insert(answers.cells.end(), row.begin(), row.end());
    return answers;
}

std::string text_of(const std::string& query) {
    Connection db = Connection::open({.path = ":memory:"});
    return std::get<std::string>(rows_of(db.native_handle(), query).at(0).at(0));
}

}  // namespace

TEST_CASE("no answer about clock or randomness is the same in the other world") {
    const Answers first = answers_in(first_world);
    const Answers second = answers_in(second_world);
    REQUIRE(first.cells.size() == second.cells.size());
    for (std::size_t i = 0; i != first.cells.size(); ++i) {
        INFO(i << ": " << (i < expressions.size() ? expressions[i] : "a default"));
        CHECK(first.cells[i] != second.cells[i]);
        CHECK(first.cells[i].index() == second.cells[i].index());
    }
    CHECK(answers_in(first_world).cells == first.cells);
    CHECK(answers_in(second_world).cells == second.cells);
    CHECK(first.questions == 0);
}

TEST_CASE("what SQLite draws for itself is the world's") {
    const auto drawn = [](const World& world) {
        InWorld there(world);
        std::string bytes(16, '\0');
        sqlite3_randomness(16, bytes.data());
        return bytes;
    };
    CHECK(drawn(first_world) == drawn(first_world));
    CHECK(drawn(first_world) != drawn(second_world));
    std::string one(16, '\0');
    std::string other(16, '\0');
    sqlite3_randomness(16, one.data());
    sqlite3_randomness(16, other.data());
    CHECK(one != drawn(first_world));
    CHECK(one != other);
}

TEST_CASE("who asks for SQLite's version is heard") {
    InWorld there(first_world);
    Connection db = Connection::open({.path = ":memory:"});
    std::size_t questions = 0;
    there.enter(db.native_handle(), questions);
    CHECK(rows_of(db.native_handle(), "SELECT sqlite_version(), sqlite_source_id()").at(0) ==
          Row{std::string(sqlite3_libversion()), std::string(sqlite3_sourceid())});
    CHECK(questions == 2);
}

TEST_CASE("behind another world stands this one") {
    const std::string zone = "SELECT datetime('2020-01-01 12:00', 'localtime')";
    const std::string before = text_of(zone);
    const std::string vfs = sqlite3_vfs_find(nullptr)->zName;
    answers_in(second_world);
    CHECK(text_of("SELECT datetime('now')") > "1972");
    CHECK(text_of("SELECT datetime('now')") < "2093");
    CHECK(text_of(zone) == before);
    CHECK(sqlite3_vfs_find(nullptr)->zName == vfs);
    CHECK(text_of("SELECT hex(randomblob(16))") != text_of("SELECT hex(randomblob(16))"));
}

}  // namespace varve::compiler
