#include <signal.h>
#include <sqlite3.h>
#include <unistd.h>

#include <regex>
#include <string_view>
#include <utility>

#include <varve/backup.hpp>

#include "tests/runtime/command_process.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/long_step.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

/// Of every connection: one to an unfinished copy says so, and waits for the signal.
void wait_at_copy(void*, sqlite3* db) {
    const char* file = sqlite3_db_filename(db, "main");
    if (file == nullptr || !std::string_view(file).ends_with(".part")) return;
    sigset_t interrupt;
    sigset_t before;
    sigemptyset(&interrupt);
    sigaddset(&interrupt, SIGINT);
    sigprocmask(SIG_BLOCK, &interrupt, &before);
    if (write(1, "copying\n", 8) == 8) sigsuspend(&before);
    sigprocmask(SIG_SETMASK, &before, nullptr);
}

/// A database at its first revision, and a file that is a backup of it.
class Place {
public:
    Place() {
        fill_with_long_step(maker_);
        Connection db = Connection::open({.path = path()});
        upgrade(db, maker_.chain(1));
        db.execute(long_step_rows);
        make_backup(db, {.path = dir_.file("safe")});
        db.execute("DELETE FROM notes WHERE id > 4000");
    }

    /// Is sent SIGINT when it has said so much; its whole output, and its exit code.
    std::string interrupted(std::vector<std::string> words, const std::string& after,
                            void (*configure)(void*, sqlite3*) = wait_at_copy) const {
        words.insert(words.end(), {"--db", path()});
        CommandProcess process(maker_.chain(), words, configure);
        process.interrupt_after(after);
        const int code = process.end();
        const std::string backups = std::regex_replace(
            process.said(), std::regex("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]+"), "<time>");
        return std::regex_replace(backups, std::regex(path()), "<db>") + std::to_string(code);
    }

    std::string path() const { return dir_.file("notes.db"); }
    std::string files() const { return names_with(dir_.path(), ""); }
    std::string file(const std::string& name) const { return dir_.file(name); }
    std::string rows() const {
        Connection db = Connection::open({.path = path(), .journal_mode = JournalMode::keep});
        CHECK(rows_of(db, "PRAGMA integrity_check") == "ok");
        CHECK(rows_of(db, "PRAGMA journal_mode") == "wal");
        return rows_of(db, "SELECT count(*) FROM notes");
    }

private:
    ChainMaker maker_;
    TempDir dir_;
};

}  // namespace

TEST_CASE("an interrupt of a command that copies leaves the database as it was, and no copy") {
    const Place place;
    CHECK(place.interrupted({"backup"}, "copying\n") ==
          "copying\nerror: `<db>`: interrupted; it was only read, and what was copied was removed\n130");
    CHECK(place.interrupted({"rehearse"}, "copying\n") ==
          "copying\nerror: `<db>`: interrupted; it was only read, and what was copied was removed\n130");
    const std::string nothing =
        "back up to <db>.<time>.backup\ncopying\n"
        "error: `<db>`: interrupted; nothing was changed, and what was copied was removed\n130";
    CHECK(place.interrupted({"restore", place.file("safe")}, "copying\n") == nothing);
    CHECK(place.interrupted({"reset", "--yes"}, "copying\n") == nothing);
    CHECK(place.interrupted({"upgrade", "--backup"}, "copying\n") ==
          "back up to <db>.<time>.backup\ncopying\n"
          "error: `<db>`: interrupted while it was backed up; nothing was migrated, and what was copied "
          "was removed; run it again to go on\n130");
    CHECK(place.files() == "notes.db safe");
    CHECK(place.rows() == "4000");
}

TEST_CASE("an interrupt of a dump says that it was cut short") {
    const Place place;
    const std::string said = place.interrupted({"dump"}, "CREATE TABLE", nullptr);
    const std::string end =
        "error: `<db>`: interrupted; it was only read, and a shell keeps nothing of a dump that was cut "
        "short\n130";
    CHECK(said.substr(said.size() - end.size()) == end);
    CHECK(said.find("COMMIT") == std::string::npos);
    CHECK(place.files() == "notes.db safe");
}

namespace {

/// A function that says when it is called first, and takes its time from then on.
void slow_function(void*, sqlite3* db) {
    const auto slow = [](sqlite3_context* context, int, sqlite3_value**) {
        static bool told = false;
        if (!std::exchange(told, true) && write(1, "asking\n", 7) != 7) _exit(1);
        usleep(100);
        sqlite3_result_int(context, 0);
    };
    sqlite3_create_function(db, "slow", 0, SQLITE_UTF8, nullptr, slow, nullptr, nullptr);
}

const std::string users = "CREATE TABLE users(id INTEGER PRIMARY KEY);";
const std::string posts = "CREATE TABLE posts(id INTEGER PRIMARY KEY);";
const std::string endless =
    "--@ preflight users \"never ends\"\nWITH RECURSIVE n(i) AS (SELECT slow() UNION ALL SELECT i + slow() "
    "FROM n) "
    "SELECT i FROM n WHERE i > 0;\n";

}  // namespace

TEST_CASE("an interrupt ends what looks for rows that stand against an upgrade, and a rehearsal") {
    ChainMaker maker;
    maker.add({"init", users, users, ""}).add({"asks", endless + posts, users + posts, ""});
    const TempDir dir;
    const std::string path = dir.file("a.db");
    {
        Connection db = Connection::open({.path = path});
        upgrade(db, maker.chain(1));
    }
    const auto interrupted = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--db", path});
        CommandProcess process(maker.chain(), words, slow_function);
        process.interrupt_after("asking\n");
        const int code = process.end();
        return process.said() + std::to_string(code);
    };
    const std::string begin = "asking\nerror: `" + path + "`: interrupted; it was only read";
    CHECK(interrupted({"check", "--pending"}) == begin + "\n130");
    CHECK(interrupted({"rehearse"}) == begin + ", and its copy was removed\n130");
    CHECK(names_with(dir.path(), "") == "a.db");
    const std::string copy = dir.file("copy");
    CHECK(interrupted({"rehearse", "--to", copy}) ==
          begin + ", and its copy `" + copy + "` stays as far as it came\n130");
    CHECK(names_with(dir.path(), "") == "a.db copy");
}
