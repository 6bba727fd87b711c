#include "runtime/src/ledger.hpp"

#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// A database at the second of three revisions, ready to be tampered with.
class Tampered {
public:
    Tampered() : db_(Connection::open({.path = ":memory:"})) {
        fill(maker_);
        upgrade(db_, maker_.chain(2));
    }

    /// What an upgrade says after the SQL, without the frame of the message.
    std::string after(const std::string& sql) {
        db_.execute(sql);
        std::string message = message_of([&] { upgrade(db_, maker_.chain()); });
        std::string head = "the ledger of `:memory:` cannot be believed: ";
        std::string tail = "\nrun the program that wrote it, or restore a backup; nothing was changed";
        if (message.rfind(head, 0) != 0 || message.size() < head.size() + tail.size()) return message;
        return message.substr(head.size(), message.size() - head.size() - tail.size());
    }

    Connection& db() { return db_; }

private:
    ChainMaker maker_;
    Connection db_;
};

}  // namespace

TEST_CASE("the ledger holds what the design lists") {
    Tampered ledger;
    CHECK(rows_of(ledger.db(),
                  "SELECT group_concat(name || ' ' || type) FROM pragma_table_info('varve_revisions')") ==
          "seq INTEGER,format INTEGER,schema TEXT,id TEXT,name TEXT,digest TEXT,body TEXT,parents "
          "TEXT,crossing TEXT,"
          "fingerprint TEXT,draft INTEGER,compatible INTEGER,inverse TEXT,grade TEXT,loses TEXT,applied_at "
          "INTEGER,"
          "build TEXT");
    CHECK(rows_of(ledger.db(),
                  "SELECT group_concat(name || ' ' || type) FROM pragma_table_info('varve_log')") ==
          "seq INTEGER,format INTEGER,schema TEXT,action TEXT,id TEXT,digest TEXT,forced INTEGER,at "
          "INTEGER,build TEXT,"
          "previous TEXT,row_digest TEXT");
    CHECK(rows_of(ledger.db(),
                  "SELECT seq, format, schema, name, crossing, draft, compatible, grade, loses, build, "
                  "inverse FROM varve_revisions WHERE seq = 2") ==
          "2|1|content|add_phone||0|0|loses|users.phone|varve test|--@ lose users.phone\nALTER TABLE users "
          "DROP COLUMN "
          "phone;\n");
    CHECK(
        rows_of(ledger.db(),
                "SELECT l.previous = r.row_digest FROM varve_log l JOIN varve_log r ON r.seq = l.seq - 1") ==
        "1");
    CHECK(rows_of(ledger.db(),
                  "SELECT count(*) FROM varve_revisions WHERE id = substr(digest, 1, 12) AND "
                  "abs(applied_at - 1000 * CAST(strftime('%s') AS INTEGER)) < 60000") == "2");
}

TEST_CASE("every column of the ledger is held by the log") {
    const std::pair<const char*, const char*> changes[] = {
        {"name", "'another'"},
        {"body", "digest"},
        {"parents", "digest"},
        {"crossing", "digest"},
        {"draft", "1"},
        {"compatible", "1"},
        {"inverse", "'DROP TABLE users;'"},
        {"grade", "'exact'"},
        {"loses", "''"},
        {"applied_at", "applied_at + 1"},
        {"build", "'other'"},
        {"fingerprint", "digest"},
    };
    for (const auto& [column, value] : changes) {
        Tampered ledger;
        CHECK(ledger.after(std::string("UPDATE varve_revisions SET ") + column + " = " + value +
                           " WHERE seq = 1") == "its row 1 is not the one that its log says was written");
    }
}

