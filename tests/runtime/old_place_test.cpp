#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// Three imported revisions, the last of which changes rows only, and one of varve's own behind them.
class Imported : public ChainMaker {
public:
    explicit Imported(std::string_view table, std::vector<std::string> versions = {"1", "2", "3"})
        : table_(table), versions_(std::move(versions)) {
        fill(*this);
        add({"more", "CREATE TABLE more(x)", std::string(users_phone) + "CREATE TABLE more(x);", ""});
        for (std::size_t i = 0; i != versions_.size(); ++i)
            pairs_.push_back({versions_[i], (*this)[i].digest});
        unmanaged_[0] = {"table", table_};
    }

    Chain chain() const {
        Chain chain = ChainMaker::chain();
        chain.unmanaged = unmanaged_;
        chain.unmanaged_count = 1;
        chain.old_table = table_;
        chain.old_versions = pairs_.data();
        chain.old_version_count = pairs_.size();
        return chain;
    }

private:
    std::string table_;
    std::vector<std::string> versions_;
    std::vector<OldVersion> pairs_;
    UnmanagedObject unmanaged_[1];
};

std::size_t adopted_at(const Imported& imported, const std::string& sql) {
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(sql);
    const MigrateResult result = upgrade(db, imported.chain());
    CHECK(result.kind == MigrateResult::Kind::adopted);
    CHECK(inspect(db, imported.chain()).standing == Standing::at_head);
    return imported.chain().count - result.revisions.size();
}

std::string refusal(const Imported& imported, const std::string& sql) {
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(sql);
    return message_of([&] { upgrade(db, imported.chain()); });
}

const std::string migrate =
    std::string(users_phone) + "CREATE TABLE schema_migrations(version uint64, dirty bool);";

}  // namespace

TEST_CASE("the old table decides between revisions of one structure") {
    const Imported imported("schema_migrations");
    CHECK(adopted_at(imported, migrate + "INSERT INTO schema_migrations VALUES (2, 0)") == 2);
    CHECK(adopted_at(imported, migrate + "INSERT INTO schema_migrations VALUES (3, 0)") == 3);
}

TEST_CASE("each tool's table is read as it writes it") {
    const std::string base = users_phone;
    CHECK(adopted_at(Imported("schema_migrations", {"20240101", "20240102", "20240103"}),
                     base + "CREATE TABLE schema_migrations(version varchar(128) primary key);"
                            "INSERT INTO schema_migrations VALUES ('20240101'), ('20240102')") == 2);
    CHECK(adopted_at(Imported("__diesel_schema_migrations", {"0001", "0002", "0003"}),
                     base +
                         "CREATE TABLE __diesel_schema_migrations(version VARCHAR(50) PRIMARY KEY NOT NULL,"
                         " run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP);"
                         "INSERT INTO __diesel_schema_migrations(version) VALUES ('0002'), ('0003'), "
                         "('0001')") == 3);
    CHECK(adopted_at(Imported("goose_db_version"),
                     base +
                         "CREATE TABLE goose_db_version(id INTEGER PRIMARY KEY AUTOINCREMENT, version_id "
                         "INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP);"
                         "INSERT INTO goose_db_version(version_id, is_applied) VALUES (0,1), (1,1), (2,1), "
                         "(3,1), (3,0)") == 2);
    CHECK(adopted_at(Imported("alembic_version", {"1975ea83b712", "27c6a30d7c24", "ae1027a6acf"}),
                     base + "CREATE TABLE alembic_version(version_num VARCHAR(32) NOT NULL);"
                            "INSERT INTO alembic_version VALUES ('ae1027a6acf')") == 3);
    CHECK(adopted_at(Imported("user_version"), base + "PRAGMA user_version = 2") == 2);
}

TEST_CASE("a database without the old table, or with an empty one, is told by its structure") {
    const Imported imported("schema_migrations");
    CHECK(adopted_at(imported, users) == 1);
    CHECK(adopted_at(imported, std::string(users) + "CREATE TABLE schema_migrations(version);") == 1);
    CHECK(refusal(imported, migrate).find("has no ledger, and 2 revisions have its structure:") !=
          std::string::npos);
}

