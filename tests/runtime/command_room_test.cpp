#include <varve/migrate.hpp>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/names.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_disk.hpp"

using namespace varve;

namespace {

constexpr std::size_t mebibyte = 1 << 20;

/// A chain whose second revision writes every row again, by a rebuild or in place.
struct Rewriting : SampleChain {
    explicit Rewriting(const char* up) {
        add("init", "CREATE TABLE notes (id INTEGER PRIMARY KEY, body BLOB);", "", Grade::none);
        add("second", up, "", Grade::none);
    }
};

constexpr const char* rebuilt =
    "--@ rebuild notes\n"
    "CREATE TABLE varve_new_notes (id INTEGER PRIMARY KEY, body BLOB, more TEXT);\n"
    "INSERT INTO varve_new_notes (id, body) SELECT id, body FROM notes;\n"
    "--@ end";

/// A database of some 240 KB at the first revision.
std::string made(const SmallDisk& disk, const SampleChain& chain) {
    const std::string path = disk.file("a.db");
    Connection db = Connection::open({.path = path});
    upgrade(db, chain.first(1));
    db.execute(
        "WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < 120) "
        "INSERT INTO notes SELECT n, zeroblob(2000) FROM s; PRAGMA wal_checkpoint(TRUNCATE)");
    return path;
}

}  // namespace

TEST_CASE("a full disk is named by every command that opens a database in WAL mode") {
    const SmallDisk disk(mebibyte);
    if (!disk.there()) return;
    const Rewriting chain("UPDATE notes SET body = zeroblob(2001);");
    const std::string path = made(disk, chain);
    disk.leave(8192);
    for (const char* command : {"status", "current", "check", "dump", "backup", "rehearse", "upgrade"}) {
        INFO(command);
        const Outcome outcome = run(chain.chain(), {command, "--db", path});
        CHECK(outcome.err == "error: cannot open `" + path +
                                 "`: the disk is full, and SQLite needs room beside the file (`-shm`, "
                                 "`-wal`, `-journal`); make room and try again\n");
        CHECK(outcome.code == 1);
    }
    std::filesystem::remove(disk.file("filler"));
    CHECK(run(chain.chain(), {"upgrade", "--db", path}).code == 0);
}

TEST_CASE("a disk that is full at the COMMIT was not waited for") {
    const SmallDisk disk(mebibyte);
    if (!disk.there()) return;
    const Rewriting chain("UPDATE notes SET body = zeroblob(2001);");
    const std::string path = made(disk, chain);
    disk.leave(std::size_t{128} * 1024);
    const Outcome outcome = run(chain.chain(), {"upgrade", "--db", path});
    CHECK(outcome.err ==
          "error: cannot commit a migration, and it was rolled back: database or disk is full; make room on "
          "the disk and try again\n");
    Connection db = Connection::open({.path = path});
    CHECK(inspect(db, chain.chain()).applied == 1);
    CHECK(rows_of(db, "SELECT count(*), max(length(body)) FROM notes") == "120|2000");
}

TEST_CASE("a disk that is full in the midst of a step says where the database is") {
    const SmallDisk disk(mebibyte);
    if (!disk.there()) return;
    const Rewriting chain("UPDATE notes SET body = zeroblob(2001);");
    const std::string path = made(disk, chain);
    Connection::open({.path = path, .journal_mode = JournalMode::rollback});
    disk.leave(std::size_t{64} * 1024);
    const Outcome outcome = run(chain.chain(), {"upgrade", "--db", path});
    CHECK(outcome.err == "error: `" + path + "`: to apply revision " +
                             detail::describe(chain.chain().revisions[1]) +
                             " failed, and the database is as it was before:\n"
                             "  statement 1 `UPDATE notes SET body = zeroblob ( 2001 )`: database or disk is "
                             "full; make room on "
                             "the disk and try again\n");
    CHECK(outcome.code == 1);
    Connection db = Connection::open({.path = path, .journal_mode = JournalMode::keep});
    CHECK(rows_of(db, "SELECT count(*), max(length(body)) FROM notes") == "120|2000");
}

TEST_CASE("a restore that has no room leaves the database alone, and no second copy of it") {
    const SmallDisk disk(mebibyte);
    if (!disk.there()) return;
    const Rewriting chain("UPDATE notes SET body = zeroblob(2001);");
    const std::string path = made(disk, chain);
    Connection::open({.path = path, .journal_mode = JournalMode::rollback});
    const TempDir elsewhere;
    const std::string backup = elsewhere.file("a.backup");
    REQUIRE(run(chain.chain(), {"backup", backup, "--db", path}).code == 0);
    Connection::open({.path = path, .journal_mode = JournalMode::keep})
        .execute("UPDATE notes SET body = 'now'");
    const std::uintmax_t size = std::filesystem::file_size(path);
    disk.leave(size + 64 * 1024);
    const Outcome outcome = run(chain.chain(), {"restore", backup, "--db", path});
    CHECK(outcome.err == "error: cannot write over `" + path +
                             "`, which is as it was: database or disk is full; make room on the disk and try "
                             "again\n");
    CHECK(outcome.code == 1);
    CHECK(names_with(std::filesystem::path(path).parent_path(), "") == "a.db filler");
    Connection db = Connection::open({.path = path, .journal_mode = JournalMode::keep});
    CHECK(rows_of(db, "SELECT count(*), max(body) FROM notes") == "120|now");
}

TEST_CASE("a rehearsal that has room for its copy alone says that an upgrade needs less") {
    const SmallDisk disk(2 * mebibyte);
    if (!disk.there()) return;
    const Rewriting chain(rebuilt);
    const std::string path = made(disk, chain);
    const std::uintmax_t size = std::filesystem::file_size(path);
    disk.leave(2 * size + 192 * 1024);
    const Outcome rehearsed = run(chain.chain(), {"rehearse", "--db", path});
    CHECK(rehearsed.code == 4);
    const std::string end =
        " bytes are free\nmake room and try again\n"
        "the rehearsal's copy takes " +
        detail::grouped(static_cast<std::int64_t>(size)) +
        " bytes of that room, which an upgrade does not need: `--to FILE` puts it on another disk\n";
    CHECK(rehearsed.out.substr(rehearsed.out.size() - std::min(end.size(), rehearsed.out.size())) == end);
    CHECK(rehearsed.out.find("stopped: `" + path + "`: there is no room to apply revision " +
                             detail::describe(chain.chain().revisions[1])) != std::string::npos);
    const TempDir elsewhere;
    const Outcome beside = run(chain.chain(), {"rehearse", "--to", elsewhere.file("copy"), "--db", path});
    INFO(beside.out + beside.err);
    CHECK(beside.code == 0);
    CHECK(run(chain.chain(), {"upgrade", "--db", path}).code == 0);
}
