#include <sqlite3.h>

#include <bit>
#include <random>
#include <sstream>
#include <varve/migrate.hpp>

#include "runtime/command_line/dump.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/shell.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using detail::DumpContent;

namespace {

const char* const everything =
    "PRAGMA user_version = 7; PRAGMA application_id = 99;"
    "CREATE TABLE zoo(id INTEGER PRIMARY KEY AUTOINCREMENT, any_value, name TEXT COLLATE NOCASE "
    "DEFAULT (lower('X')), long AS (id * 2), kept AS (id + 1) STORED, CHECK (id > 0));"
    "CREATE TABLE hidden(a TEXT, \"odd \"\"name\" REAL);"
    "CREATE TABLE keyed(k TEXT, n INT, v BLOB, PRIMARY KEY (k DESC, n)) WITHOUT ROWID;"
    "CREATE TABLE exact(i INTEGER, r REAL, t TEXT, b BLOB, x ANY) STRICT;"
    "CREATE TABLE child(id INTEGER PRIMARY KEY, zoo INTEGER REFERENCES zoo(id) ON DELETE CASCADE);"
    "CREATE TABLE rowid_taken(rowid TEXT, a);"
    "CREATE INDEX z_by_name ON zoo(name DESC) WHERE name <> ''; CREATE UNIQUE INDEX a_low ON "
    "zoo(lower(name));"
    "CREATE VIEW second AS SELECT id FROM zoo; CREATE VIEW first AS SELECT id AS i FROM second;"
    "CREATE VIRTUAL TABLE own USING fts5(title, body);"
    "CREATE VIRTUAL TABLE over USING fts5(a, content='hidden', content_rowid='rowid');"
    "CREATE VIRTUAL TABLE old USING fts4(words);"
    "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1, +label);"
    "CREATE VIRTUAL TABLE terms USING fts5vocab('own', 'row');"
    "CREATE TRIGGER second_one AFTER INSERT ON zoo BEGIN UPDATE zoo SET name = name || '!' WHERE id = "
    "new.id; END;"
    "CREATE TRIGGER first_one AFTER INSERT ON zoo BEGIN UPDATE zoo SET name = name || '?' WHERE id = new.id; "
    "END;"
    "CREATE TRIGGER through INSTEAD OF INSERT ON first BEGIN INSERT INTO zoo(id) VALUES (new.i); END;"
    "INSERT INTO zoo(id, any_value, name) VALUES (9223372036854775806, 1, 'a'), (3, '1', 'b''s'), (4, 1.0, "
    "'c'), "
    "(5, x'', ''), (6, NULL, NULL), (7, -9223372036854775807 - 1, 'line' || char(10) || 'end'), (8, 9e999, "
    "'d' || "
    "char(13, 10)), (9, -1e-300, 'e' || char(0) || 'f'), (10, x'00ff', char(228, 127879)), (11, 0.1, "
    "';--/*'), "
    "(12, 1.7976931348623157e308, CAST(x'ff61' AS TEXT)), (13, -0.0, '/'), (14, 5e-324, '.quit');"
    "DELETE FROM zoo WHERE id = 9223372036854775806;"
    "INSERT INTO hidden(rowid, a, \"odd \"\"name\") VALUES (5, 'one two', 1), (-3, 'three', 2.5), (9, "
    "'four', 1e100);"
    "INSERT INTO keyed VALUES ('a', 1, x'01'), ('b', 2, NULL), ('b', 1, 'text');"
    "INSERT INTO exact VALUES (1, 1, '1', x'31', '1'), (1, 0.30000000000000004, '', x'', 1.0);"
    "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (1, 3), (2, 404);"
    "INSERT INTO rowid_taken VALUES ('r', 2), ('q', 1); DELETE FROM rowid_taken WHERE a = 2;"
    "INSERT INTO own(rowid, title, body) VALUES (7, 'sea', 'deep sea'), (3, 'air', NULL);"
    "INSERT INTO own(own, rank) VALUES ('rank', 'bm25(10.0)');"
    "INSERT INTO over(over) VALUES ('rebuild');"
    "INSERT INTO old(docid, words) VALUES (4, 'some words');"
    "INSERT INTO boxes VALUES (1, 0.1, 2.7, 'box'), (2, -1, 1, NULL); ANALYZE;";

/// Every row of every table with the class and the bits of each value, and the whole schema but the order of
/// tables.
std::string bits(Connection& db) {
    std::string all =
        rows_of(db, "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY 1") +
        rows_of(db,
                "SELECT name, sql FROM sqlite_schema WHERE type <> 'table' AND sql NOT NULL ORDER BY "
                "type = 'view', tbl_name, rowid");
    for (const char* table : {"zoo", "keyed", "exact", "child", "own", "over", "old", "boxes"}) {
        const std::string name = table;
        std::string columns;
        sqlite3_stmt* each = nullptr;
        sqlite3_prepare_v2(db.native_handle(), ("SELECT * FROM " + name).c_str(), -1, &each, nullptr);
        for (int i = 0; i != sqlite3_column_count(each); ++i) {
            const std::string column = "\"" + std::string(sqlite3_column_name(each, i)) + "\"";
            columns += ", typeof(" + column + "), hex(CAST(" + column + " AS BLOB)), quote(" + column + ")";
        }
        sqlite3_finalize(each);
        all += "\n" + name + rows_of(db, "SELECT 1" + columns + " FROM " + name + " NOT INDEXED");
    }
    for (const char* query :
         {"SELECT rowid, a, printf('%!.20g', \"odd \"\"name\") FROM hidden",
          "SELECT _rowid_, rowid, a FROM rowid_taken", "SELECT name, seq FROM sqlite_sequence",
          "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY 1, 2",
          "SELECT rowid FROM own WHERE own MATCH 'sea' ORDER BY rank", "SELECT k, v FROM own_config",
          "SELECT rowid FROM over WHERE over MATCH 'two'", "SELECT docid FROM old WHERE old MATCH 'words'",
          "SELECT term, doc FROM terms", "SELECT printf('%!.20g', x1) FROM boxes", "PRAGMA user_version",
          "PRAGMA application_id", "PRAGMA encoding", "PRAGMA integrity_check",
          "SELECT printf('%!.17g', any_value) FROM zoo WHERE typeof(any_value) = 'real'"})
        all += "\n" + rows_of(db, query);
    return all;
}

std::string dumped(Connection& db, DumpContent content = DumpContent::all) {
    std::string text;
    detail::dump(db.native_handle(), content, [&](std::string_view sql) { text += sql; });
    return text;
}

Connection plain(const std::string& path) {
    return Connection::open({.path = path, .journal_mode = JournalMode::keep});
}

}  // namespace

