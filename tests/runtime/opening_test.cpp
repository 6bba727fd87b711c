#include <fstream>
#include <iterator>

#include <varve/database.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

using namespace varve;

namespace {

class Content : public DatabaseBase {
public:
    Content(const DatabaseOptions& options, const Chain& chain)
        : DatabaseBase(options, chain, {nullptr, 0}) {}
};

std::string bytes_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Opens the database as an application does; what it throws, or "".
std::string start(const std::string& path, const Chain& chain, Policy behind = Policy::migrate) {
    DatabaseOptions options;
    options.path = path;
    options.behind = behind;
    return message_of([&] { Content content(options, chain); });
}

Connection with_rollback_journal(const std::string& path) {
    return Connection::open({.path = path, .journal_mode = JournalMode::rollback});
}

}  // namespace

TEST_CASE("an application that refuses a database leaves every byte of it") {
    ChainMaker maker;
    fill(maker);
    const std::pair<const char*, const char*> refused[] = {
        {"DROP TABLE varve_log", "the table `varve_log` is missing"},
        {"CREATE TRIGGER t AFTER INSERT ON varve_revisions BEGIN SELECT 1; END", "the trigger `t`"},
        {"DELETE FROM varve_log", "its log says that 0 revisions are applied"},
        {"DELETE FROM varve_revisions", "its log says that 3 revisions are applied, and it holds 0"},
        {"UPDATE varve_log SET forced = 1 WHERE seq = 1", "row 1 of its log does not follow"},
        {"UPDATE varve_revisions SET schema = 'other'", "its row 1 is not the one"},
        {"DROP TABLE varve_log; DROP TABLE varve_revisions; CREATE TABLE more (a)", "has no ledger"},
    };
    for (const auto& [sql, told] : refused) {
        INFO(sql);
        TempDir dir;
        const std::string path = dir.file("a.db");
        {
            Connection db = with_rollback_journal(path);
            upgrade(db, maker.chain());
            db.execute(sql);
        }
        const std::string before = bytes_of(path);
        CHECK(start(path, maker.chain()).find(told) != std::string::npos);
        CHECK((bytes_of(path) == before));
    }
}

TEST_CASE("an application that finds a database behind and may not migrate leaves every byte of it") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    const std::string path = dir.file("a.db");
    {
        Connection db = with_rollback_journal(path);
        upgrade(db, maker.chain(1));
    }
    const std::string before = bytes_of(path);
    CHECK(start(path, maker.chain(), Policy::refuse).find("behind this program") != std::string::npos);
    CHECK((bytes_of(path) == before));
    CHECK(start(path, maker.chain()) == "");
    CHECK(bytes_of(path).substr(18, 2) == "\x02\x02");
}

TEST_CASE("an application whose chain runs over a draft makes no file") {
    ChainMaker maker;
    maker.add({"first", "CREATE TABLE a(b)", "CREATE TABLE a(b)", "DROP TABLE a", Grade::exact, "", true});
    TempDir dir;
    CHECK(start(dir.file("a.db"), maker.chain()) ==
          "`" + dir.file("a.db") + "` needs revision 0001 `first` (" + maker.id(0) +
              "), which is a draft, and this program does not run drafts\n"
              "freeze it, or build with drafts allowed (CMake's Debug configuration)");
    CHECK_FALSE(std::filesystem::exists(dir.file("a.db")));
}

TEST_CASE("a connection that keeps the journal mode keeps it") {
    TempDir dir;
    const std::string path = dir.file("a.db");
    with_rollback_journal(path).execute("CREATE TABLE t(a)");
    const std::string before = bytes_of(path);
    Connection::open({.path = path, .journal_mode = JournalMode::keep}).execute("SELECT * FROM t");
    CHECK((bytes_of(path) == before));
}

TEST_CASE(
    "a database in a directory that cannot be written is opened at its head, and behind it says why not") {
    ChainMaker maker;
    fill(maker);
    TempDir dir;
    std::filesystem::create_directory(dir.file("shut"));
    const std::string path = dir.file("shut/a.db");
    {
        Connection db = with_rollback_journal(path);
        upgrade(db, maker.chain(2));
    }
    std::filesystem::permissions(path, std::filesystem::perms(0666));
    std::filesystem::permissions(dir.path(), std::filesystem::perms(0755));
    std::filesystem::permissions(dir.file("shut"), std::filesystem::perms(0555));
    DatabaseOptions options;
    options.path = path;
    options.journal_mode = JournalMode::rollback;
    std::string behind;
    std::string at_head;
    std::string wanting_wal;
    {
        AsNobody nobody;
        at_head = message_of([&] { Content content(options, maker.chain(2)); });
        behind = message_of([&] { Content content(options, maker.chain()); });
        options.journal_mode = JournalMode::wal;
        wanting_wal = message_of([&] { Content content(options, maker.chain(2)); });
    }
    CHECK(at_head == "");
    CHECK(behind == "cannot migrate `" + path + "`: the directory `" + dir.file("shut") +
                        "` cannot be written, and SQLite keeps its journal there");
    CHECK(wanting_wal == "cannot open `" + path + "` for writing: the directory `" + dir.file("shut") +
                             "` cannot be written, and SQLite keeps its journal there");
}

TEST_CASE("an application whose step fails leaves every byte of the database") {
    const std::string schema = "CREATE TABLE t(a TEXT NOT NULL)";
    ChainMaker maker;
    maker.add({"first", schema, schema, ""});
    maker.add({"step", "UPDATE t SET a = a || '!'; INSERT INTO t VALUES (NULL)", schema, ""});
    TempDir dir;
    const std::string path = dir.file("a.db");
    {
        Connection db = with_rollback_journal(path);
        upgrade(db, maker.chain(1));
        db.execute("INSERT INTO t VALUES (hex(zeroblob(5000)))");
    }
    const std::string before = bytes_of(path);
    CHECK(start(path, maker.chain()).find("NOT NULL constraint failed: t.a") != std::string::npos);
    CHECK((bytes_of(path) == before));
}
