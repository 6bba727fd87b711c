// What Alembic was measured to do wrong when migrations run, and what is asked of the migrator instead. The
// cases about plans stand in tests/generator/history/plan_alembic_test.cpp; the numbers are those of the
// comparison.
#include <sys/wait.h>
#include <unistd.h>

#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

const std::string one = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);";
const std::string rebuild_not_null =
    "--@ rebuild t\nCREATE TABLE varve_new_t(id INTEGER PRIMARY KEY, a TEXT NOT NULL);"
    "INSERT INTO varve_new_t(id, a) SELECT id, a FROM t;\n--@ end\n";
const std::string one_not_null = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT NOT NULL);";

/// Everything that a refused step must leave alone.
std::string whole(Connection& db) {
    return rows_of(db, "SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2") + "\n" +
           rows_of(db, "SELECT seq, id FROM varve_revisions") + "\n" +
           rows_of(db, "SELECT seq, action FROM varve_log");
}

/// Starts a process that waits for the pipe to close, upgrades, and ends with 0 when it went well.
pid_t starter(const std::string& path, const Chain& chain, const int (&gate)[2]) {
    const pid_t child = fork();
    if (child != 0) return child;
    close(gate[1]);
    char nothing = 0;
    if (read(gate[0], &nothing, 1) != 0) _exit(2);
    try {
        Connection db = Connection::open({.path = path});
        const auto kind = upgrade(db, chain).kind;
        _exit(kind == MigrateResult::Kind::applied ? 0 : kind == MigrateResult::Kind::up_to_date ? 1 : 2);
    } catch (const std::exception&) {
        _exit(3);
    }
}

}  // namespace

TEST_CASE("alembic M1: a revision that was edited after it was applied is refused by name") {
    ChainMaker shipped;
    fill(shipped);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, shipped.chain(2));
    db.execute("INSERT INTO users(email) VALUES ('Ada')");
    const std::string before = whole(db);
    ChainMaker edited;
    edited.add({"initial", users, users, ""});
    edited.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT; CREATE TABLE extra(id INTEGER)",
                std::string(users_phone) + "CREATE TABLE extra(id INTEGER);", ""});
    CHECK(message_of([&] { upgrade(db, edited.chain()); }).find("`add_phone`") != std::string::npos);
    CHECK(inspect(db, edited.chain()).standing != Standing::at_head);
    CHECK(whole(db) == before);
}

