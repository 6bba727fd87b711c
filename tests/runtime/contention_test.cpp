#include <chrono>
#include <memory>
#include <thread>
#include <varve/migrate.hpp>

#include "runtime/src/opening.hpp"
#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

Connection open(const std::string& path, JournalMode mode) {
    return Connection::open({.path = path, .journal_mode = mode});
}

MigrateOptions within(std::int64_t ms) {
    MigrateOptions options;
    options.busy_deadline_ms = ms;
    return options;
}

/// A statement in the middle of its rows: it holds a read lock.
class Reading {
public:
    explicit Reading(Connection& connection) {
        sqlite3_prepare_v2(connection.native_handle(), "SELECT * FROM users", -1, &statement_, nullptr);
        sqlite3_step(statement_);
    }
    ~Reading() { sqlite3_finalize(statement_); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

private:
    sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

TEST_CASE("a writer that does not leave is waited for until the deadline, and named") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    for (JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        std::string path = dir.file(mode == JournalMode::wal ? "wal.db" : "rollback.db");
        Connection db = open(path, mode);
        upgrade(db, maker.chain(1));
        Connection writer = open(path, mode);
        writer.execute("BEGIN IMMEDIATE");
        CHECK(message_of([&] { upgrade(db, maker.chain(), within(30)); }) ==
              "cannot begin to migrate within 30 ms: database is locked; another connection holds the "
              "database: try "
              "again when it is done");
        std::thread leaves([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            writer.execute("COMMIT");
        });
        CHECK(upgrade(db, maker.chain(), within(10'000)).revisions.size() == 2);
        leaves.join();
        CHECK(rows_of(db, "PRAGMA busy_timeout") == "5000");
    }
}

TEST_CASE("a reader in the old journal mode holds up the commit, not the data") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection db = open(path, JournalMode::rollback);
    upgrade(db, maker.chain(1));
    db.execute("INSERT INTO users(email) VALUES ('A'), ('B')");
    Connection reader = open(path, JournalMode::rollback);
    std::string before = state_of(db, "SELECT * FROM users");
    {
        Reading reading(reader);
        CHECK(message_of([&] { upgrade(db, maker.chain(), within(30)); }) ==
              "cannot commit a migration within 30 ms, and it was rolled back: database is locked; another "
              "connection "
              "holds the database: try again when it is done");
        CHECK(state_of(db, "SELECT * FROM users") == before);
    }
    auto reading = std::make_unique<Reading>(reader);
    std::thread leaves([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        reading.reset();
    });
    CHECK(upgrade(db, maker.chain(), within(10'000)).revisions.size() == 2);
    leaves.join();
}

TEST_CASE("a reader in WAL mode goes on reading what it saw") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    Connection db = open(dir.file("a.db"), JournalMode::wal);
    upgrade(db, maker.chain(1));
    db.execute("INSERT INTO users(email) VALUES ('A')");
    Connection reader = open(dir.file("a.db"), JournalMode::wal);
    reader.execute("BEGIN; SELECT * FROM users");
    CHECK(upgrade(db, maker.chain()).revisions.size() == 2);
    CHECK(rows_of(reader, "SELECT * FROM users") == "1|A");
    reader.execute("COMMIT");
    CHECK(rows_of(reader, "SELECT * FROM users") == "1|a|~");
}

TEST_CASE("two connections that start together apply the chain once") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    for (int round = 0; round != 10; ++round) {
        std::string path = dir.file(std::to_string(round));
        std::size_t applied[2] = {};
        auto start = [&](std::size_t& mine) {
            Connection db = open(path, JournalMode::wal);
            mine = upgrade(db, maker.chain()).revisions.size();
        };
        std::thread other([&] { start(applied[1]); });
        start(applied[0]);
        other.join();
        CHECK(applied[0] + applied[1] == 3);
    }
}

TEST_CASE("a database at its head is opened while another holds it for writing") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    Connection db = open(dir.file("a.db"), JournalMode::wal);
    upgrade(db, maker.chain());
    db.execute("BEGIN IMMEDIATE; INSERT INTO users(email) VALUES ('A')");
    Connection other = open(dir.file("a.db"), JournalMode::wal);
    CHECK(upgrade(other, maker.chain(), within(0)).kind == MigrateResult::Kind::up_to_date);
}

TEST_CASE("a program that holds the whole file is waited for by starts, and named") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    const std::string path = dir.file("a.db");
    {
        Connection db = open(path, JournalMode::rollback);
        upgrade(db, maker.chain());
    }
    Connection other = open(path, JournalMode::rollback);
    other.execute("BEGIN EXCLUSIVE");
    const auto start = [&](std::int64_t deadline_ms) {
        MigrateResult result;
        detail::open_upgraded(
            {.path = path, .journal_mode = JournalMode::rollback, .busy_deadline_ms = deadline_ms},
            maker.chain(), within(deadline_ms), {}, result);
        return result;
    };
    CHECK(message_of([&] { start(30); }) == "cannot open `" + path +
                                                "`: database is locked; another connection holds the "
                                                "database: try again when it is done");
    std::thread leaves([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        other.execute("COMMIT");
    });
    CHECK(start(10'000).kind == MigrateResult::Kind::up_to_date);
    leaves.join();
}

TEST_CASE("a long reader holds up the switch to WAL, and nothing else of a start") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    const std::string path = dir.file("a.db");
    Connection reader = open(path, JournalMode::rollback);
    upgrade(reader, maker.chain());
    reader.execute("INSERT INTO users(email) VALUES ('A'), ('B')");
    const Reading reading(reader);
    const auto start = [&](JournalMode mode) {
        MigrateResult result;
        detail::open_upgraded({.path = path, .journal_mode = mode, .busy_deadline_ms = 30}, maker.chain(),
                              within(30), {}, result);
    };
    CHECK(message_of([&] { start(JournalMode::rollback); }) == "");
    CHECK(message_of([&] { start(JournalMode::wal); }) ==
          "cannot set the journal mode of `" + path +
              "`: database is locked; another connection holds the database: try again when it is done");
    CHECK(rows_of(reader, "PRAGMA journal_mode") == "delete");
}

TEST_CASE("a connection whose journal would not survive a crash is refused") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    Connection db = open(dir.file("a.db"), JournalMode::rollback);
    db.execute("PRAGMA journal_mode=MEMORY");
    CHECK(message_of([&] { upgrade(db, maker.chain()); }) ==
          "cannot migrate with `journal_mode` memory: a crash would destroy the database; set it to `wal` or "
          "`delete`");
    Connection again = open(dir.file("a.db"), JournalMode::wal);
    upgrade(again, maker.chain(1));
    Reading reading(again);
    again.execute("INSERT INTO users(email) VALUES ('A'), ('B')");
    Reading open_statement(again);
    CHECK(message_of([&] { upgrade(again, maker.chain()); }) ==
          "cannot migrate: a statement of this connection is still being read");
}
