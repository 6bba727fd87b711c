#include <filesystem>
#include <fstream>
#include <varve/backup.hpp>
#include <varve/database.hpp>
#include <varve/migrate.hpp>

#include "runtime/src/destructive.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/directory_list.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

bool destructive(const std::string& sql) {
    return detail::is_destructive(detail::normalise_sql(sql));
}

void note(void* context, std::string_view line) {
    *static_cast<std::string*>(context) += std::string(line) + "\n";
}

}  // namespace

TEST_CASE("what only adds is not destructive") {
    CHECK_FALSE(destructive(""));
    CHECK_FALSE(destructive("CREATE TABLE t(a); CREATE INDEX i ON t(a); INSERT INTO t VALUES (1)"));
    CHECK_FALSE(destructive("ALTER TABLE t ADD COLUMN b; ALTER TABLE t RENAME COLUMN a TO c; DROP INDEX i"));
    CHECK_FALSE(
        destructive("CREATE TRIGGER g AFTER INSERT ON t BEGIN DELETE FROM u; UPDATE u SET a = 1; END"));
    CHECK(destructive("UPDATE t SET a = 1"));
    CHECK(destructive("DELETE FROM t"));
    CHECK(destructive("DROP TABLE t"));
    CHECK(destructive("ALTER TABLE t DROP COLUMN a"));
    CHECK(destructive("INSERT OR REPLACE INTO t VALUES (1)"));
    CHECK(destructive("INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 2"));
    CHECK(destructive("WITH x AS (SELECT 1) DELETE FROM t"));
    CHECK(destructive("--@ lose t\nSELECT 1"));
    CHECK(destructive("--@ rebuild t\nCREATE TABLE varve_new_t(a);\n--@ end\n"));
}

TEST_CASE("a backup is made before the first write, and only when the policy asks for it") {
    ChainMaker maker;
    fill(maker);
    const TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    const auto up = [&](Backup policy, std::size_t revisions) {
        return upgrade(db, maker.chain(), {.backup = policy}, maker[revisions - 1].digest).backup;
    };
    CHECK(up(Backup::always, 1) == "");  // it is new
    db.execute("INSERT INTO users(email) VALUES ('ADA')");
    CHECK(up(Backup::before_destructive, 2) == "");
    CHECK(up(Backup::never, 2) == "");
    CHECK(up(Backup::always, 2) == "");  // nothing to do
    const std::string made = up(Backup::before_destructive, 3);
    CHECK(made.rfind(dir.file("a.db") + ".2", 0) == 0);
    CHECK(made.ends_with("Z-" + maker.id(1) + ".backup"));
    Connection copy = Connection::open({.path = made, .read_only = true});
    CHECK(rows_of(copy, "SELECT email FROM users") == "ADA");
    CHECK(rows_of(db, "SELECT email FROM users") == "ada");
    CHECK(inspect(copy, maker.chain()).applied == 2);

    CHECK(downgrade(db, maker.chain(), maker[1].digest, {.backup = Backup::before_destructive}).backup == "");
    const MigrateOptions loss{.allow_loss = true, .backup = Backup::before_destructive, .keep_backups = 1};
    const std::string second = downgrade(db, maker.chain(), maker[0].digest, loss).backup;
    CHECK(dir.file(names_with(dir.path(), ".backup")) == second);
}

TEST_CASE("a migration that is refused makes no backup, one that fails leaves it and says where") {
    ChainMaker maker;
    fill(maker);
    maker.add({"unique", "UPDATE users SET email = 'same'", users_phone, ""});
    const TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain(3));
    db.execute("INSERT INTO users(email) VALUES ('one'), ('two')");
    CHECK_THROWS_AS(downgrade(db, maker.chain(3), "", {.backup = Backup::always}), MigrationError);
    CHECK(names_with(dir.path(), ".backup") == "");

    std::string told;
    const std::string message = message_of([&] {
        upgrade(db, maker.chain(), {.progress = note, .progress_context = &told, .backup = Backup::always});
    });
    const std::string made = dir.file(names_with(dir.path(), ".backup"));
    CHECK(message == "`" + dir.file("a.db") + "`: to apply revision 0004 `unique` (" + maker.id(3) +
                         ") failed, and the database is as it was before:\n  statement 1 `UPDATE users SET "
                         "email = 'same'`: UNIQUE constraint "
                         "failed: users.email\na backup from before it: `" +
                         made + "`");
    CHECK(told == "back up to " + made + "\napply 0004 `unique` (" + maker.id(3) + ")\n");
    Connection copy = Connection::open({.path = made, .read_only = true});
    CHECK(rows_of(copy, "SELECT email FROM users") == "one two");
}

TEST_CASE("a database that cannot be backed up is not migrated") {
    ChainMaker maker;
    fill(maker);
    const TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, maker.chain(1));
    std::filesystem::rename(dir.path(), dir.path().string() + "-gone");
    CHECK_THROWS_AS(upgrade(db, maker.chain(), {.backup = Backup::always}), Error);
    std::filesystem::rename(dir.path().string() + "-gone", dir.path());
    CHECK(inspect(db, maker.chain()).applied == 1);
}

TEST_CASE("a database in memory is migrated without a backup, which is told") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(2));
    std::string told;
    upgrade(db, maker.chain(), {.progress = note, .progress_context = &told, .backup = Backup::always});
    CHECK(told ==
          "no backup is made: the database is in memory\napply 0003 `lower_emails` (" + maker.id(2) + ")\n");
}

TEST_CASE("an adoption is backed up like any other write") {
    ChainMaker maker;
    fill(maker);
    const TempDir dir;
    Connection db = Connection::open({.path = dir.file("a.db")});
    db.execute(users);
    const std::string made = upgrade(db, maker.chain(1), {.backup = Backup::always}).backup;
    Connection copy = Connection::open({.path = made, .read_only = true});
    CHECK(rows_of(copy, "SELECT name FROM sqlite_schema WHERE name LIKE 'varve%'") == "");
}

TEST_CASE("an application's database is backed up as it says") {
    ChainMaker maker;
    fill(maker);
    const TempDir dir;
    {
        Connection db = Connection::open({.path = dir.file("a.db")});
        upgrade(db, maker.chain(2));
    }
    const Chain chain = maker.chain();
    const DatabaseOptions options{.path = dir.file("a.db"), .backup = Backup::before_destructive};
    { const detail::Pool pool(options, chain, {}); }
    CHECK(names_with(dir.path(), ".backup").ends_with("Z-" + maker.id(1) + ".backup"));
}
