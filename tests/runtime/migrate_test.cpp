#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

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

TEST_CASE("a database that is behind gets the tail, or is refused by policy") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = Connection::open({.path = path});
    upgrade(db, maker.chain(1));
    db.execute("INSERT INTO users(email) VALUES ('ADA'), ('Bob')");
    CHECK(inspect(db, maker.chain()).standing == Standing::behind);

    MigrateOptions refuse;
    refuse.behind = Policy::refuse;
    CHECK(message_of([&] { upgrade(db, maker.chain(), refuse); }) ==
          "`" + path + "` is 2 revisions behind this program:\n" + "  0002 `add_phone` (" + maker.id(1) +
              ")\n" + "  0003 `lower_emails` (" + maker.id(2) + ")\n" +
              "`upgrade` it, or let this program do so (`behind = migrate`); nothing was changed");
    Connection reader = Connection::open({.path = path, .read_only = true});
    CHECK(message_of([&] { upgrade(reader, maker.chain()); }) ==
          "`" + path + "` is 2 revisions behind this program:\n" + "  0002 `add_phone` (" + maker.id(1) +
              ")\n" + "  0003 `lower_emails` (" + maker.id(2) + ")\n" +
              "open it for writing, or `upgrade` it first; nothing was changed");

    CHECK(joined(upgrade(db, maker.chain(), {}, maker[1].digest).revisions) == "add_phone");
    CHECK(upgrade(db, maker.chain(), {}, maker[0].digest).kind == MigrateResult::Kind::up_to_date);
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "lower_emails");
    CHECK(rows_of(db, "SELECT * FROM users") == "1|ada|~ 2|bob|~");
    CHECK(upgrade(reader, maker.chain()).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("progress is one line a revision") {
    ChainMaker maker;
    fill(maker);
    std::string lines;
    MigrateOptions options;
    options.progress = [](void* context, std::string_view line) {
        static_cast<std::string*>(context)->append(line).append("\n");
    };
    options.progress_context = &lines;
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(2), options);
    options.allow_loss = true;
    downgrade(db, maker.chain(2), maker[0].digest, options);
    CHECK(lines == "apply 0001 `initial` (" + maker.id(0) + ")\napply 0002 `add_phone` (" + maker.id(1) +
                       ")\ntake down 0002 `add_phone` (" + maker.id(1) + ")\n");
}

TEST_CASE("objects that are not ours are kept, up and down") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute(
        "CREATE INDEX dba ON users(email COLLATE nocase); CREATE TABLE audit(x); INSERT INTO audit VALUES "
        "(7);"
        "CREATE TRIGGER note AFTER UPDATE ON users BEGIN INSERT INTO audit VALUES (old.id); END;"
        "INSERT INTO users(email) VALUES ('ADA')");
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "add_phone lower_emails");
    CHECK(rows_of(db, "SELECT x FROM audit") == "7 1");
    Drift drift = check(db, maker.chain());
    CHECK(drift.ours.empty());
    CHECK(joined(drift.foreign) ==
          "unknown index dba on users unknown table audit unknown trigger note on users");
    MigrateOptions lossy;
    lossy.allow_loss = true;
    downgrade(db, maker.chain(), maker[0].digest, lossy);
    CHECK(rows_of(db, "SELECT name FROM sqlite_schema WHERE name IN ('dba', 'audit', 'note')") ==
          "dba audit note");
}

