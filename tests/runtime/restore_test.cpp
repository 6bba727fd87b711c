#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>
#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/restore_place.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

TEST_CASE("restore writes over a database, and keeps what stood there") {
    for (const JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        const RestorePlace place(mode);
        const RestoreReport report = place.restore();
        CHECK(RestorePlace::emails(place.file()) == "ada");
        CHECK(report.kept.rfind(place.file() + ".2", 0) == 0);
        CHECK(report.kept.ends_with("Z-" + place.maker.id(1) + ".backup"));
        CHECK(RestorePlace::emails(report.kept) == "ada bob");
        Connection db = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
        CHECK(rows_of(db, "PRAGMA journal_mode") == (mode == JournalMode::wal ? "wal" : "delete"));
        CHECK(inspect(db, place.maker.chain()).applied == 2);
        CHECK(rows_of(db, "PRAGMA integrity_check") == "ok");
    }
}

TEST_CASE("pages of another size are restored too") {
    for (const JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        const RestorePlace place;
        for (const char* tail : {"", "-wal", "-shm"})
            std::filesystem::remove(place.file() + tail);
        {
            Connection small = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
            small.execute("PRAGMA page_size = 1024; CREATE TABLE t(a)");
        }
        { Connection::open({.path = place.file(), .journal_mode = mode}); }
        place.restore();
        CHECK(RestorePlace::emails(place.file()) == "ada");
        Connection db = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
        CHECK(rows_of(db, "PRAGMA journal_mode") == (mode == JournalMode::wal ? "wal" : "delete"));
    }
}

TEST_CASE("a database that is not there is made, unless a log of another one stands there") {
    const RestorePlace place;
    for (const char* tail : {"", "-wal", "-shm"})
        std::filesystem::remove(place.file() + tail);
    std::ofstream(place.file() + "-journal") << "something";
    CHECK(message_of([&] { place.restore(); }) ==
          "`" + place.file() +
              "-journal` stands there without its database, and SQLite would take it for the new "
              "one's: move it away first; nothing was changed");
    std::filesystem::remove(place.file() + "-journal");
    CHECK(place.restore().kept == "");
    CHECK(RestorePlace::emails(place.file()) == "ada");
    CHECK(names_with(place.dir.path(), "") == "a.db old.backup");
    struct stat status {};
    REQUIRE(stat(place.file().c_str(), &status) == 0);
    const mode_t mask = umask(0);
    umask(mask);
    CHECK((status.st_mode & 0777) == (0644 & ~mask));
}

TEST_CASE("what is no backup of this chain is not restored") {
    const RestorePlace place;
    const auto refusal = [&](const std::string& file) {
        return message_of([&] { restore_backup(place.options(), file, place.maker.chain()); });
    };
    CHECK(refusal(place.file()) == "`" + place.file() + "` is the database itself, and no backup of it");
    CHECK(refusal(place.dir.file("none")) ==
          "cannot open `" + place.dir.file("none") + "`: there is no such file");
    CHECK(refusal(place.dir.file("x.part")) ==
          "`" + place.dir.file("x.part") + "` is a backup that was not finished; nothing was changed");
    std::ofstream(place.dir.file("empty")) << "";
    CHECK(refusal(place.dir.file("empty")) ==
          "`" + place.dir.file("empty") + "` is empty; nothing was changed");
    {
        Connection::open({.path = place.dir.file("bare"), .journal_mode = JournalMode::rollback})
            .execute("PRAGMA user_version = 1");
    }
    CHECK(refusal(place.dir.file("bare")) == "`" + place.dir.file("bare") +
                                                 "` holds nothing\nso it is not restored: `--force` "
                                                 "(`force`) if that is meant; nothing was changed");
    std::ofstream(place.dir.file("text")) << std::string(5000, 'x');
    CHECK(refusal(place.dir.file("text")) == "cannot open `" + place.dir.file("text") +
                                                 "`: file is not a database; it is another kind of file, or "
                                                 "a database encrypted with another key; it "
                                                 "was not touched");

    ChainMaker other("diary");
    other.add({"initial", users, users, ""});
    {
        Connection db =
            Connection::open({.path = place.dir.file("diary"), .journal_mode = JournalMode::rollback});
        upgrade(db, other.chain());
    }
    const std::string foreign = refusal(place.dir.file("diary"));
    CHECK(foreign.rfind("`" + place.dir.file("diary") + "` ", 0) == 0);
    CHECK(foreign.ends_with(
        "\nso it is not restored: `--force` (`force`) if that is meant; nothing was changed"));
    CHECK(RestorePlace::emails(place.file()) == "ada bob");
    CHECK(names_with(place.dir.path(), "Z-") == "");
    restore_backup(place.options(), place.dir.file("diary"), place.maker.chain(), {.force = true});
    Connection db = Connection::open({.path = place.file()});
    CHECK(inspect(db, other.chain()).standing == Standing::at_head);
}