TEST_CASE("an old table that disagrees with the structure is refused, and both are named") {
    const Imported imported("schema_migrations");
    CHECK(
        refusal(imported, std::string(users) + "CREATE TABLE schema_migrations(version, dirty);"
                                               "INSERT INTO schema_migrations VALUES (2, 0)") ==
        "`:memory:` has no ledger; its `schema_migrations` says that it is at 2, which is 0002 `add_phone` "
        "(" +
            imported.id(1) +
            "), but its structure is not that revision's:\n"
            "  altered table users: expected `… TEXT NOT NULL , phone TEXT , UNIQUE ( email ) …`, found "
            "`CREATE "
            "TABLE users ( id INTEGER PRIMARY KEY AUTOINCREMENT , email TEXT NOT NULL , UNIQUE ( email ) )`\n"
            "make it equal to that revision, or say where it is with `stamp <id>`; nothing was changed");
}

TEST_CASE("an old table that cannot be trusted is refused") {
    const Imported imported("schema_migrations");
    const std::string head = "`:memory:` has no ledger, and its `schema_migrations` ";
    const std::string out =
        "\nbring it to a version of that chain with the tool that wrote it, or say where it is with "
        "`stamp <id>`; nothing was changed";
    CHECK(refusal(imported, migrate + "INSERT INTO schema_migrations VALUES (2, 1)") ==
          head + "is marked dirty: a step of it failed half-way" + out);
    CHECK(refusal(imported, migrate + "INSERT INTO schema_migrations VALUES (9, 0)") ==
          head + "holds version 9, which is not in the chain that was imported" + out);
    CHECK(refusal(imported, std::string(users_phone) + "CREATE TABLE schema_migrations(version);"
                                                       "INSERT INTO schema_migrations VALUES (1), (3)") ==
          head + "holds 2 of the 3 versions up to 3" + out);
    CHECK(refusal(imported, migrate + "INSERT INTO schema_migrations VALUES (NULL, 0)") ==
          head + "holds a version that is NULL" + out);
    CHECK(refusal(imported, std::string(users_phone) + "CREATE TABLE schema_migrations(id, dirty);"
                                                       "INSERT INTO schema_migrations VALUES (1, 0)") ==
          head + "is not as its tool makes it: no such column: version" + out);
}

TEST_CASE("what the old table says counts where nothing else is in the file, too") {
    const Imported imported("schema_migrations");
    const std::string alone = "CREATE TABLE schema_migrations(version uint64, dirty bool);";
    const std::string head = "`:memory:` has no ledger, and its `schema_migrations` ";
    const std::string out =
        "\nbring it to a version of that chain with the tool that wrote it, or say where it is with "
        "`stamp <id>`; nothing was changed";
    CHECK(refusal(imported, alone + "INSERT INTO schema_migrations VALUES (99, 0)") ==
          head + "holds version 99, which is not in the chain that was imported" + out);
    CHECK(refusal(imported, alone + "INSERT INTO schema_migrations VALUES (1, 1)") ==
          head + "is marked dirty: a step of it failed half-way" + out);
    CHECK(
        refusal(imported, alone + "INSERT INTO schema_migrations VALUES (1, 0)") ==
        "`:memory:` has no ledger; its `schema_migrations` says that it is at 1, which is 0001 `initial` (" +
            imported.id(0) +
            "), but its structure is not that revision's:\n"
            "  missing table users\n"
            "make it equal to that revision, or say where it is with `stamp <id>`; nothing was changed");
    CHECK(refusal(Imported("user_version"), "PRAGMA user_version = 9")
              .find("`user_version` holds version 9, which is not in the chain") != std::string::npos);
    Connection db = Connection::open({.path = ":memory:"});
    db.execute(alone);
    CHECK(upgrade(db, imported.chain()).kind == MigrateResult::Kind::applied);
}
