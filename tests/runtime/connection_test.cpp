#include <varve/connection.hpp>

#include <sqlite3.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>
#include <thread>

#include <varve/error.hpp>

#include "runtime/src/sqlite_error.hpp"
#include "runtime/src/statement.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

/// What opening or running throws, as "code: message".
template <class Action>
std::string thrown(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return std::to_string(static_cast<int>(error.code())) + ": " + error.what();
    }
    return "nothing";
}

std::string told(ErrorCode code, const std::string& message) {
    return std::to_string(static_cast<int>(code)) + ": " + message;
}

std::int64_t ask(Connection& connection, const char* sql) {
    return detail::query_integer(connection.native_handle(), sql, "cannot ask");
}

}  // namespace

TEST_CASE("a connection is durable and strict") {
    TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    CHECK(ask(db, "PRAGMA foreign_keys") == 1);
    CHECK(ask(db, "PRAGMA synchronous") == 2);
    CHECK(ask(db, "PRAGMA trusted_schema") == 0);
    CHECK(detail::query_text(db.native_handle(), "PRAGMA journal_mode", "") == "wal");
    CHECK(thrown([&] { db.execute("SELECT \"nocol\""); }) ==
          told(ErrorCode::sqlite, "cannot run SQL at byte 7: no such column: nocol"));
    db.execute("CREATE TABLE t(a UNIQUE, b CHECK (b > 0)); INSERT INTO t VALUES (1, 1);");
    CHECK(thrown([&] { db.execute("INSERT INTO t VALUES (1, 1)"); }) ==
          told(ErrorCode::constraint, "cannot run SQL: UNIQUE constraint failed: t.a"));
    CHECK(thrown([&] { db.execute("SELECT 1; UPDATE t SET b = -1"); }) ==
          told(ErrorCode::constraint,
               "cannot run the SQL that begins at byte 9: CHECK constraint failed: b > 0"));
}

TEST_CASE("a connection may keep a rollback journal, and switch back from WAL") {
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection::open({.path = path}).execute("CREATE TABLE t(a)");
    Connection db = Connection::open(
        {.path = path, .journal_mode = JournalMode::rollback, .synchronous = Synchronous::extra});
    CHECK(detail::query_text(db.native_handle(), "PRAGMA journal_mode", "") == "delete");
    CHECK(ask(db, "PRAGMA synchronous") == 3);
}

TEST_CASE("memory databases are private, and a path is never a URI") {
    Connection memory = Connection::open({.path = ":memory:"});
    memory.execute("CREATE TABLE t(a)");
    CHECK(ask(memory, "SELECT count(*) FROM sqlite_schema") == 1);

    TempDir dir;
    std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(dir.path());
    Connection::open({.path = "file:x?mode=memory"}).execute("CREATE TABLE t(a)");
    CHECK(std::filesystem::exists(dir.path() / "file:x?mode=memory"));
    std::filesystem::current_path(before);
}

TEST_CASE("a move hands the connection over") {
    Connection first = Connection::open({.path = ":memory:"});
    first.execute("CREATE TABLE t(a)");
    Connection second = std::move(first);
    CHECK(first.native_handle() == nullptr);
    CHECK(ask(second, "SELECT count(*) FROM sqlite_schema") == 1);
    CHECK(thrown([&] { first.execute("SELECT 1"); }) ==
          told(ErrorCode::misuse, "cannot run SQL: the connection is closed"));
}

TEST_CASE("a file that is no database is refused and stays as it is") {
    TempDir dir;
    std::string path = dir.file("letter.txt");
    std::string letter(5000, 'x');
    std::ofstream(path) << letter;
    CHECK(
        thrown([&] { Connection::open({.path = path}); }) ==
        told(
            ErrorCode::not_a_database,
            "cannot open `" + path +
                "`: file is not a database; it is another kind of file, or a database encrypted with another "
                "key; it was not touched"));
    CHECK(bytes_of(path) == letter);
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
}

TEST_CASE("what cannot be opened is named") {
    TempDir dir;
    std::string missing = dir.file("none.db");
    CHECK(thrown([&] { Connection::open({.path = missing, .create = false}); }) ==
          told(ErrorCode::io, "cannot open `" + missing + "`: there is no such file"));
    CHECK(thrown([&] { Connection::open({.path = missing, .read_only = true}); }) ==
          told(ErrorCode::io, "cannot open `" + missing + "`: there is no such file"));
    std::string deep = dir.file("no/where.db");
    CHECK(thrown([&] { Connection::open({.path = deep}); }) ==
          told(ErrorCode::io, "cannot open `" + deep + "`: there is no directory `" + dir.file("no") + "`"));
    CHECK(thrown([&] { Connection::open({.path = ""}); }) ==
          told(ErrorCode::misuse, "cannot open a database: the path is empty"));
    for (bool read_only : {true, false})
        CHECK(thrown([&] { Connection::open({.path = dir.file(""), .read_only = read_only}); }) ==
              told(ErrorCode::io, "cannot open `" + dir.file("") + "`: it is a directory"));
#ifndef _WIN32
    CHECK(thrown([] { Connection::open({.path = "/dev/zero"}); }) ==
          told(ErrorCode::io, "cannot open `/dev/zero`: it is no regular file"));
#endif
    CHECK(thrown([&] { Connection::open({.path = missing, .key = "secret"}); }) ==
          told(ErrorCode::misuse,
               "cannot open `" + missing + "` with a key: this build of SQLite has no encryption"));
}