TEST_CASE("the sqlite3 shell makes the same database of a dump, bit by bit") {
    for (const char* encoding : {"UTF-8", "UTF-16le"}) {
        const TempDir dir;
        Connection db = plain(dir.file("a.db"));
        db.execute("PRAGMA encoding = '" + std::string(encoding) + "'");
        db.execute(everything);
        const std::string text = dumped(db);
        const Outcome outcome = shell(dir.file("b.db"), text, dir.file("dump.sql"));
        CHECK(outcome.out == "");
        REQUIRE(outcome.code == 0);
        Connection copy = plain(dir.file("b.db"));
        CHECK(bits(db).find("error: ") == std::string::npos);
        CHECK(bits(copy) == bits(db));
        CHECK(dumped(copy) == text);
        copy.execute("INSERT INTO first(i) VALUES (1000)");
        db.execute("INSERT INTO first(i) VALUES (1000)");
        CHECK(rows_of(copy, "SELECT name FROM zoo WHERE id = 1000") == "x?!");
        CHECK(bits(copy) == bits(db));
    }
}

TEST_CASE("a dump reads like this") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    studio.sql("INSERT INTO users VALUES (1, 'ada'), (2, 'bob''s')");
    Connection db = plain(studio.path());
    db.execute("DROP TABLE varve_log; DROP TABLE varve_revisions; CREATE INDEX by_email ON users(email)");
    CHECK(dumped(db) ==
          "-- a database of varve: sqlite3 app.db < this file\n;\n.bail on\nPRAGMA foreign_keys = OFF;\n"
          "BEGIN IMMEDIATE;\n"
          "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT NOT NULL);\n"
          "INSERT INTO \"users\"(\"id\", \"email\") VALUES\n(1, 'ada'),\n(2, 'bob''s');\n"
          "CREATE INDEX by_email ON users(email);\nCOMMIT;\n");
}

