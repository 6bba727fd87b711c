#include <varve/database.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

struct Tables {
    explicit Tables(detail::Session& session) : session_(&session) {}
    detail::Session* session_;
};

/// What generated code makes of a chain, without tables.
class Database : public DatabaseBase {
public:
    Database(const DatabaseOptions& options, const Chain& chain) : DatabaseBase(options, chain, {}) {}

    void write() {
        detail::run<detail::WriteScope, Tables>(pool_, [](Tables&) {});
    }
    void read() {
        detail::run<detail::ReadScope, Tables>(pool_, [](Tables&) {});
    }
};

/// A file at the second of two revisions, the second one made for older readers.
class Later {
public:
    Later(const std::string& schema, const std::string& up, const std::string& schema_after) {
        maker_.add({"first", schema, schema, ""});
        maker_.add({"second", "--@ compatible readers\n" + up, schema_after, "", Grade::none});
        maker_.mark_readable(1);
        Connection db = Connection::open({.path = path()});
        upgrade(db, maker_.chain());
    }

    DatabaseOptions options() const { return {.path = path()}; }
    Chain older() const { return maker_.chain(1); }
    std::string path() const { return dir_.file("a.db"); }
    std::string id() const { return maker_.id(1); }

    std::string refusal() const {
        const Chain chain = older();
        return message_of([&] { Database(options(), chain); });
    }

private:
    TempDir dir_;
    ChainMaker maker_;
};

std::string not_found(const Later& later, const std::string& lines) {
    return "`" + later.path() +
           "` is newer than this program, and says that older ones may go on reading, but this one would not "
           "find what it reads:\n" +
           lines + "run the program that wrote it, or a newer one; nothing was changed";
}

}  // namespace

TEST_CASE("a newer database that lets older readers in is opened for reading, and writes say why not") {
    const Later later(users, "ALTER TABLE users ADD COLUMN phone TEXT", users_phone);
    const Chain chain = later.older();
    for (const unsigned readers : {0u, 2u}) {
        DatabaseOptions options = later.options();
        options.readers = readers;
        Database db(options, chain);
        CHECK(db.read_only());
        db.read();
        CHECK(
            message_of([&] { db.write(); }) ==
            "`" + later.path() + "` is at `second` (" + later.id() +
                "), newer than this program, which may read it and not write: run the program that wrote it, "
                "or a newer one");
        CHECK(message_of([&] { db.connection().execute("DELETE FROM users"); }).find("readonly") !=
              std::string::npos);
    }
    DatabaseOptions asked = later.options();
    asked.read_only = true;
    CHECK(Database(asked, chain).read_only());
    Connection plain = Connection::open({.path = later.path()});
    CHECK(inspect(plain, chain).readable);
    CHECK(message_of([&] { upgrade(plain, chain); }).find("is ahead of this program") != std::string::npos);
}

TEST_CASE("one revision that older readers may not meet keeps them out") {
    TempDir dir;
    ChainMaker maker;
    fill(maker);
    maker.mark_readable(2);
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain());
    CHECK_FALSE(inspect(db, maker.chain(1)).readable);
    CHECK(inspect(db, maker.chain(2)).readable);
    const Chain chain = maker.chain(1);
    CHECK(message_of([&] { Database({.path = dir.file("a.db")}, chain); }).find("is ahead of this program") !=
          std::string::npos);
}

TEST_CASE("the promise is looked at before it is believed") {
    CHECK(Later(users, "CREATE TABLE more(a)", users + std::string("CREATE TABLE more(a)")).refusal() == "");
    const std::string one = "CREATE TABLE a(x TEXT NOT NULL, y INTEGER);";
    const Later gone(one, "--@ lose a\nDROP TABLE a;CREATE TABLE b(x)", "CREATE TABLE b(x)");
    CHECK(gone.refusal() == not_found(gone, "  there is no table `a`\n"));
    const std::string other = "CREATE TABLE a(x TEXT, z);";
    const Later changed(one, "--@ lose a\nDROP TABLE a;" + other, other);
    CHECK(changed.refusal() ==
          not_found(changed, "  the column `a.x` may be NULL\n  there is no column `a.y`\n"));
    const std::string typed = "CREATE TABLE a(x INTEGER NOT NULL, y INTEGER);";
    const Later retyped(one, "--@ lose a\nDROP TABLE a;" + typed, typed);
    CHECK(retyped.refusal() == not_found(retyped, "  the column `a.x` is INTEGER, not TEXT\n"));
    const std::string seen =
        "CREATE TABLE b(x TEXT NOT NULL, y INTEGER);CREATE VIEW a AS SELECT x, y FROM b;";
    CHECK(Later(one, "--@ lose a\nDROP TABLE a;" + seen, seen).refusal() == "");
}
