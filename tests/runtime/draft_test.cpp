#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

const std::string with_age =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, age INTEGER);";
const std::string with_old =
    "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, old INTEGER);";

RevisionText initial() {
    return {"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"};
}

RevisionText age(bool draft) {
    return {"add_age",    "ALTER TABLE users ADD COLUMN age INTEGER",
            with_age,     "--@ grade loses users.age\nALTER TABLE users DROP COLUMN age",
            Grade::loses, "users.age",
            draft};
}

RevisionText old(bool draft) {
    return {"add_age",    "ALTER TABLE users ADD COLUMN old INTEGER",
            with_old,     "--@ grade loses users.old\nALTER TABLE users DROP COLUMN old",
            Grade::loses, "users.old",
            draft};
}

}  // namespace

TEST_CASE("a draft runs only where drafts are allowed") {
    ChainMaker maker;
    maker.add(initial()).add(age(true));
    Connection db = Connection::open({.path = ":memory:"});
    std::string expected = "`:memory:` needs revision 0002 `add_age` (" + maker.id(1) +
                           "), which is a draft, and this program does not run drafts\n"
                           "freeze it, or build with drafts allowed (CMake's Debug configuration)";
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) == expected);
    CHECK(inspect(db, maker.chain()).standing == Standing::fresh);
    CHECK(joined(upgrade(db, maker.chain(), {}, maker[0].digest).revisions) == "initial");
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) == expected);
    maker.drafts_allowed = true;
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "add_age");
    CHECK(rows_of(db, "SELECT seq, draft FROM varve_revisions") == "1|0 2|1");
}