TEST_CASE("alembic M2: an older binary knows what it meets in a newer database, and says so") {
    ChainMaker newer;
    fill(newer);
    ChainMaker older;
    older.add({"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, newer.chain());
    db.execute("INSERT INTO users(email, phone) VALUES ('ada', '1')");
    const std::string before = whole(db);
    const Position position = inspect(db, older.chain());
    CHECK(position.standing == Standing::ahead);
    CHECK(position.applied == 1);
    CHECK(position.unknown == std::vector<std::string>{newer.id(1), newer.id(2)});
    const std::string refusal = message_of([&] { upgrade(db, older.chain()); });
    CHECK(refusal.find("`add_phone`") != std::string::npos);
    CHECK(refusal.find("`lower_emails`") != std::string::npos);
    CHECK(whole(db) == before);
    MigrateOptions options;
    options.allow_loss = true;
    CHECK(message_of([&] { downgrade(db, older.chain(), older[0].digest, options); }).find("`add_phone`") !=
          std::string::npos);
    CHECK(whole(db) == before);
    downgrade(db, newer.chain(), older[0].digest, options);
    CHECK(inspect(db, older.chain()).standing == Standing::at_head);
    CHECK(rows_of(db, "SELECT * FROM users") == "1|ada");
}

TEST_CASE("alembic M3: a step that fails half way leaves nothing, and can be mended") {
    Connection db = Connection::open({.path = ":memory:"});
    ChainMaker broken;
    broken.add({"first", one, one, ""});
    upgrade(db, broken.chain());
    db.execute("INSERT INTO t VALUES (1, NULL)");
    const std::string before = whole(db);
    const std::string made = "CREATE TABLE first_ok(id INTEGER PRIMARY KEY);";
    broken.add(
        {"step", made + "INSERT INTO first_ok VALUES (1); INSERT INTO first_ok VALUES (1);", one + made, ""});
    for (int tries = 0; tries != 2; ++tries) {
        CHECK(message_of([&] { upgrade(db, broken.chain()); }).find("UNIQUE constraint failed") !=
              std::string::npos);
        CHECK(whole(db) == before);
    }
    ChainMaker mended;
    mended.add({"first", one, one, ""});
    mended.add({"step", made + "INSERT INTO first_ok VALUES (1);", one + made, ""});
    CHECK(upgrade(db, mended.chain()).revisions == std::vector<std::string>{"step"});
    CHECK(rows_of(db, "SELECT * FROM first_ok") == "1");
}

TEST_CASE("alembic M4: a rebuild that fails leaves no table behind") {
    Connection db = Connection::open({.path = ":memory:"});
    ChainMaker maker;
    maker.add({"first", one, one, ""});
    upgrade(db, maker.chain());
    db.execute("INSERT INTO t VALUES (1, NULL), (2, 'b')");
    const std::string before = whole(db);
    maker.add({"step", rebuild_not_null, one_not_null, ""});
    for (int tries = 0; tries != 2; ++tries) {
        CHECK(message_of([&] { upgrade(db, maker.chain()); }).find("NOT NULL constraint failed") !=
              std::string::npos);
        CHECK(whole(db) == before);
    }
    db.execute("UPDATE t SET a = 'a' WHERE id = 1");
    CHECK(upgrade(db, maker.chain()).revisions == std::vector<std::string>{"step"});
    CHECK(rows_of(db, "SELECT * FROM t") == "1|a 2|b");
}

TEST_CASE("alembic M5: two processes that start together apply every revision once, and both end well") {
    ChainMaker maker;
    fill(maker);
    const Chain chain = maker.chain();
    TempDir dir;
    for (int round = 0; round != 10; ++round) {
        const std::string path = dir.file("round" + std::to_string(round) + ".db");
        int gate[2];
        REQUIRE(pipe(gate) == 0);
        const pid_t first = starter(path, chain, gate);
        const pid_t second = starter(path, chain, gate);
        close(gate[0]);
        close(gate[1]);
        int codes[2];
        REQUIRE(waitpid(first, &codes[0], 0) == first);
        REQUIRE(waitpid(second, &codes[1], 0) == second);
        // Revisions are transactions of their own: both may have applied some of them.
        CHECK(WEXITSTATUS(codes[0]) + WEXITSTATUS(codes[1]) <= 1);
        Connection db = Connection::open({.path = path});
        CHECK(inspect(db, chain).standing == Standing::at_head);
        CHECK(rows_of(db, "SELECT count(*) FROM varve_log WHERE action = 'up'") == "3");
    }
}

TEST_CASE("alembic M6: a rebuilt parent keeps its children, foreign keys on") {
    const std::string parent = "CREATE TABLE t(id INTEGER PRIMARY KEY, a TEXT);";
    for (const char* action : {"CASCADE", "SET NULL", "RESTRICT", "NO ACTION"}) {
        INFO(action);
        const std::string child =
            std::string(
                "CREATE TABLE child(id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t(id) ON DELETE ") +
            action + ");";
        Connection db = Connection::open({.path = ":memory:"});
        ChainMaker maker;
        maker.add({"first", parent + child, parent + child, ""});
        maker.add({"step", rebuild_not_null, one_not_null + child, ""});
        upgrade(db, maker.chain(1));
        REQUIRE(rows_of(db, "PRAGMA foreign_keys") == "1");
        db.execute("INSERT INTO t VALUES (1, 'a'), (2, 'b'); INSERT INTO child VALUES (1, 1), (2, 2)");
        upgrade(db, maker.chain());
        CHECK(rows_of(db, "SELECT * FROM t") == "1|a 2|b");
        CHECK(rows_of(db, "SELECT * FROM child") == "1|1 2|2");
        CHECK(rows_of(db, "PRAGMA foreign_key_list(child)").find("|t|t_id|id|") != std::string::npos);
    }
}

TEST_CASE("alembic M14: a data step runs on the schema of its day, whatever came later") {
    ChainMaker maker;
    const std::string named = "CREATE TABLE u(id INTEGER PRIMARY KEY, name TEXT NOT NULL);";
    const std::string with_email = "CREATE TABLE u(id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT);";
    maker.add({"first", named, named, ""});
    maker.add({"seed", "INSERT INTO u(name) SELECT 'root' WHERE NOT EXISTS (SELECT 1 FROM u)", named, ""});
    maker.add({"email", "ALTER TABLE u ADD COLUMN email TEXT", with_email, ""});
    Connection fresh = Connection::open({.path = ":memory:"});
    upgrade(fresh, maker.chain());
    CHECK(rows_of(fresh, "SELECT * FROM u") == "1|root|~");
    Connection old = Connection::open({.path = ":memory:"});
    upgrade(old, maker.chain(1));
    old.execute("INSERT INTO u(name) VALUES ('ada')");
    upgrade(old, maker.chain());
    CHECK(rows_of(old, "SELECT * FROM u") == "1|ada|~");
}