TEST_CASE("no new file is made where the log of another one stands") {
    TempDir dir;
    const std::string path = dir.file("a.db");
    const std::string kept = dir.file("kept");
    {
        Connection db = Connection::open({.path = path});
        db.execute("CREATE TABLE t(a)");
        std::filesystem::copy(path + "-wal", kept);
    }
    std::filesystem::rename(path, dir.file("moved.db"));
    std::filesystem::rename(kept, path + "-wal");
    CHECK(
        thrown([&] { Connection::open({.path = path}); }) ==
        told(ErrorCode::refused, "`" + path +
                                     "-wal` stands there without its database, and SQLite would take it for "
                                     "the new one's: move it away first; nothing was changed"));
    CHECK_FALSE(std::filesystem::exists(path));
    std::filesystem::resize_file(path + "-wal", 0);
    CHECK_NOTHROW(Connection::open({.path = path}));
}

TEST_CASE("a read-only file and a read-only directory say so") {
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection::open({.path = path, .journal_mode = JournalMode::rollback}).execute("CREATE TABLE t(a)");
    chmod(path.c_str(), 0444);
    chmod(dir.path().c_str(), 0777);
    {
        AsNobody nobody;
        CHECK(
            thrown([&] { Connection::open({.path = path}); }) ==
            told(ErrorCode::read_only, "cannot open `" + path +
                                           "` for writing: Permission denied (EACCES); run this as the user "
                                           "whose it is, or give others the right with `chmod`"));
        Connection reader = Connection::open({.path = path, .read_only = true});
        CHECK(ask(reader, "SELECT count(*) FROM t") == 0);
    }
    chmod(path.c_str(), 0666);
    chmod(dir.path().c_str(), 0555);
    {
        AsNobody nobody;
        CHECK(thrown([&] { Connection::open({.path = path}); }) ==
              told(ErrorCode::read_only, "cannot open `" + path + "` for writing: the directory `" +
                                             dir.path().string() +
                                             "` cannot be written, and SQLite keeps its journal there"));
        std::string fresh = dir.file("b.db");
        CHECK(thrown([&] { Connection::open({.path = fresh}); }) ==
              told(ErrorCode::read_only, "cannot open `" + fresh + "`: the directory `" +
                                             dir.path().string() +
                                             "` cannot be written, and SQLite keeps its journal there"));
    }
    chmod(dir.path().c_str(), 0755);
}

TEST_CASE("a lock that outlives the deadline is an error that says so") {
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection holder = Connection::open({.path = path});
    holder.execute("CREATE TABLE t(a); BEGIN IMMEDIATE");
    Connection other = Connection::open({.path = path, .busy_deadline_ms = 20});
    CHECK(thrown([&] { other.execute("INSERT INTO t VALUES (1)"); }) ==
          told(ErrorCode::busy,
               "cannot run SQL: database is locked; another connection holds the database: try "
               "again when it is done"));
}

TEST_CASE("the switch to WAL waits for a reader in the old journal mode") {
    TempDir dir;
    std::string path = dir.file("a.db");
    Connection reader = Connection::open({.path = path, .journal_mode = JournalMode::rollback});
    reader.execute("CREATE TABLE t(a); BEGIN; SELECT * FROM t");
    std::thread leaves([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        reader.execute("COMMIT");
    });
    Connection db = Connection::open({.path = path});
    leaves.join();
    CHECK(detail::query_text(db.native_handle(), "PRAGMA journal_mode", "") == "wal");
}

TEST_CASE("a schema may call SQLite's own JSON functions") {
    TempDir dir;
    const std::string table = "CREATE TABLE docs(body TEXT, title AS (json_extract(body, '$.title')))";
    Connection::open({.path = dir.file("a.db")}).execute("PRAGMA trusted_schema = ON; " + table);
    Connection db = Connection::open({.path = dir.file("a.db")});
    db.execute("INSERT INTO docs VALUES ('{\"title\": 7}')");
    CHECK(ask(db, "SELECT title FROM docs") == 7);
}

TEST_CASE("what SQLite says of a column is the same in all its versions") {
    CHECK(detail::without_guess(
              "no such column: \"nocol\" - should this be a string literal in single-quotes?") ==
          "no such column: nocol");
    CHECK(detail::without_guess("error in view v: no such column: \"x\" - should this be a string literal in "
                                "single-quotes?") == "error in view v: no such column: x");
    CHECK(detail::without_guess("no such column: \"quoted\"") == "no such column: \"quoted\"");
    CHECK(detail::without_guess("no such table: t") == "no such table: t");
}
