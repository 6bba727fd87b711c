#include <sqlite3.h>

#include <string>

#include "tests/runtime/baked_head.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using varve::Chain;
using varve::Connection;
using varve::MigrateOptions;
using varve::MigrateResult;
using varve::Standing;

namespace {

/// Users with their posts, an order of checks, a view, a trigger that writes, and rows of the chain's own.
void found(ChainMaker& maker) {
    const std::string tables =
        "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE);"
        "CREATE TABLE notes(body TEXT, CHECK (body <> ''), CHECK (length(body) < 99));"
        "CREATE INDEX by_body ON notes(body);";
    const std::string rest =
        "CREATE VIEW mails AS SELECT email FROM users;"
        "CREATE TRIGGER told AFTER INSERT ON users BEGIN INSERT INTO notes VALUES (new.email); END;";
    maker.add({"initial", tables, tables, "--@ lose users\n--@ lose notes\nDROP TABLE notes;DROP TABLE users",
               varve::Grade::loses, "users notes"});
    maker.add({"rows",
               "INSERT INTO users VALUES (1, 'ada'), (2, 'bob');UPDATE sqlite_sequence SET seq = 9;"
               "INSERT INTO notes(rowid, body) VALUES (7, 'seven')",
               tables, "--@ lose users\n--@ lose notes\nDELETE FROM users;DELETE FROM notes",
               varve::Grade::loses, "users notes"});
    maker.add({"rest", rest, tables + rest, "DROP VIEW mails;DROP TRIGGER told"});
}

constexpr std::string_view found_rows =
    "INSERT INTO main.users(id, email) VALUES (1, 'ada'), (2, 'bob');"
    "INSERT INTO main.notes(rowid, body) VALUES (7, 'seven');"
    "DELETE FROM main.sqlite_sequence WHERE name = 'users';"
    "INSERT INTO main.sqlite_sequence(name, seq) VALUES ('users', 9);";

/// All that two databases may be told apart by, but times and what digests of times are.
std::string all_of(Connection& db) {
    return rows_of(db, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2") + "\n" +
           rows_of(db, "SELECT id, email FROM users") + "\n" + rows_of(db, "SELECT rowid, body FROM notes") +
           "\n" + rows_of(db, "SELECT name, seq FROM sqlite_sequence") + "\n" +
           rows_of(
               db,
               "SELECT seq, format, schema, id, name, digest, body, parents, crossing, fingerprint, draft, "
               "compatible, inverse, grade, loses, build FROM varve_revisions ORDER BY seq") +
           "\n" +
           rows_of(db, "SELECT seq, format, schema, action, id, forced, build FROM varve_log ORDER BY seq");
}

struct Told {
    std::string lines;
    MigrateOptions options;

    Told() {
        options.progress = [](void* context, std::string_view line) {
            static_cast<Told*>(context)->lines.append(line).append("\n");
        };
        options.progress_context = this;
    }
};

int begun_transactions = 0;

int count_begins(unsigned, void*, void* statement, void*) {
    if (std::string_view(sqlite3_sql(static_cast<sqlite3_stmt*>(statement))) == "COMMIT")
        ++begun_transactions;
    return 0;
}

}  // namespace

TEST_CASE("a new database is made of the baked head, equal to one that lived through the chain") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    Connection replayed = Connection::open({.path = ":memory:"});
    varve::upgrade(replayed, maker.chain());
    Connection fresh = Connection::open({.path = ":memory:"});
    begun_transactions = 0;
    sqlite3_trace_v2(fresh.native_handle(), SQLITE_TRACE_STMT, count_begins, nullptr);
    Told told;
    const MigrateResult result = varve::upgrade(fresh, head.chain(), told.options);
    CHECK(begun_transactions == 1);
    CHECK(told.lines == "make at 0003 `rest` (" + maker.id(2) + ")\n");
    CHECK(result.kind == MigrateResult::Kind::applied);
    CHECK(joined(result.revisions) == "initial rows rest");
    CHECK(all_of(fresh) == all_of(replayed));
    CHECK(rows_of(fresh, "SELECT count(DISTINCT applied_at) FROM varve_revisions") == "1");
    CHECK(rows_of(fresh, "SELECT count(*) FROM notes") == "1");
    CHECK(rows_of(fresh, "PRAGMA integrity_check") == "ok");

