#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <varve/backup.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/backup_file.hpp"
#include "tests/runtime/cancel_at.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

const std::string rows =
    "CREATE TABLE t(id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT CHECK (a <> 'x'));"
    "INSERT INTO t(a) VALUES ('one'), ('two'); DELETE FROM t WHERE id = 2; CREATE INDEX by_a ON t(a);";

Connection filled(const std::string& file, JournalMode mode) {
    Connection db = Connection::open({.path = file, .journal_mode = mode});
    db.execute(rows);
    return db;
}

}  // namespace

TEST_CASE("a backup is one file of its owner's alone, in either journal mode") {
    for (const JournalMode mode : {JournalMode::wal, JournalMode::rollback}) {
        const TempDir dir;
        const Connection db = filled(dir.file("a.db"), mode);
        const BackupReport report = make_backup(db, {.path = dir.file("copy")});
        CHECK(report.path == dir.file("copy"));
        CHECK(report.tables == 2);
        CHECK(report.rows == 2);
        CHECK(std::filesystem::file_size(report.path) == static_cast<std::uintmax_t>(report.bytes));
        struct stat status {};
        REQUIRE(stat(report.path.c_str(), &status) == 0);
        CHECK((status.st_mode & 0777) == 0600);
        Connection copy = Connection::open({.path = report.path, .read_only = true});
        CHECK(rows_of(copy, "SELECT id, a FROM t") == "1|one");
        CHECK(rows_of(copy, "SELECT name, seq FROM sqlite_sequence") == "t|2");
        CHECK(rows_of(copy, "PRAGMA journal_mode") == "delete");
        CHECK(names_with(dir.path(), "copy") == "copy");
    }
}

TEST_CASE("a backup is named by time and revision, and holds what is committed while another one writes") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::wal);
    db.execute("BEGIN IMMEDIATE");
    const BackupReport report = make_backup(db);
    CHECK(report.path.rfind(dir.file("a.db") + ".2", 0) == 0);
    CHECK(report.path.ends_with("Z-none.backup"));
    db.execute("INSERT INTO t(a) VALUES ('three'); COMMIT");
    Connection copy = Connection::open({.path = report.path, .read_only = true});
    CHECK(rows_of(copy, "SELECT count(*) FROM t") == "1");
}

TEST_CASE("what a ledger calls a revision does not lead a backup to another place") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::wal);
    db.execute("CREATE TABLE varve_revisions(seq INTEGER, id TEXT)");
    CHECK(make_backup(db).path.ends_with("Z-base.backup"));
    db.execute("INSERT INTO varve_revisions VALUES (1, '0123456789ab')");
    CHECK(make_backup(db).path.ends_with("Z-0123456789ab.backup"));
    db.execute("INSERT INTO varve_revisions VALUES (2, '../../x')");
    CHECK(make_backup(db).path.ends_with("Z-unknown.backup"));
    db.execute("DROP TABLE varve_revisions; CREATE TABLE varve_revisions(other)");
    CHECK(make_backup(db).path.ends_with("Z-unknown.backup"));
    CHECK(names_with(dir.path(), ".part") == "");
}

TEST_CASE("what stands in a backup's way is told, and nothing is left") {
    const TempDir dir;
    const Connection db = filled(dir.file("a.db"), JournalMode::wal);
    std::ofstream(dir.file("there")) << "mine";
    CHECK(message_of([&] { make_backup(db, {.path = dir.file("there")}); }) ==
          "`" + dir.file("there") + "` is there already, and nothing is written over: name another file");
    CHECK(message_of([&] { make_backup(db, {.path = dir.file("no/where")}); }) ==
          "cannot make `" + dir.file("no/where") + "`: there is no directory `" + dir.file("no") + "`");
    std::filesystem::create_symlink(dir.file("nothing"), dir.file("link"));
    CHECK(message_of([&] { make_backup(db, {.path = dir.file("link")}); }) ==
          "`" + dir.file("link") + "` is there already, and nothing is written over: name another file");
    const Connection memory = Connection::open({.path = ":memory:"});
    CHECK(message_of([&] { make_backup(memory); }) ==
          "cannot back up `:memory:`: it is in memory, and there is no place beside it");
    CHECK(names_with(dir.path(), "") == "a.db a.db-shm a.db-wal link there");

    std::filesystem::create_directory(dir.file("locked"));
    std::filesystem::permissions(dir.file("locked"), std::filesystem::perms(0555));
    std::filesystem::permissions(dir.path(), std::filesystem::perms(0755));
    const AsNobody nobody;
    CHECK(message_of([&] { make_backup(db, {.path = dir.file("locked/copy")}); }) ==
          "cannot make `" + dir.file("locked/copy") +
              "`: Permission denied (EACCES); it needs a directory that can be written");
}

TEST_CASE("a backup that has no room is not begun") {
    const TempDir dir;
    const std::string message = message_of(
        [&] { detail::require_room("a.db", dir.file("copy"), std::numeric_limits<std::int64_t>::max()); });
    const std::string begin = "there is no room for a copy of `a.db` in `" + dir.path().string() +
                              "`: it needs 9,223,372,036,854,775,807 bytes, and ";
    const std::string end = " bytes are free; make room or name another place";
    REQUIRE(message.size() > begin.size() + end.size());
    CHECK(message.substr(0, begin.size()) == begin);
    CHECK(message.ends_with(end));
}