TEST_CASE("a downgrade says what it loses, and waits for the word") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain());
    db.execute("INSERT INTO users(email, phone) VALUES ('ada', '1')");
    std::string before = state_of(db, "SELECT * FROM users");
    CHECK(message_of([&] { downgrade(db, maker.chain(), ""); }) ==
          "going down would lose data of `:memory:`:\n"
          "  0002 `add_phone` (" +
              maker.id(1) + ") loses users.phone\n" + "  0001 `initial` (" + maker.id(0) + ") loses users\n" +
              "say `--allow-loss` (`allow_loss`) if that is meant; nothing was changed");
    CHECK(state_of(db, "SELECT * FROM users") == before);
    MigrateResult exact = downgrade(db, maker.chain(), maker[1].digest);
    CHECK(exact.kind == MigrateResult::Kind::taken_down);
    CHECK(joined(exact.revisions) == "lower_emails");
    CHECK(downgrade(db, maker.chain(), maker[1].digest).kind == MigrateResult::Kind::up_to_date);
    CHECK(message_of([&] { downgrade(db, maker.chain(), maker[2].digest); }) ==
          "`:memory:` is at 0002 `add_phone` (" + maker.id(1) + "), which is below 0003 `lower_emails` (" +
              maker.id(2) + "): going there is an upgrade; nothing was changed");
    MigrateOptions lossy;
    lossy.allow_loss = true;
    CHECK(joined(downgrade(db, maker.chain(), "", lossy).revisions) == "add_phone initial");
    CHECK(inspect(db, maker.chain()).standing == Standing::behind);
    CHECK(inspect(db, maker.chain()).applied == 0);
    CHECK(joined(upgrade(db, maker.chain()).revisions) == "initial add_phone lower_emails");
    CHECK(rows_of(db, "SELECT action FROM varve_log") == "up up up down down down up up up");
}

TEST_CASE("a revision without a way down stops a downgrade before anything is written") {
    ChainMaker maker;
    maker.add({"initial", users, users, ""});
    maker.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT", users_phone,
               "--@ grade loses users.phone\nALTER TABLE users DROP COLUMN phone", Grade::loses,
               "users.phone"});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain());
    MigrateOptions lossy;
    lossy.allow_loss = true;
    CHECK(message_of([&] { downgrade(db, maker.chain(), "", lossy); }) ==
          "`:memory:` cannot go below revision 0001 `initial` (" + maker.id(0) +
              "): it has no way down; restore a backup instead; nothing was changed");
    CHECK(inspect(db, maker.chain()).applied == 2);
    CHECK(joined(downgrade(db, maker.chain(), maker[0].digest, lossy).revisions) == "add_phone");
}

TEST_CASE("a data step changes the schema cookie, so that processes left open notice") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(2));
    std::string before = rows_of(db, "PRAGMA schema_version");
    upgrade(db, maker.chain());
    std::string after = rows_of(db, "PRAGMA schema_version");
    CHECK(before != after);
    CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'varve_cookie'") == "0");
    downgrade(db, maker.chain(), maker[1].digest);
    CHECK(rows_of(db, "PRAGMA schema_version") != after);
}

TEST_CASE("the connection comes back with its own settings") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    Connection db = Connection::open(
        {.path = dir.file("a.db"), .synchronous = Synchronous::normal, .busy_deadline_ms = 1234});
    db.execute("PRAGMA ignore_check_constraints=ON");
    upgrade(db, maker.chain());
    CHECK(rows_of(db, "PRAGMA foreign_keys") + rows_of(db, "PRAGMA synchronous") +
              rows_of(db, "PRAGMA busy_timeout") + rows_of(db, "PRAGMA legacy_alter_table") +
              rows_of(db, "PRAGMA ignore_check_constraints") ==
          "11123401");
    db.execute("BEGIN");
    CHECK(message_of([&] { downgrade(db, maker.chain(), ""); }) ==
          "cannot migrate: a transaction is open on this connection");
    db.execute("COMMIT");
    Connection reader = Connection::open({.path = dir.file("a.db"), .read_only = true});
    CHECK(message_of([&] { downgrade(reader, maker.chain(), ""); }) ==
          "cannot migrate `" + dir.file("a.db") + "`: it is opened read-only");
}

TEST_CASE("a chain of another runtime is refused") {
    ChainMaker maker;
    fill(maker);
    Chain chain = maker.chain();
    chain.abi = 99;
    Connection db = Connection::open({.path = ":memory:"});
    CHECK(message_of([&] { upgrade(db, chain); }) ==
          "this chain was generated for another runtime (99 instead of 3): generate it anew");
}