TEST_CASE("a draft that was frozen as it was is at head") {
    ChainMaker drafted;
    drafted.add(initial()).add(age(true));
    drafted.drafts_allowed = true;
    ChainMaker frozen;
    frozen.add(initial()).add(age(false));
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    CHECK(inspect(db, frozen.chain()).standing == Standing::at_head);
    CHECK(upgrade(db, frozen.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("a draft that was frozen under another name is relabelled, rows and all") {
    ChainMaker drafted;
    drafted.add(initial()).add(age(true));
    drafted.drafts_allowed = true;
    ChainMaker frozen;
    RevisionText renamed = age(false);
    renamed.name = "add_the_age";
    frozen.add(initial()).add(renamed);
    frozen.add({"add_index", "CREATE INDEX by_age ON users(age)",
                with_age + "CREATE INDEX by_age ON users(age);", ""});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");
    Position position = inspect(db, frozen.chain());
    CHECK(position.standing == Standing::behind);
    CHECK(position.applied == 2);
    CHECK(joined(upgrade(db, frozen.chain()).revisions) == "add_index");
    CHECK(rows_of(db, "SELECT age FROM users") == "36");
    CHECK(rows_of(db, "SELECT name, draft FROM varve_revisions") == "initial|0 add_the_age|0 add_index|0");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up unstamp stamp up");
    CHECK(check(db, frozen.chain()).ours.empty());
}

TEST_CASE("a changed draft is taken back with the inverse that the database carries, and brought forward") {
    ChainMaker drafted;
    drafted.add(initial()).add(age(true));
    drafted.drafts_allowed = true;
    ChainMaker changed;
    changed.add(initial()).add(old(true));
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    db.execute("INSERT INTO users(email, age) VALUES ('a', 36)");

    std::string expected =
        "`:memory:` is at the draft `add_age` (" + drafted.id(1) +
        "), and drafts are left out here:\n"
        "  this program has in its place: 0002 `add_age` (" +
        changed.id(1) +
        ")\n"
        "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the database "
        "forward; so does a program that allows drafts (CMake's Debug configuration); nothing was changed";
    CHECK(inspect(db, changed.chain()).standing == Standing::draft);
    CHECK(message_of([&] { upgrade(db, changed.chain()); }) == expected);

    changed.drafts_allowed = true;
    std::string lines;
    MigrateOptions options;
    options.progress = [](void* context, std::string_view line) {
        static_cast<std::string*>(context)->append(line).append("\n");
    };
    options.progress_context = &lines;
    CHECK(joined(upgrade(db, changed.chain(), options).revisions) == "add_age");
    CHECK(lines == "take back `add_age` (" + drafted.id(1) + "), losing users.age\napply 0002 `add_age` (" +
                       changed.id(1) + ")\n");
    CHECK(rows_of(db, "SELECT * FROM users") == "1|a|~");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up down up");
}

TEST_CASE("a draft that is gone from the chain is taken back") {
    ChainMaker drafted;
    drafted.add(initial()).add(age(true));
    drafted.drafts_allowed = true;
    ChainMaker without;
    without.add(initial());
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    CHECK(
        message_of([&] { upgrade(db, without.chain()); }) ==
        "`:memory:` is at the draft `add_age` (" + drafted.id(1) +
            "), and drafts are left out here:\n"
            "  this program has in its place: nothing\n"
            "`varve … --draft` knows the draft of the chain, and `varve upgrade --draft` brings the database "
            "forward; so does a program that allows drafts (CMake's Debug configuration); nothing was "
            "changed");
    without.drafts_allowed = true;
    upgrade(db, without.chain());
    CHECK(inspect(db, without.chain()).standing == Standing::at_head);
    CHECK(rows_of(db, "SELECT name FROM pragma_table_info('users')") == "id email");
}

TEST_CASE("a draft without a way back is refused") {
    ChainMaker drafted;
    RevisionText one_way = age(true);
    one_way.down = "";
    drafted.add(initial()).add(one_way);
    drafted.drafts_allowed = true;
    ChainMaker changed;
    changed.add(initial()).add(old(true));
    changed.drafts_allowed = true;
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    CHECK(message_of([&] { upgrade(db, changed.chain()); }) ==
          "`:memory:` is at the draft `add_age` (" + drafted.id(1) +
              "), which this program does not hold:\n"
              "  this program has in its place: 0002 `add_age` (" +
              changed.id(1) + ")\n`add_age` (" + drafted.id(1) +
              ") has no way back: put the draft back as it was, or begin with a new file or a backup; "
              "nothing was "
              "changed");
    changed.drafts_allowed = false;
    CHECK(
        message_of([&] { upgrade(db, changed.chain(1)); }) ==
        "`:memory:` is at the draft `add_age` (" + drafted.id(1) +
            "), and drafts are left out here:\n"
            "  this program has in its place: nothing\n`add_age` (" +
            drafted.id(1) +
            ") has no way back: go on with `varve upgrade --draft`, or with a program that allows drafts "
            "(CMake's "
            "Debug configuration), where the draft stands as it was; else begin with a new file or a backup; "
            "nothing was changed");
    drafted.drafts_allowed = true;
    CHECK(upgrade(db, drafted.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("an inverse that leaves anything else than the parent's structure is rolled back") {
    ChainMaker drafted;
    RevisionText wrong = age(true);
    wrong.down =
        "--@ grade loses users.age\nALTER TABLE users DROP COLUMN age; CREATE TRIGGER evil AFTER INSERT ON "
        "users "
        "BEGIN SELECT 1; END";
    drafted.add(initial()).add(wrong);
    drafted.drafts_allowed = true;
    ChainMaker changed;
    changed.add(initial()).add(old(true));
    changed.drafts_allowed = true;
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, drafted.chain());
    std::string before = state_of(db, "SELECT * FROM users");
    CHECK(message_of([&] { upgrade(db, changed.chain()); }) ==
          "`:memory:`: to take back revision `add_age` (" + drafted.id(1) +
              ") failed, and the database is as it was before:\n"
              "  the structure it leaves is not the one that was proved:\n"
              "  unknown trigger evil");
    CHECK(state_of(db, "SELECT * FROM users") == before);
}

TEST_CASE("SQL that came out of a database may not call the application's functions") {
    ChainMaker drafted;
    RevisionText calling = age(true);
    calling.down = "--@ grade loses users.age\nALTER TABLE users DROP COLUMN age; SELECT evil()";
    drafted.add(initial()).add(calling);
    drafted.drafts_allowed = true;
    ChainMaker changed;
    changed.add(initial()).add(old(true));
    changed.drafts_allowed = true;
    Connection db = Connection::open({.path = ":memory:"});
    sqlite3_create_function(
        db.native_handle(), "evil", 0, SQLITE_UTF8, nullptr,
        [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); }, nullptr,
        nullptr);
    upgrade(db, drafted.chain());
    CHECK(message_of([&] { upgrade(db, changed.chain()); }) ==
          "`:memory:`: to take back revision `add_age` (" + drafted.id(1) +
              ") failed, and the database is as it was before:\n"
              "  statement 2 `SELECT evil ( )`: `evil` is not a function of SQLite: SQL that came out of a "
              "database may "
              "not call it");
}

TEST_CASE("SQL that came out of a database may not call what stands in the place of SQLite's functions") {
    ChainMaker drafted;
    RevisionText calling = age(true);
    calling.down = "--@ grade loses users.age\nALTER TABLE users DROP COLUMN age; SELECT lower(1)";
    drafted.add(initial()).add(calling);
    drafted.drafts_allowed = true;
    ChainMaker changed;
    changed.add(initial()).add(old(true));
    changed.drafts_allowed = true;
    for (bool own : {true, false}) {
        Connection db = Connection::open({.path = ":memory:"});
        const auto same = [](sqlite3_context* context, int, sqlite3_value** values) {
            sqlite3_result_value(context, values[0]);
        };
        if (own)
            sqlite3_create_function(db.native_handle(), "lower", 1, SQLITE_UTF8, nullptr, same, nullptr,
                                    nullptr);
        upgrade(db, drafted.chain());
        const std::string message = message_of([&] { upgrade(db, changed.chain()); });
        CHECK(message.empty() != own);
        CHECK((message.find("`lower` is not a function of SQLite") != std::string::npos) == own);
    }
}
