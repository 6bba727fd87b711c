#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

TEST_CASE("an unversioned database is adopted when exactly one revision has its structure") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    db.execute(
        "create table [users] (id INTEGER primary key autoincrement, `email` TEXT not null unique);"
        "INSERT INTO users(email) VALUES ('ADA')");
    CHECK(inspect(db, maker.chain()).standing == Standing::unversioned);
    CHECK(inspect(db, maker.chain()).reason == "");
    MigrateResult result = upgrade(db, maker.chain());
    CHECK(result.kind == MigrateResult::Kind::adopted);
    CHECK(joined(result.revisions) == "add_phone lower_emails");
    CHECK(rows_of(db, "SELECT * FROM users") == "1|ada|~");
    CHECK(rows_of(db, "SELECT seq, action FROM varve_log") == "1|stamp 2|up 3|up");
}

TEST_CASE(
    "a policy that refuses what is behind refuses what would be adopted behind, and still makes new "
    "databases") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(users);
    MigrateOptions refuse;
    refuse.behind = Policy::refuse;
    CHECK(message_of([&] { upgrade(db, maker.chain(), refuse); }) ==
          "`:memory:` is 2 revisions behind this program:\n  0002 `add_phone` (" + maker.id(1) +
              ")\n  0003 `lower_emails` (" + maker.id(2) +
              ")\n`upgrade` it, or let this program do so (`behind = migrate`); nothing was changed");
    CHECK(inspect(db, maker.chain()).standing == Standing::unversioned);
    Connection fresh = Connection::open({.path = ":memory:"});
    CHECK(upgrade(fresh, maker.chain(), refuse).revisions.size() == 3);
}

TEST_CASE("an unversioned database that fits several revisions waits for a stamp") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    db.execute(users_phone);
    std::string before = rows_of(db, "SELECT name FROM sqlite_schema");
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) ==
          "`" + path + "` has no ledger, and 2 revisions have its structure:\n" + "  0002 `add_phone` (" +
              maker.id(1) + ")\n" + "  0003 `lower_emails` (" + maker.id(2) + ")\n" +
              "say which it is at with `stamp <id>`; nothing was changed");
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema") == before);
    CHECK(message_of([&] { stamp(db, maker.chain(), maker[0].digest); }) ==
          "`" + path + "` does not have the structure of revision 0001 `initial` (" + maker.id(0) + "):\n" +
              "  altered table users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY AUTOINCREMENT , "
              "email TEXT "
              "NOT NULL , UNIQUE ( email ) )`, found `… TEXT NOT NULL , phone TEXT , UNIQUE ( email ) …`\n" +
              "stamp the revision that it has; nothing was changed");
    stamp(db, maker.chain(), maker[1].digest);
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "lower_emails");
    stamp(db, maker.chain(), maker[1].digest);
    CHECK(inspect(db, maker.chain()).applied == 2);
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "stamp stamp up unstamp");
    CHECK(check(db, maker.chain()).ours.empty());
}

TEST_CASE("an unversioned database that fits no revision is refused with the difference to the nearest") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    db.execute(std::string(users_phone) + "CREATE TABLE notes(a)");
    std::string message = message_of([&] { upgrade(db, maker.chain()); });
    CHECK(message ==
          "`" + path + "` has no ledger, and no revision of this program has its structure\n" +
              "the nearest is 0003 `lower_emails` (" + maker.id(2) + "); the database differs from it by:\n" +
              "  unknown table notes\n" +
              "make it equal to a revision, or give this program a file of its own; nothing was changed");
    CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'varve%'") == "0");
}

TEST_CASE("an empty file is not stamped") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    CHECK(message_of([&] { stamp(db, maker.chain(), maker[0].digest); }) ==
          "`:memory:` is empty: `upgrade` it instead of stamping it; nothing was changed");
    CHECK(message_of([&] { stamp(db, maker.chain(), "abc"); }) == "this program has no revision `abc`");
}

