#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

const std::string by_email = "CREATE INDEX by_email ON users(email);";

/// An index that a DBA made becomes the schema's, then goes.
void fill_with_index(ChainMaker& maker) {
    maker.add({"initial", users, users, ""});
    maker.add({"adopt_by_email", "CREATE INDEX IF NOT EXISTS by_email ON users(email)", users + by_email,
               "DROP INDEX by_email"});
    maker.add(
        {"more", "CREATE TABLE more(a)", users + by_email + "CREATE TABLE more(a);", "DROP TABLE more"});
    maker.add({"without", "DROP INDEX by_email", users + std::string("CREATE TABLE more(a);"), ""});
}

}  // namespace

TEST_CASE("what other hands made becomes the schema's, where it is there and where it is not") {
    ChainMaker maker;
    fill_with_index(maker);
    for (const bool is_there : {true, false}) {
        Connection db = Connection::open({.path = ":memory:"});
        upgrade(db, maker.chain(1));
        if (is_there) db.execute(by_email);
        CHECK(check(db, maker.chain(1)).foreign.size() == (is_there ? 1 : 0));
        CHECK(joined(upgrade(db, maker.chain(3)).revisions) == "adopt_by_email more");
        CHECK(check(db, maker.chain(3)).foreign.empty());
        CHECK(check(db, maker.chain(3)).ours.empty());
        CHECK(joined(upgrade(db, maker.chain()).revisions) == "without");
        CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL") == "");
    }
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute(by_email);
    CHECK(upgrade(db, maker.chain()).revisions.size() == 3);
}

TEST_CASE("what has the name and is something else is not adopted") {
    ChainMaker maker;
    fill_with_index(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute("CREATE INDEX by_email ON users(email DESC)");
    CHECK(message_of([&] { upgrade(db, maker.chain(2)); }) ==
          "`:memory:`: to apply revision 0002 `adopt_by_email` (" + maker.id(1) +
              ") failed, and the database is as it was before:\n"
              "  the structure it leaves is not the one that was proved:\n"
              "  altered index by_email: expected `CREATE INDEX by_email ON users ( email )`, found `CREATE "
              "INDEX "
              "by_email ON users ( email DESC )`");
}

TEST_CASE("a database that other hands brought to a later revision's structure is told of the stamp") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute("ALTER TABLE users ADD COLUMN phone TEXT");
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) ==
          "`:memory:` was altered by other hands since revision 0001 `initial` (" + maker.id(0) +
              "):\n  altered table users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY "
              "AUTOINCREMENT , "
              "email TEXT NOT NULL , UNIQUE ( email ) )`, found `… TEXT NOT NULL , phone TEXT , UNIQUE ( "
              "email ) "
              "…`\nthis is the structure of 0002 `add_phone` (" +
              maker.id(1) + "): if that is meant, `stamp " + maker.id(1) +
              "` records it, and what pending revisions do to rows is not done; else put it back as it was, "
              "then try again; nothing was changed");
    stamp(db, maker.chain(), maker[1].digest);
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "lower_emails");
}