TEST_CASE("a database that moves by a dump is where it was: current and check say so") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("INSERT INTO users VALUES (1, 'ada')");
    const std::string current = studio({"current"}).out;
    const std::string script = studio({"dump"}).out;
    const std::string schema = studio({"dump", "--schema-only"}).out;
    const std::string data = studio({"dump", "--data-only"}).out;
    const auto reload = [&](const std::string& sql) {
        for (const char* tail : {"", "-wal", "-shm"})
            std::filesystem::remove(studio.path() + tail);
        return shell(studio.path(), sql, studio.path() + ".sql");
    };
    CHECK(reload(script).code == 0);
    CHECK(studio({"current"}).out == current);
    CHECK(studio({"check"}).code == 0);
    CHECK(studio({"dump"}).out == script);

    CHECK(reload(schema).code == 0);
    CHECK(studio({"current"}).out == current);
    CHECK(studio({"check"}).code == 0);
    CHECK(studio({"dump", "--schema-only"}).out == schema);
    CHECK(shell(studio.path(), data, studio.path() + ".sql").out == "");
    CHECK(studio({"dump"}).out == script);

    CHECK(studio({"downgrade", "--allow-loss"}).code == 0);
    const Outcome elsewhere = shell(studio.path(), data, studio.path() + ".sql");
    CHECK(elsewhere.code != 0);
    CHECK(elsewhere.out.find("these rows are of revision " + studio.id(3)) != std::string::npos);
    CHECK(studio({"dump", "--schema-only", "--data-only"}).err ==
          "error: `--schema-only` and `--data-only` leave nothing together: give one, or neither\n");
}

TEST_CASE("rows come back without firing triggers") {
    const TempDir dir;
    Connection db = plain(dir.file("a.db"));
    db.execute(everything);
    const std::string schema = dumped(db, DumpContent::schema);
    CHECK(shell(dir.file("b.db"), schema, dir.file("s.sql")).out == "");
    const std::string data = dumped(db, DumpContent::data);
    const Outcome outcome = shell(dir.file("b.db"), data, dir.file("d.sql"));
    CHECK(outcome.out == "");
    Connection copy = plain(dir.file("b.db"));
    CHECK(dumped(copy, DumpContent::data) == data);
    CHECK(dumped(copy, DumpContent::schema) == schema);
}

TEST_CASE("whatever the bits of a value are, a dump brings them back") {
    std::mt19937_64 random(20261120);
    Connection db = plain(":memory:");
    db.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v)");
    sqlite3_stmt* insert = nullptr;
    REQUIRE(sqlite3_prepare_v2(db.native_handle(), "INSERT INTO t(v) VALUES (?1)", -1, &insert, nullptr) ==
            SQLITE_OK);
    for (int i = 0; i != 4000; ++i) {
        std::string bytes;
        for (std::size_t size = random() % 12; bytes.size() != size;)
            bytes += static_cast<char>(random() % 3 == 0 ? random() % 256 : random() % 64);
        switch (random() % 4) {
            case 0:
                sqlite3_bind_double(insert, 1, std::bit_cast<double>(random()));
                break;
            case 1:
                sqlite3_bind_int64(insert, 1, static_cast<std::int64_t>(random() >> random() % 64));
                break;
            case 2:
                sqlite3_bind_text(insert, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
                break;
            default:
                sqlite3_bind_blob(insert, 1, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        }
        REQUIRE(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    std::string text = dumped(db);
    text.erase(text.find(".bail on\n"), 9);
    Connection copy = plain(":memory:");
    copy.execute(text);
    const auto all = [](Connection& from) {
        std::string values;
        sqlite3_stmt* each = nullptr;
        sqlite3_prepare_v2(from.native_handle(), "SELECT v FROM t ORDER BY id", -1, &each, nullptr);
        while (sqlite3_step(each) == SQLITE_ROW) {
            const int type = sqlite3_column_type(each, 0);
            values += std::to_string(type) + ' ';
            if (type == SQLITE_FLOAT)
                values += std::to_string(std::bit_cast<std::uint64_t>(sqlite3_column_double(each, 0)));
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(each, 0));
            values.append(bytes == nullptr ? "" : bytes,
                          static_cast<std::size_t>(sqlite3_column_bytes(each, 0)));
            values += '\n';
        }
        sqlite3_finalize(each);
        return values;
    };
    CHECK(all(copy) == all(db));
}

TEST_CASE("a dump that cannot be written to its end is told of") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    std::ostringstream full;
    full.setstate(std::ios::badbit);
    detail::CommandOptions options;
    options.database = studio.path();
    CHECK_THROWS_WITH(detail::dump_command(studio.sample().chain(), options, full),
                      "the dump could not be written to its end");
}

TEST_CASE("what no SQL can say is refused, not left out") {
    const TempDir dir;
    Connection db = plain(dir.file("a.db"));
    db.execute("CREATE VIRTUAL TABLE t USING fts5(a, content='')");
    CHECK(dumped(db).find("CREATE VIRTUAL TABLE t") != std::string::npos);
    db.execute("INSERT INTO t(rowid, a) VALUES (1, 'word')");
    try {
        dumped(db);
        FAIL("it was dumped");
    } catch (const std::exception& error) {
        CHECK(
            std::string(error.what()) ==
            "`t` cannot be dumped: it keeps terms without the text that they came from; `backup` copies it");
    }
}