TEST_CASE("a disk that fills while a backup is written leaves nothing of it") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::rollback);
    db.execute("INSERT INTO t(a) SELECT hex(zeroblob(200000)) FROM t");
    const pid_t child = fork();
    if (child == 0) {
        const rlimit small{100000, 100000};
        signal(SIGXFSZ, SIG_IGN);
        if (setrlimit(RLIMIT_FSIZE, &small) != 0) _exit(2);
        const Connection mine =
            Connection::open({.path = dir.file("a.db"), .journal_mode = JournalMode::keep});
        const std::string message = message_of([&] { make_backup(mine, {.path = dir.file("copy")}); });
        _exit(message.rfind("cannot copy `" + dir.file("a.db") + "`: ", 0) == 0 ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(names_with(dir.path(), "copy") == "");
}

TEST_CASE("a damaged database is no backup") {
    const TempDir dir;
    {
        filled(dir.file("a.db"), JournalMode::rollback)
            .execute("INSERT INTO t(a) SELECT hex(randomblob(9000)) FROM t");
    }
    {
        std::fstream file(dir.file("a.db"), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(4096);
        file << std::string(4096, '\x05');
    }
    const Connection db = Connection::open({.path = dir.file("a.db"), .journal_mode = JournalMode::keep});
    const std::string message = message_of([&] { make_backup(db, {.path = dir.file("copy")}); });
    INFO(message);
    CHECK(message == "`" + dir.file("a.db") +
                         "` is damaged: its rows cannot be counted (database disk image is malformed); "
                         "`.recover` of the sqlite3 shell saves what can be saved");
    CHECK(names_with(dir.path(), "copy") == "");
}

TEST_CASE("rows that break a check do not keep a database from being backed up") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::wal);
    db.execute("PRAGMA ignore_check_constraints = ON; INSERT INTO t(a) VALUES ('x')");
    CHECK(make_backup(db).rows == 3);
}

TEST_CASE("a backup that is cancelled at any question leaves nothing") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::wal);
    db.execute("INSERT INTO t(a) SELECT hex(zeroblob(2000000)) FROM t");
    CancelAt cancel;
    const std::string interrupted =
        "`" + dir.file("a.db") + "`: interrupted; it was only read, and what was copied was removed";
    const auto attempt = [&] {
        return message_of([&] { make_backup(db, cancel.among<BackupOptions>({.path = dir.file("copy")})); });
    };
    while (cancel.next(attempt)) {
        CHECK(cancel.message() == interrupted);
        CHECK(names_with(dir.path(), "") == "a.db a.db-shm a.db-wal");
    }
    CHECK(cancel.message() == "");
    CHECK(cancel.questions() > 4);
    CHECK(names_with(dir.path(), "copy") == "copy");
}

TEST_CASE("whoever watches a backup is told of its pages") {
    const TempDir dir;
    Connection db = filled(dir.file("a.db"), JournalMode::wal);
    db.execute("INSERT INTO t(a) SELECT hex(zeroblob(700000)) FROM t");
    std::int64_t last = 0;
    BackupOptions options{.path = dir.file("copy")};
    options.progress_context = &last;
    // So slow that each question is a time to tell.
    options.cancel = [](void*) { return usleep(100'000) != 0; };
    options.watch = [](void* last, const Progress& progress) {
        CHECK(progress.pages);
        CHECK(progress.revision.empty());
        CHECK(progress.rows > *static_cast<std::int64_t*>(last));
        CHECK(progress.rows <= progress.total);
        CHECK(progress.left_ms >= 0);
        *static_cast<std::int64_t*>(last) = progress.rows;
    };
    const BackupReport report = make_backup(db, options);
    CHECK(report.bytes == 4096 * last);
}

TEST_CASE("a database that was put in another's place is not taken for it") {
    const TempDir dir;
    const Connection db = filled(dir.file("a.db"), JournalMode::rollback);
    { filled(dir.file("b.db"), JournalMode::rollback); }
    std::filesystem::rename(dir.file("b.db"), dir.file("a.db"));
    const std::string moved = "cannot copy `" + dir.file("a.db") +
                              "`: since it was opened it was moved or removed, or another file has taken its "
                              "place; open it anew";
    CHECK(message_of([&] { make_backup(db); }) == moved);
    std::filesystem::remove(dir.file("a.db"));
    CHECK(message_of([&] { make_backup(db); }) == moved);
    CHECK(names_with(dir.path(), "") == "");
}

TEST_CASE("the newest backups of a database stay, and no other file goes") {
    const TempDir dir;
    for (const char* name :
         {"a.db.20260101T000000.000Z-base.backup", "a.db.20260102T000000.000Z-0123456789ab.backup",
          "a.db.20260103T000000.000Z-base.backup", "a.db.20260101T000000.000Z-base.damaged",
          "a.db.mine.backup", "b.db.20260101T000000.000Z-base.backup",
          "a.db.20260101T000000.000Z-base.x.backup"})
        std::ofstream(dir.file(name)) << "";
    detail::prune_backups(dir.file("a.db"), 1);
    CHECK(names_with(dir.path(), "") ==
          "a.db.20260101T000000.000Z-base.damaged a.db.20260101T000000.000Z-base.x.backup "
          "a.db.20260103T000000.000Z-base.backup a.db.mine.backup b.db.20260101T000000.000Z-base.backup");
}
