#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include <studio/schema.hpp>

#include <varve/connection.hpp>

#include "tests/generator/emit/longer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using studio::Database;
using studio::Snapshot;
using studio::Transaction;

namespace {

/// A program that has the database open, with two users in it, while another one brings it on.
class LeftOpen {
public:
    LeftOpen() : path_(dir_.file("a.db")), db_(Database::open({.path = path_})) {
        db_.write([](Transaction& tx) {
            tx.users.insert({.email = "a@x"});
            tx.users.insert({.email = "b@x"});
        });
    }

    const std::string& path() const { return path_; }

    void upgrade(const varve::Chain& chain) const {
        varve::Connection newer = varve::Connection::open({.path = path_});
        varve::upgrade(newer, chain);
    }

    bool writes() {
        return db_.write([](Transaction& tx) { return tx.users.update(1, {.password = "new"}); });
    }

    std::int64_t reads() {
        return db_.read([](const Snapshot& s) { return s.users.count(); });
    }

    /// What a write is refused with.
    varve::MigrationError refusal() {
        try {
            writes();
        } catch (const varve::MigrationError& error) {
            return error;
        }
        throw std::runtime_error("nothing was thrown");
    }

private:
    TempDir dir_;
    std::string path_;
    Database db_;
};

std::string named(const varve::Revision& revision) {
    return std::string(revision.number) + " `" + std::string(revision.name) + "` (" +
           std::string(revision.digest.substr(0, 12)) + ")";
}

std::string message(const LeftOpen& program, const std::string& at, const std::string& way_out) {
    return "`" + program.path() +
           "` was taken to another revision while this program had it open:\n"
           "  the database is at    " +
           at + "\n  this program ends at  " + named(*studio::chain().head()) + "\n" + way_out +
           "; nothing of this transaction was written";
}

/// The ledger keeps a revision's name, and not the number of its directory.
std::string newer_name(const varve::Chain& chain) {
    return "`longer` (" + std::string(chain.head()->digest.substr(0, 12)) + ")";
}

/// A process of its own that was made before anything was opened, and does its work when it is told.
class OtherProcess {
public:
    explicit OtherProcess(const std::function<void()>& work) {
        if (pipe(ends_) != 0) throw std::runtime_error("no pipe");
        pid_ = fork();
        if (pid_ != 0) return;
        close(ends_[1]);
        char byte = 0;
        if (read(ends_[0], &byte, 1) != 1) _exit(2);
        try {
            work();
        } catch (...) {
            _exit(1);
        }
        _exit(0);
    }
    OtherProcess(const OtherProcess&) = delete;
    OtherProcess& operator=(const OtherProcess&) = delete;
    ~OtherProcess() {
        close(ends_[0]);
        close(ends_[1]);
        if (!ended_) waitpid(pid_, nullptr, 0);
    }

    bool works() {
        int status = 0;
        ended_ = write(ends_[1], "x", 1) == 1 && waitpid(pid_, &status, 0) == pid_;
        return ended_ && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    int ends_[2] = {};
    pid_t pid_ = 0;
    bool ended_ = false;
};

constexpr const char* end_it = "end this program and run one that holds that revision";

}  // namespace

TEST_CASE("a program left open across a migration is refused before it writes, and may still read") {
    LeftOpen program;
    const Longer longer(studio::chain(), "CREATE TABLE extra ( id INTEGER PRIMARY KEY ) ;\n");
    program.upgrade(longer.chain());
    for (int i = 0; i != 2; ++i) {
        const varve::MigrationError error = program.refusal();
        CHECK(error.code() == varve::ErrorCode::superseded);
        CHECK(error.position().standing == varve::Standing::ahead);
        CHECK(error.what() == message(program, newer_name(longer.chain()), end_it));
    }
    CHECK(program.reads() == 2);
}

TEST_CASE("a program left open across a migration by another process is refused before it writes") {
    const Longer longer(studio::chain(), "UPDATE users SET password = NULL ;\n");
    TempDir dir;
    const std::string path = dir.file("a.db");
    OtherProcess other([&] {
        varve::Connection newer = varve::Connection::open({.path = path});
        varve::upgrade(newer, longer.chain());
    });
    Database db = Database::open({.path = path});
    const auto add = [&](std::string email) {
        db.write([&](Transaction& tx) { tx.users.insert({.email = std::move(email)}); });
    };
    add("a@x");
    REQUIRE(other.works());
    try {
        add("b@x");
        FAIL("a program that was left behind wrote");
    } catch (const varve::MigrationError& error) {
        CHECK(error.code() == varve::ErrorCode::superseded);
    }
    CHECK(db.read([](const Snapshot& s) { return s.users.count(); }) == 1);
}

TEST_CASE("a revision that changes only rows is noticed by programs left open") {
    LeftOpen program;
    const Longer longer(studio::chain(), "UPDATE users SET password = NULL ;\n");
    CHECK(program.writes());
    program.upgrade(longer.chain());
    CHECK(program.refusal().code() == varve::ErrorCode::superseded);
    CHECK(program.reads() == 2);
}

TEST_CASE("a program left open goes on where every newer revision is marked compatible") {
    LeftOpen program;
    const Longer one(studio::chain(), "CREATE TABLE extra ( id INTEGER PRIMARY KEY ) ;\n", true);
    program.upgrade(one.chain());
    CHECK(program.writes());
    const Longer another(one.chain(), "CREATE TABLE more ( id INTEGER PRIMARY KEY ) ;\n", true);
    program.upgrade(another.chain());
    CHECK(program.writes());
    const Longer third(another.chain(), "CREATE TABLE third ( id INTEGER PRIMARY KEY ) ;\n");
    program.upgrade(third.chain());
    CHECK(program.refusal().what() == message(program, newer_name(third.chain()), end_it));
}

TEST_CASE("a program left open notices that the database was taken down, stamped or altered") {
    LeftOpen program;
    varve::Connection other = varve::Connection::open({.path = program.path()});
    other.execute("CREATE INDEX a_dba_added_this ON users (password)");
    CHECK(program.writes());

    const Longer longer(studio::chain(), "UPDATE users SET password = NULL ;\n");
    varve::stamp(other, longer.chain(), longer.chain().head()->digest);
    CHECK(program.refusal().what() == message(program, newer_name(longer.chain()), end_it));
    varve::stamp(other, longer.chain(), studio::chain().head()->digest);
    CHECK(program.writes());

    other.execute("DROP TABLE varve_log");
    const varve::MigrationError error = program.refusal();
    CHECK(error.code() == varve::ErrorCode::refused);
    CHECK(error.position().standing == varve::Standing::unreadable);
}

TEST_CASE("a program left open above a database that was taken to base is told to open it again") {
    LeftOpen program;
    varve::Connection other = varve::Connection::open({.path = program.path()});
    other.execute("DELETE FROM varve_revisions; DELETE FROM varve_log; CREATE TABLE x(y)");
    CHECK(program.refusal().what() ==
          message(program, "base", "open it again, which brings it to this program's revision"));
}