TEST_CASE("an older program refuses a newer database and names both heads") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    upgrade(db, maker.chain());
    Position position = inspect(db, maker.chain(1));
    CHECK(position.standing == Standing::ahead);
    CHECK(position.applied == 1);
    CHECK(joined(position.unknown) == maker.id(1) + " " + maker.id(2));
    std::string expected =
        "`" + path + "` is ahead of this program:\n" + "  the database is at      `lower_emails` (" +
        maker.id(2) + ")\n" + "  this program ends at    0001 `initial` (" + maker.id(0) + ")\n" +
        "  both know               0001 `initial` (" + maker.id(0) + ")\n" +
        "  only the database knows `add_phone` (" + maker.id(1) + "), `lower_emails` (" + maker.id(2) +
        ")\n" +
        "run the program that wrote it, or a newer one; or take it back to what both know with "
        "`downgrade --take-back --allow-loss` (`take_back = allow_loss`), which loses users.phone; nothing "
        "was "
        "changed";
    CHECK(position.reason == expected);
    CHECK(message_of([&] { upgrade(db, maker.chain(1)); }) == expected);
    CHECK(message_of([&] { downgrade(db, maker.chain(1), ""); }) == expected);
    CHECK(message_of([&] { stamp(db, maker.chain(1), maker[0].digest); }) == expected);
    CHECK(message_of([&] { check(db, maker.chain(1)); }) == expected);
    CHECK(inspect(db, maker.chain()).standing == Standing::at_head);
}

TEST_CASE("a database on another branch is refused") {
    ChainMaker ours;
    fill(ours);
    ChainMaker theirs;
    theirs.add({"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    theirs.add(
        {"add_fax", "ALTER TABLE users ADD COLUMN fax TEXT",
         "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, fax TEXT);",
         ""});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, theirs.chain());
    CHECK(message_of([&] { upgrade(db, ours.chain()); }) ==
          "`:memory:` is on another branch than this program:\n"
          "  the database is at      `add_fax` (" +
              theirs.id(1) + ")\n" + "  this program ends at    0003 `lower_emails` (" + ours.id(2) + ")\n" +
              "  both know               0001 `initial` (" + ours.id(0) + ")\n" +
              "  only the database knows `add_fax` (" + theirs.id(1) + ")\n" +
              "run the program that wrote it, or a newer one; it cannot be taken back: `add_fax` (" +
              theirs.id(1) + ") has no way back; nothing was changed");
}

TEST_CASE("an edited revision, another lineage and another schema are foreign") {
    ChainMaker ours;
    fill(ours);
    ChainMaker edited;
    edited.add({"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    edited.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT DEFAULT ''", users_phone, ""});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, ours.chain());
    CHECK(inspect(db, edited.chain()).standing == Standing::foreign);
    CHECK(message_of([&] { upgrade(db, edited.chain()); }) ==
          "`:memory:` and this program do not mean the same by revision 0002 `add_phone`:\n"
          "  the database ran    " +
              std::string(ours[1].digest) + "\n" + "  this program holds  " + std::string(edited[1].digest) +
              "\n" +
              "the revision was edited after it ran: run the program that wrote the database, or bring the "
              "edit in by a "
              "new revision; nothing was changed");

    ChainMaker other;
    other.add({"start", "CREATE TABLE a(b)", "CREATE TABLE a(b)", ""});
    CHECK(message_of([&] { upgrade(db, other.chain()); }) ==
          "`:memory:` is of another lineage:\n"
          "  the database began with  " +
              std::string(ours[0].digest) + " initial\n" + "  this program begins with " +
              std::string(other[0].digest) + " start\n" +
              "give this program a file of its own; nothing was changed");

    ChainMaker blog("blog");
    fill(blog);
    CHECK(message_of([&] { upgrade(db, blog.chain()); }) ==
          "`:memory:` is a database of the schema `content`, and this program's schema is `blog`\n"
          "a file holds one schema: give this program a file of its own; nothing was changed");
}

TEST_CASE("a database that other hands altered is refused, and put right goes on") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    upgrade(db, maker.chain(1));
    db.execute("ALTER TABLE users ADD COLUMN age INTEGER; CREATE INDEX by_age ON users(age)");
    std::string before = state_of(db, "SELECT 1");
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) ==
          "`" + path + "` was altered by other hands since revision 0001 `initial` (" + maker.id(0) + "):\n" +
              "  altered table users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY AUTOINCREMENT , "
              "email TEXT "
              "NOT NULL , UNIQUE ( email ) )`, found `… TEXT NOT NULL , age INTEGER , UNIQUE ( email ) …`\n" +
              "put it back as it was, then try again; nothing was changed");
    CHECK(state_of(db, "SELECT 1") == before);
    CHECK(check(db, maker.chain()).ours.size() == 1);
    CHECK(joined(check(db, maker.chain()).foreign) == "unknown index by_age on users");
    db.execute("DROP INDEX by_age; ALTER TABLE users DROP COLUMN age");
    CHECK(check(db, maker.chain()).ours.empty());
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "add_phone lower_emails");
}
