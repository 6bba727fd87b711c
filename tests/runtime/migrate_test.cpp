#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

const char* const users =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE);";
const char* const users_phone =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, phone TEXT);";

/// Three revisions: a table, a column, and a data step that leaves the structure alone.
void fill(ChainMaker& maker) {
    maker.add({"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    maker.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT", users_phone,
               "--@ lose users.phone\nALTER TABLE users DROP COLUMN phone", Grade::loses, "users.phone"});
    maker.add(
        {"lower_emails", "UPDATE users SET email = lower(email)", users_phone, "SELECT 1", Grade::exact, ""});
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace

TEST_CASE("a new database lives through the whole chain, and is then left alone") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    CHECK(inspect(db, maker.chain()).standing == Standing::fresh);
    MigrateResult result = upgrade(db, maker.chain());
    CHECK(result.kind == MigrateResult::Kind::applied);
    CHECK(joined(result.revisions) == "initial add_phone lower_emails");
    Position position = inspect(db, maker.chain());
    CHECK(position.standing == Standing::at_head);
    CHECK(position.applied == 3);
    CHECK(position.head == maker[2].digest);
    CHECK(position.head_name == "lower_emails");
    CHECK(position.reason == "");
    CHECK(rows_of(db, "SELECT seq, action FROM varve_log") == "1|up 2|up 3|up");
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name LIKE 'varve%'") ==
          "varve_revisions varve_log");

    std::string before = rows_of(db, "PRAGMA data_version") + rows_of(db, "SELECT total_changes()");
    CHECK(upgrade(db, maker.chain()).kind == MigrateResult::Kind::up_to_date);
    CHECK(before == rows_of(db, "PRAGMA data_version") + rows_of(db, "SELECT total_changes()"));
    CHECK(rows_of(db, "PRAGMA foreign_keys") == "1");
    CHECK(rows_of(db, "PRAGMA user_version") == "0");
}