TEST_CASE("every column of the log is held by its digests, and rows cannot go or change places") {
    for (const char* change :
         {"schema = 'x'", "action = 'stamp'", "id = 'x'", "digest = previous", "forced = 1", "at = at + 1",
          "build = ''", "previous = 'x'", "row_digest = digest", "seq = 7"}) {
        Tampered ledger;
        CHECK(ledger.after(std::string("UPDATE varve_log SET ") + change + " WHERE seq = 2") ==
              "row 2 of its log does not follow from the rows before");
    }
    CHECK(Tampered().after("DELETE FROM varve_log WHERE seq = 1") ==
          "row 1 of its log does not follow from the rows before");
    CHECK(Tampered().after("DELETE FROM varve_log WHERE seq = 2") ==
          "its log says that 1 revisions are applied, and it holds 2");
    CHECK(Tampered().after("DELETE FROM varve_log") ==
          "its log says that 0 revisions are applied, and it holds 2");
    CHECK(Tampered().after("DELETE FROM varve_revisions WHERE seq = 2") ==
          "its log says that 2 revisions are applied, and it holds 1");
}

TEST_CASE("a ledger that varve did not write is refused") {
    CHECK(Tampered().after("DROP TABLE varve_log") == "the table `varve_log` is missing");
    CHECK(Tampered().after("DROP TABLE varve_revisions") == "the table `varve_revisions` is missing");
    CHECK(Tampered().after(
              "ALTER TABLE varve_revisions RENAME TO x; CREATE VIEW varve_revisions AS SELECT * FROM x "
              "LIMIT 1") == "`varve_revisions` is not the table it should be");
    CHECK(Tampered().after("ALTER TABLE varve_log RENAME COLUMN at TO moment") ==
          "the columns of `varve_log` are not those of format 1");
    CHECK(Tampered().after("CREATE TRIGGER t AFTER INSERT ON varve_log BEGIN DELETE FROM users; END") ==
          "the trigger `t` stands on the ledger");
    CHECK(Tampered().after("UPDATE varve_revisions SET format = 2 WHERE seq = 2") ==
          "its row 2 has format 2, and this program reads format 1: run a newer one");
    CHECK(Tampered().after("UPDATE varve_log SET format = 2 WHERE seq = 2") ==
          "row 2 of its log has format 2, and this program reads format 1: run a newer one");
    CHECK(Tampered().after("DELETE FROM varve_revisions WHERE seq = 1") == "its row 1 is missing");
    for (const char* change : {"digest = 'x'", "id = 'x'", "grade = 'fine'", "draft = 2", "parents = 'x y'",
                               "name = hex(zeroblob(3000))"})
        CHECK(Tampered().after(std::string("UPDATE varve_revisions SET ") + change + " WHERE seq = 1") ==
              "its row 1 holds values that varve never writes");
}

TEST_CASE("a ledger with a value of unreasonable size is an error, not a crash") {
    Tampered ledger;
    CHECK(ledger.after("UPDATE varve_revisions SET inverse = hex(zeroblob(20000000)) WHERE seq = 1") ==
          "cannot read the ledger: string or blob too big");
}

TEST_CASE("a tampered ledger is left as it is, and reading says so too") {
    Tampered ledger;
    ledger.db().execute("UPDATE varve_revisions SET loses = 'all' WHERE seq = 2");
    ChainMaker maker;
    fill(maker);
    std::string expected =
        "the ledger of `:memory:` cannot be believed: its row 2 is not the one that its log says was "
        "written\nrun the program that wrote it, or restore a backup; nothing was changed";
    CHECK(message_of([&] { check(ledger.db(), maker.chain()); }) == expected);
    CHECK(message_of([&] { downgrade(ledger.db(), maker.chain(), ""); }) == expected);
    CHECK(message_of([&] { stamp(ledger.db(), maker.chain(), maker[1].digest); }) == expected);
    CHECK(rows_of(ledger.db(), "SELECT loses FROM varve_revisions") == "users all");
}

TEST_CASE("names from a file cannot play tricks on a terminal") {
    ChainMaker theirs;
    theirs.add({"one\x1b[31m\ntwo", "CREATE TABLE a(b)", "CREATE TABLE a(b)", ""});
    ChainMaker ours;
    fill(ours);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, theirs.chain());
    CHECK(message_of([&] { upgrade(db, ours.chain()); }).find("one?[31m?two") != std::string::npos);
}
