#include <filesystem>
#include <fstream>

#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

namespace fs = std::filesystem;

constexpr const char* as_owner = "run this as the user whose it is, or give others the right with `chmod`";

/// A database in a directory of its own, which others may be kept from.
class Kept {
public:
    explicit Kept(JournalMode mode) {
        fs::permissions(dir_.path(), fs::perms(0755));
        fs::create_directory(directory());
        sample_.add("init", "CREATE TABLE users (id INTEGER PRIMARY KEY);", "");
        Connection db = Connection::open({.path = path(), .journal_mode = mode});
        upgrade(db, sample_.chain());
        db.execute("INSERT INTO users VALUES (1)");
    }
    ~Kept() { fs::permissions(directory(), fs::perms(0755)); }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

    std::string directory() const { return dir_.file("kept"); }
    std::string path() const { return dir_.file("kept/a.db"); }
    std::string elsewhere() const { return dir_.file("copy"); }

    /// What every command that reads says to another user.
    std::string refusal() const {
        const AsNobody nobody;
        const std::string said = run(sample_.chain(), {"status", "--db", path()}).err;
        for (const char* command : {"current", "check", "dump", "backup", "rehearse"}) {
            INFO(command);
            const Outcome outcome = run(sample_.chain(), {command, "--db", path()});
            CHECK(outcome.err == said);
            CHECK(outcome.code == 1);
        }
        return said;
    }

    Outcome as_nobody(std::vector<std::string> words) const {
        const AsNobody nobody;
        words.insert(words.end(), {"--db", path()});
        return run(sample_.chain(), words);
    }

    std::string made_elsewhere() const {
        fs::copy(path(), elsewhere());
        Connection db = Connection::open({.path = elsewhere(), .journal_mode = JournalMode::keep});
        return rows_of(db, "SELECT count(*) FROM users");
    }

private:
    TempDir dir_;
    SampleChain sample_;
};

/// Keeps what a killed process leaves: a file with its log, or its log and not the index of it.
void leave_log(const Kept& kept) {
    {
        const Connection first = Connection::open({.path = kept.path()});
        Connection::open({.path = kept.path()}).execute("INSERT INTO users VALUES (2)");
        for (const char* tail : {"", "-wal"})
            fs::copy(kept.path() + tail, kept.path() + ".kept" + tail);
    }
    for (const char* tail : {"", "-wal"})
        fs::rename(kept.path() + ".kept" + tail, kept.path() + tail);
}

}  // namespace

TEST_CASE("a database in WAL mode whose directory cannot be written says what reading it takes") {
    const Kept kept(JournalMode::wal);
    REQUIRE(names_with(kept.directory(), "") == "a.db");
    fs::permissions(kept.directory(), fs::perms(0555));
    const auto said = [&](const std::string& with) {
        return "error: cannot open `" + kept.path() + "`: it is in WAL mode, and to read it SQLite makes `" +
               kept.path() + "-shm` beside it, but the directory `" + kept.directory() +
               "` cannot be written: Permission denied (EACCES); " + as_owner + ", or copy the file" + with +
               " to a directory that can be written\n";
    };
    CHECK(kept.refusal() == said(""));
    CHECK(kept.made_elsewhere() == "1");
    fs::permissions(kept.directory(), fs::perms(0755));
    leave_log(kept);
    fs::permissions(kept.directory(), fs::perms(0555));
    CHECK(kept.refusal() == said(" with its `-wal`"));
}

TEST_CASE("a file that may not be read, and a directory that may not be searched, are named") {
    const Kept kept(JournalMode::wal);
    fs::permissions(kept.directory(), fs::perms(0777));
    fs::permissions(kept.path(), fs::perms(0));
    CHECK(kept.refusal() == "error: cannot open `" + kept.path() +
                                "`: it cannot be read: Permission denied (EACCES); " + as_owner + "\n");
    fs::permissions(kept.path(), fs::perms(0644));
    leave_log(kept);
    fs::permissions(kept.path() + "-wal", fs::perms(0));
    CHECK(kept.refusal() == "error: cannot open `" + kept.path() + "`: `" + kept.path() +
                                "-wal` cannot be read: Permission denied (EACCES); " + as_owner + "\n");
    fs::permissions(kept.directory(), fs::perms(0600));
    const std::string shut = "error: cannot open `" + kept.path() + "`: the directory `" + kept.directory() +
                             "` cannot be searched: Permission denied (EACCES); " + as_owner + "\n";
    CHECK(kept.refusal() == shut);
    CHECK(kept.as_nobody({"upgrade"}).err == shut);
    CHECK(kept.as_nobody({"restore", kept.path() + ".backup"}).err ==
          "error: cannot open `" + kept.path() + ".backup`: the directory `" + kept.directory() +
              "` cannot be searched: Permission denied (EACCES); " + as_owner + "\n");
}

TEST_CASE("a link that leads nowhere, and a file in a directory's place, are told as what they are") {
    const Kept kept(JournalMode::wal);
    fs::create_symlink(kept.directory() + "/nowhere/b.db", kept.directory() + "/link.db");
    const Studio studio;
    CHECK(run(studio.sample().chain(), {"upgrade", "--db", kept.directory() + "/link.db"}).err ==
          "error: cannot open `" + kept.directory() + "/link.db`: it is a link to `" + kept.directory() +
              "/nowhere/b.db`, where no file can be made\n");
    fs::permissions(kept.path(), fs::perms(0644));
    const AsNobody nobody;
    CHECK(run(studio.sample().chain(), {"upgrade", "--db", kept.path() + "/new.db"}).err ==
          "error: cannot open `" + kept.path() + "/new.db`: there is no directory `" + kept.path() + "`\n");
}

TEST_CASE("a journal that must be rolled back by somebody who may not is named") {
    const Kept kept(JournalMode::rollback);
    {
        Connection db = Connection::open({.path = kept.path(), .journal_mode = JournalMode::keep});
        db.execute(
            "PRAGMA cache_size = 1; BEGIN; CREATE TABLE t(a); INSERT INTO t VALUES (zeroblob(100000))");
        for (const char* tail : {"", "-journal"})
            fs::copy(kept.path() + tail, kept.path() + ".kept" + tail);
    }
    for (const char* tail : {"", "-journal"})
        fs::rename(kept.path() + ".kept" + tail, kept.path() + tail);
    fs::permissions(kept.directory(), fs::perms(0555));
    const auto said = [&](const std::string& needed) {
        return "error: cannot open `" + kept.path() + "`: it was not closed cleanly, and what `" +
               kept.path() + "-journal` holds must be rolled back before it can be read, for which " +
               needed + " must be writable; " + as_owner +
               ", or copy the file with its `-journal` to a directory that can be written\n";
    };
    CHECK(kept.refusal() == said("the directory `" + kept.directory() + "`"));
    fs::permissions(kept.directory(), fs::perms(0777));
    fs::permissions(kept.path(), fs::perms(0444));
    CHECK(kept.refusal() == said("it"));
}

TEST_CASE("a backup to a place that cannot be written says so") {
    const Kept kept(JournalMode::rollback);
    fs::permissions(kept.directory(), fs::perms(0555));
    CHECK(kept.as_nobody({"backup", kept.directory() + "/copy"}).err ==
          "error: cannot make `" + kept.directory() +
              "/copy`: Permission denied (EACCES); it needs a directory that can be written\n");
    CHECK(names_with(kept.directory(), "") == "a.db");
}