    const varve::Position position = varve::inspect(fresh, head.chain());
    CHECK(position.standing == Standing::at_head);
    CHECK(position.reason == "");
    CHECK(varve::check(fresh, head.chain()).ours.empty());
    CHECK(varve::upgrade(fresh, head.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("a database that was made at once goes down to base and up again") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    Connection db = Connection::open({.path = ":memory:"});
    varve::upgrade(db, head.chain());
    Told told;
    told.options.allow_loss = true;
    varve::downgrade(db, head.chain(), "", told.options);
    CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('users', 'notes', 'mails')") == "0");
    told.lines.clear();
    varve::upgrade(db, head.chain(), told.options);
    CHECK(told.lines == "apply 0001 `initial` (" + maker.id(0) + ")\napply 0002 `rows` (" + maker.id(1) +
                            ")\napply 0003 `rest` (" + maker.id(2) + ")\n");
    CHECK(rows_of(db, "SELECT count(*) FROM varve_log") == "9");
}

TEST_CASE("a target below the head is replayed, and so is what is behind it") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    Connection db = Connection::open({.path = ":memory:"});
    Told told;
    varve::upgrade(db, head.chain(), told.options, maker[1].digest);
    varve::upgrade(db, head.chain(), told.options);
    CHECK(told.lines == "apply 0001 `initial` (" + maker.id(0) + ")\napply 0002 `rows` (" + maker.id(1) +
                            ")\napply 0003 `rest` (" + maker.id(2) + ")\n");
}

TEST_CASE("a new database is made whatever is to be done with one that is behind") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    Connection db = Connection::open({.path = ":memory:"});
    Told told;
    told.options.behind = varve::Policy::refuse;
    varve::upgrade(db, head.chain(), told.options);
    CHECK(told.lines == "make at 0003 `rest` (" + maker.id(2) + ")\n");
}

TEST_CASE("a connection that does not take the baked head replays the chain, in one piece") {
    ChainMaker maker;
    found(maker);
    const std::string lines = "apply 0001 `initial` (" + maker.id(0) + ")\napply 0002 `rows` (" +
                              maker.id(1) + ")\napply 0003 `rest` (" + maker.id(2) + ")\n";
    Connection replayed = Connection::open({.path = ":memory:"});
    varve::upgrade(replayed, maker.chain());

    SECTION("a statement that SQLite refuses") {
        const BakedHead head(maker, std::string(found_rows) + "SELECT no_such_function();");
        Connection db = Connection::open({.path = ":memory:"});
        Told told;
        varve::upgrade(db, head.chain(), told.options);
        CHECK(told.lines == lines);
        CHECK(all_of(db) == all_of(replayed));
    }
    SECTION("an object that SQLite keeps otherwise") {
        BakedHead head(maker, found_rows);
        std::string structure = head.chain().structure.str();
        structure.replace(structure.find("CREATE VIEW"), 11, "CREATE /**/ VIEW");
        const varve::Piece piece{structure.data(), structure.size()};
        head.chain().structure = {&piece, 1};
        Connection db = Connection::open({.path = ":memory:"});
        Told told;
        varve::upgrade(db, head.chain(), told.options);
        CHECK(told.lines == lines);
        CHECK(all_of(db) == all_of(replayed));
    }
    SECTION("text that is kept as UTF-16") {
        const BakedHead head(maker, found_rows);
        Connection db =
            Connection::open({.path = ":memory:", .configure = [](void*, sqlite3* handle) {
                                  sqlite3_exec(handle, "PRAGMA encoding='UTF-16'", nullptr, nullptr, nullptr);
                              }});
        Told told;
        varve::upgrade(db, head.chain(), told.options);
        CHECK(told.lines == lines);
    }
}