TEST_CASE("a damaged backup is not restored") {
    const RestorePlace place;
    {
        std::fstream file(place.backup, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096);
        file << std::string(4096, '\x05');
    }
    const std::string message = message_of([&] { place.restore({.force = true}); });
    CHECK(message.rfind("`" + place.backup + "` is damaged: quick_check says `", 0) == 0);
    CHECK(RestorePlace::emails(place.file()) == "ada bob");
}

TEST_CASE("a damaged database is written over by force alone, and a copy of it stays as it is") {
    const RestorePlace place(JournalMode::rollback);
    {
        Connection db = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
        db.execute("CREATE TABLE big(a); INSERT INTO big VALUES (hex(randomblob(9000)))");
    }
    const auto size = std::filesystem::file_size(place.file());
    {
        std::fstream file(place.file(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(static_cast<std::streamoff>(size - 4096));
        file << std::string(8, '\xff');
    }
    const std::string message = message_of([&] { place.restore(); });
    CHECK(message.rfind("`" + place.file() + "` is damaged: quick_check says `", 0) == 0);
    CHECK(
        message.ends_with("`; `.recover` of the sqlite3 shell saves what can be saved\nso no sound backup of "
                          "it can be made: `--force` (`force`) writes over it and keeps a copy "
                          "as it is; nothing was changed"));
    CHECK(names_with(place.dir.path(), "") == "a.db old.backup");
    const RestoreReport report = place.restore({.force = true});
    CHECK(report.kept.ends_with(".damaged"));
    CHECK(std::filesystem::file_size(report.kept) == size);
    CHECK(RestorePlace::emails(place.file()) == "ada");
}

TEST_CASE("a database whose rows cannot even be counted is written over by force") {
    const RestorePlace place(JournalMode::rollback);
    {
        std::fstream file(place.file(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096);
        file << std::string(4096, '\x05');
    }
    CHECK(
        message_of([&] { place.restore(); }) ==
        "`" + place.file() +
            "` is damaged: its rows cannot be counted (database disk image is malformed); `.recover` of the "
            "sqlite3 shell saves what can be saved\n"
            "so no sound backup of it can be made: `--force` (`force`) writes over it and keeps a copy as it "
            "is; nothing was changed");
    CHECK(place.restore({.force = true}).kept.ends_with(".damaged"));
    CHECK(RestorePlace::emails(place.file()) == "ada");
}

TEST_CASE("what is no database is not written over") {
    const RestorePlace place;
    for (const char* tail : {"-wal", "-shm"})
        std::filesystem::remove(place.file() + tail);
    std::ofstream(place.file(), std::ios::trunc) << std::string(5000, 'x');
    CHECK(message_of([&] { place.restore(); }) ==
          "`" + place.file() +
              "` cannot be written over, since SQLite cannot open it (file is not a database): move it away "
              "with the "
              "files beside it (`-wal`, `-shm`, `-journal`) and try again; nothing was changed");
}

TEST_CASE("others that have the database open see the restored one, or stand in the way and are told of") {
    {
        const RestorePlace place;
        Connection other = Connection::open({.path = place.file()});
        other.execute("BEGIN; SELECT count(*) FROM users");
        place.restore();
        CHECK(rows_of(other, "SELECT email FROM users") == "ada bob");
        other.execute("COMMIT");
        CHECK(rows_of(other, "SELECT email FROM users") == "ada");
    }
    const RestorePlace place(JournalMode::rollback);
    Connection other = Connection::open({.path = place.file(), .journal_mode = JournalMode::keep});
    other.execute("BEGIN; SELECT count(*) FROM users");
    CHECK(message_of([&] { place.restore(); }) == "cannot write over `" + place.file() +
                                                      "`, which is as it was: database is locked; another "
                                                      "connection holds the database: try again when it "
                                                      "is done");
    other.execute("COMMIT; BEGIN IMMEDIATE");
    CHECK(message_of([&] { place.restore(); }) ==
          "cannot begin to migrate within 200 ms: database is locked; another connection holds the database: "
          "try "
          "again when it is done");
    other.execute("COMMIT");
    CHECK(rows_of(other, "SELECT email FROM users") == "ada bob");
}

namespace {

/// Writes a row, as another process might, when a connection to the database lets go of its lock for the
/// first time.
struct Intruder {
    std::string file;
    bool came = false;

    static void watch(void* context, sqlite3* db) {
        sqlite3_trace_v2(db, SQLITE_TRACE_PROFILE, come, context);
    }
    static int come(unsigned, void* context, void* statement, void*) {
        auto* self = static_cast<Intruder*>(context);
        auto* const ended = static_cast<sqlite3_stmt*>(statement);
        const char* name = sqlite3_db_filename(sqlite3_db_handle(ended), "main");
        const bool ours = name != nullptr && std::string(name).ends_with("/a.db");
        if (self->came || !ours || std::string(sqlite3_sql(ended)) != "ROLLBACK") return 0;
        self->came = true;
        Connection::open({.path = self->file, .journal_mode = JournalMode::keep})
            .execute("INSERT INTO users(email) VALUES ('late')");
        return 0;
    }
};

}  // namespace

TEST_CASE("a row that is written between the backup and the restore is in the backup") {
    for (const JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        const RestorePlace place(mode);
        Intruder intruder{place.file()};
        ConnectionOptions options = place.options();
        options.configure = Intruder::watch;
        options.configure_context = &intruder;
        const RestoreReport report = restore_backup(options, place.backup, place.maker.chain());
        CHECK(intruder.came);
        CHECK(RestorePlace::emails(report.kept) == "ada bob late");
        CHECK(RestorePlace::emails(place.file()) == "ada");
        CHECK(names_with(place.dir.path(), "Z-") == std::filesystem::path(report.kept).filename().string());
    }
}

TEST_CASE("reset leaves a new database at the head, at a revision or at base, and a backup") {
    const RestorePlace place;
    const RestoreReport report = reset_database(place.options(), place.maker.chain());
    CHECK(RestorePlace::emails(report.kept) == "ada bob");
    CHECK(RestorePlace::emails(place.file()) == "");
    Connection db = Connection::open({.path = place.file()});
    CHECK(inspect(db, place.maker.chain()).standing == Standing::at_head);
    CHECK(check(db, place.maker.chain()).ours.empty());
    reset_database(place.options(), place.maker.chain(), place.maker[0].digest);
    CHECK(inspect(db, place.maker.chain()).applied == 1);
    reset_database(place.options(), place.maker.chain(), "base");
    CHECK(inspect(db, place.maker.chain()).standing == Standing::fresh);
    CHECK(rows_of(db, "SELECT count(*) FROM sqlite_schema") == "0");
    CHECK(upgrade(db, place.maker.chain()).revisions.size() == 3);
}
