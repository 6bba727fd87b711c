#include <array>

#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

const std::string first = "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT);";
const std::string second = "CREATE TABLE users(id INTEGER PRIMARY KEY, name TEXT, age INTEGER);";
const std::string others =
    "CREATE TABLE django_site(id INTEGER PRIMARY KEY, domain TEXT); CREATE INDEX by_domain ON "
    "django_site(domain); CREATE TABLE spool(x); CREATE VIEW report AS SELECT 1;";

constexpr std::array<UnmanagedObject, 3> unmanaged = {
    {{"table", "Django_*"}, {"table", "spool"}, {"view", "report"}}};

class Managed : public ChainMaker {
public:
    Managed() {
        add({"users", first, first, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
        add({"age", "ALTER TABLE users ADD COLUMN age INTEGER", second,
             "--@ lose users.age\nALTER TABLE users DROP COLUMN age", Grade::loses, "users.age"});
    }

    Chain chain(std::size_t count = 2) const {
        Chain chain = ChainMaker::chain(count);
        chain.unmanaged = unmanaged.data();
        chain.unmanaged_count = unmanaged.size();
        return chain;
    }
};

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE("a database that holds only what is unmanaged is new") {
    const Managed maker;
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(others);
    CHECK(inspect(db, maker.chain()).standing == Standing::fresh);
    upgrade(db, maker.chain());
    Drift drift = check(db, maker.chain());
    CHECK(joined(drift.ours) == "");
    CHECK(joined(drift.foreign) == "");
    CHECK(joined(drift.unmanaged) ==
          "unmanaged index by_domain on django_site\nunmanaged table django_site\nunmanaged table spool\n"
          "unmanaged view report\n");
}

TEST_CASE("a database with unmanaged objects is adopted, and goes up and down") {
    const Managed maker;
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(first + others + "INSERT INTO django_site(domain) VALUES ('example.org')");
    CHECK(upgrade(db, maker.chain()).kind == MigrateResult::Kind::adopted);
    CHECK(inspect(db, maker.chain()).standing == Standing::at_head);
    db.execute("CREATE TABLE stray(x)");
    CHECK(joined(check(db, maker.chain()).foreign) == "unknown table stray\n");
    MigrateOptions lossy;
    lossy.allow_loss = true;
    downgrade(db, maker.chain(), maker[0].digest, lossy);
    CHECK(joined(check(db, maker.chain()).foreign) == "unknown table stray\n");
    CHECK(rows_of(db, "SELECT domain FROM django_site") == "example.org");
}

TEST_CASE("without the word the same objects are unknown, and nothing is adopted") {
    const Managed maker;
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(second + "CREATE TABLE spool(x)");
    CHECK(message_of([&] { upgrade(db, maker.ChainMaker::chain()); }) ==
          "`:memory:` has no ledger, and no revision of this program has its structure\n"
          "the nearest is 0002 `age` (" +
              maker.id(1) +
              "); the database differs from it by:\n"
              "  unknown table spool\n"
              "make it equal to a revision, or give this program a file of its own; nothing was changed");
}

TEST_CASE("a table of ours under an unmanaged pattern is ours") {
    const std::string site = "CREATE TABLE django_site(id INTEGER PRIMARY KEY);";
    ChainMaker maker;
    maker.add({"site", site, site, ""});
    Chain chain = maker.chain();
    chain.unmanaged = unmanaged.data();
    chain.unmanaged_count = unmanaged.size();
    Connection made = Connection::open({.path = ":memory:"});
    upgrade(made, chain);
    made.execute("CREATE TABLE django_admin(x)");
    CHECK(joined(check(made, chain).unmanaged) == "unmanaged table django_admin\n");
    Connection found = Connection::open({.path = ":memory:"});
    found.execute(site + "CREATE TABLE django_admin(x)");
    CHECK(upgrade(found, chain).kind == MigrateResult::Kind::adopted);
    found.execute("ALTER TABLE django_site ADD COLUMN x");
    CHECK(check(found, chain).ours.size() == 1);
}

TEST_CASE("what is unmanaged and does not work stops nothing but what SQLite itself refuses beside it") {
    const std::string renamed = "CREATE TABLE users(id INTEGER PRIMARY KEY, called TEXT, age INTEGER);";
    Managed maker;
    maker.add({"called", "ALTER TABLE users RENAME COLUMN name TO called", renamed,
               "ALTER TABLE users RENAME COLUMN called TO name"});
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(
        first +
        "CREATE TABLE gone(id); CREATE VIEW report AS SELECT id FROM gone; CREATE TRIGGER reported "
        "INSTEAD OF INSERT ON report BEGIN INSERT INTO users(id) VALUES (new.id); END; DROP TABLE gone");
    CHECK(upgrade(db, maker.chain()).kind == MigrateResult::Kind::adopted);
    CHECK(inspect(db, maker.chain()).standing == Standing::at_head);
    CHECK(message_of([&] { upgrade(db, maker.chain(3)); }) ==
          "`:memory:`: to apply revision 0003 `called` (" + maker.id(2) +
              ") failed, and the database is as it was before:\n"
              "  statement 1 `ALTER TABLE users RENAME COLUMN name TO called`: error in view report: no such "
              "table: main.gone\n"
              "  the view `report` did not work before, and SQLite alters no names while one does not: mend "
              "it or drop it first");
    db.execute("DROP VIEW report");
    CHECK(upgrade(db, maker.chain(3)).kind == MigrateResult::Kind::applied);
}

TEST_CASE("a table that an unmanaged one refers to is not taken away from under it") {
    Managed maker;
    maker.add({"gone", "--@ lose users\nDROP TABLE users", "", second});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain());
    db.execute("CREATE TABLE spool(x REFERENCES nowhere, y REFERENCES Users)");
    CHECK(message_of([&] { upgrade(db, maker.chain(3)); }) ==
          "`:memory:`: to apply revision 0003 `gone` (" + maker.id(2) +
              ") failed, and the database is as it was before:\n"
              "  the table `spool` is not varve's and refers to `Users`, which would be gone: drop `spool` "
              "first, or make it anew without the reference");
    db.execute("DROP TABLE spool; CREATE TABLE spool(x REFERENCES nowhere)");
    CHECK(upgrade(db, maker.chain(3)).kind == MigrateResult::Kind::applied);
}

TEST_CASE("a database with a table under the name of the one that touches the cookie is migrated") {
    Managed maker;
    maker.add({"aged", "UPDATE users SET age = 1", second, "UPDATE users SET age = NULL"});
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(second + "CREATE TABLE Varve_Cookie(x); INSERT INTO users VALUES (1, 'ada', 2)");
    CHECK(upgrade(db, maker.chain(2)).kind == MigrateResult::Kind::adopted);
    CHECK(upgrade(db, maker.chain(3)).kind == MigrateResult::Kind::applied);
    CHECK(rows_of(db, "SELECT age FROM users") == "1");
    CHECK(rows_of(db, "SELECT count(*) FROM varve_cookie") == "0");
}

TEST_CASE("a column that an unmanaged table refers to is not taken away from under it") {
    Managed maker;
    maker.add({"less", "--@ lose users.age\nALTER TABLE users DROP COLUMN age", first, second});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain());
    db.execute(
        "CREATE TABLE spool(x REFERENCES users(nowhere), y REFERENCES Users(Age), z REFERENCES users)");
    CHECK(
        message_of([&] { upgrade(db, maker.chain(3)); }) ==
        "`:memory:`: to apply revision 0003 `less` (" + maker.id(2) +
            ") failed, and the database is as it was before:\n"
            "  the table `spool` is not varve's and refers to `Users.Age`, which would be gone: drop `spool` "
            "first, or make it anew without the reference");
    db.execute("DROP TABLE spool; CREATE TABLE spool(x REFERENCES users(nowhere), z REFERENCES users)");
    CHECK(upgrade(db, maker.chain(3)).kind == MigrateResult::Kind::applied);
}