TEST_CASE("a revision that fails is named, as if nothing had been baked") {
    ChainMaker maker;
    maker.configure = [](void*, sqlite3* handle) {
        sqlite3_create_function(
            handle, "shout", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
            [](sqlite3_context* context, int, sqlite3_value** values) {
                sqlite3_result_value(context, values[0]);
            },
            nullptr, nullptr);
    };
    const std::string table = "CREATE TABLE words(word TEXT);";
    const std::string index = "CREATE INDEX loud ON words(shout(word));";
    maker.add({"initial", table, table, ""});
    maker.add({"loud", index, table + index, ""});
    const BakedHead head(maker, "");
    Connection without = Connection::open({.path = ":memory:"});
    Connection as_before = Connection::open({.path = ":memory:"});
    const std::string said = message_of([&] { varve::upgrade(without, head.chain()); });
    CHECK(said == message_of([&] { varve::upgrade(as_before, maker.chain()); }));
    CHECK(said.find("to apply revision 0002 `loud` (" + maker.id(1) + ") failed") != std::string::npos);
    Connection with = Connection::open({.path = ":memory:", .configure = maker.configure});
    Told told;
    varve::upgrade(with, head.chain(), told.options);
    CHECK(told.lines == "make at 0002 `loud` (" + maker.id(1) + ")\n");
}

TEST_CASE("a start that is cut off leaves a new database empty") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    int cut_off = 0;
    for (int patience = 1;; patience = patience * 3 / 2 + 1) {
        Connection db = Connection::open({.path = ":memory:"});
        int left = patience;
        const auto is_out = [](void* count) { return --*static_cast<int*>(count) < 0 ? 1 : 0; };
        sqlite3_progress_handler(db.native_handle(), 4, is_out, &left);
        const std::string said = message_of([&] { varve::upgrade(db, head.chain()); });
        sqlite3_progress_handler(db.native_handle(), 0, nullptr, nullptr);
        if (said.empty()) break;
        ++cut_off;
        CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema") == "0");
        CHECK(varve::inspect(db, head.chain()).standing == Standing::fresh);
    }
    CHECK(cut_off > 10);
}

TEST_CASE("what the schema calls unmanaged stands where it stood in a new database") {
    ChainMaker maker;
    found(maker);
    BakedHead head(maker, found_rows);
    const varve::UnmanagedObject unmanaged{"table", "their_*"};
    head.chain().unmanaged = &unmanaged;
    head.chain().unmanaged_count = 1;
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(
        "PRAGMA foreign_keys = OFF; CREATE TABLE their_marks(id INTEGER PRIMARY KEY AUTOINCREMENT, user_id "
        "INTEGER REFERENCES "
        "users(id));"
        "INSERT INTO their_marks VALUES (4, NULL)");
    Told told;
    varve::upgrade(db, head.chain(), told.options);
    CHECK(told.lines == "make at 0003 `rest` (" + maker.id(2) + ")\n");
    CHECK(rows_of(db, "SELECT * FROM their_marks") == "4|~");
    CHECK(rows_of(db, "SELECT name, seq FROM sqlite_sequence ORDER BY 1") == "their_marks|4 users|9");
    const varve::Drift drift = varve::check(db, head.chain());
    CHECK(joined(drift.ours) == "");
    CHECK(joined(drift.unmanaged) == "unmanaged table their_marks");
}

TEST_CASE("a database that stands already is adopted, not made") {
    ChainMaker maker;
    found(maker);
    const BakedHead head(maker, found_rows);
    Connection db = Connection::open({.path = ":memory:"});
    varve::upgrade(db, maker.chain());
    db.execute("DROP TABLE varve_revisions; DROP TABLE varve_log; DELETE FROM notes");
    Told told;
    CHECK(varve::upgrade(db, head.chain(), told.options).kind == MigrateResult::Kind::adopted);
    CHECK(told.lines == "adopt at 0003 `rest` (" + maker.id(2) + ")\n");
    CHECK(rows_of(db, "SELECT count(*) FROM notes") == "0");
}
