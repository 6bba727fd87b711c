#include <varve/migrate.hpp>

#include "tests/runtime/chain_maker.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temp_dir.hpp"

#include <filesystem>

using namespace varve;

namespace {

const char* const kept =
    "SELECT group_concat(id || email) FROM users UNION ALL SELECT count(*) FROM varve_revisions";

/// A database at the third of three revisions, met by a program that holds the first.
class Newer {
public:
    Newer() : db_(Connection::open({.path = path()})) {
        fill(maker_);
        upgrade(db_, maker_.chain());
        db_.execute("INSERT INTO users(email, phone) VALUES ('ada', '1'), ('bob', NULL)");
    }

    std::string path() const { return dir_.file("a.db"); }
    Connection& db() { return db_; }
    const ChainMaker& maker() const { return maker_; }

    std::string refusal(const std::string& way_out) const {
        return "`" + path() + "` is ahead of this program:\n  the database is at      `lower_emails` (" +
               maker_.id(2) + ")\n  this program ends at    0001 `initial` (" + maker_.id(0) +
               ")\n  both know               0001 `initial` (" + maker_.id(0) +
               ")\n  only the database knows `add_phone` (" + maker_.id(1) + "), `lower_emails` (" +
               maker_.id(2) + ")\nrun the program that wrote it, or a newer one" + way_out +
               "; nothing was changed";
    }

private:
    TempDir dir_;
    ChainMaker maker_;
    Connection db_;
};

MigrateOptions taking_back(TakeBack take_back) {
    MigrateOptions options;
    options.take_back = take_back;
    return options;
}

/// A column `phone` that another program added, with the way back that it says it has.
struct Hostile {
    std::string inverse;
    Grade grade = Grade::loses;
    std::string loses = "users.phone";
};

/// A file that another program wrote, and what this one makes of its way back.
class Stranger {
public:
    explicit Stranger(const Hostile& hostile, const std::string& more = "") {
        const std::string schema = users_phone + std::string("CREATE TABLE notes(a);");
        ours_.add({"initial", users + std::string("CREATE TABLE notes(a)"),
                   users + std::string("CREATE TABLE notes(a)"), ""});
        theirs_.add({"initial", users + std::string("CREATE TABLE notes(a)"),
                     users + std::string("CREATE TABLE notes(a)"), ""});
        theirs_.add({"add_phone", "ALTER TABLE users ADD COLUMN phone TEXT;" + more, schema + more,
                     hostile.inverse, hostile.grade, hostile.loses});
        Connection db = Connection::open({.path = path()});
        upgrade(db, theirs_.chain());
        db.execute("INSERT INTO users(email) VALUES ('ada'); INSERT INTO notes VALUES (1)");
    }

    /// The refusal without its frame; "" when the way back ran. Nothing may change where it is refused.
    std::string tried() {
        Connection db = Connection::open({.path = path()});
        const std::string before = state_of(db, kept) + rows_of(db, "SELECT * FROM varve_log");
        std::string message =
            message_of([&] { upgrade(db, ours_.chain(), taking_back(TakeBack::allow_loss)); });
        if (message.empty()) return message;
        CHECK(state_of(db, kept) + rows_of(db, "SELECT * FROM varve_log") == before);
        for (const std::string& frame :
             {"`" + path() + "` is not taken back with the ways back that it carries: ",
              std::string("\nrun the program that wrote it, or restore a backup; nothing was changed"),
              "`" + path() + "`: to take back revision `add_phone` (" + theirs_.id(1) +
                  ") failed, and the database is as it was before:\n  "})
            if (const std::size_t at = message.find(frame); at != std::string::npos)
                message.erase(at, frame.size());
        return message;
    }

    std::string path() const { return dir_.file("a.db"); }
    std::string beside(const std::string& name) const { return dir_.file(name); }
    std::string named() const { return "`add_phone` (" + theirs_.id(1) + ")"; }

private:
    TempDir dir_;
    ChainMaker ours_;
    ChainMaker theirs_;
};

constexpr const char* drop = "ALTER TABLE users DROP COLUMN phone;";

}  // namespace

TEST_CASE("a newer database is refused with the word that would take it back") {
    Newer newer;
    const std::string expected = newer.refusal(
        "; or take it back to what both know with `downgrade --take-back --allow-loss` "
        "(`take_back = allow_loss`), which loses users.phone");
    const Chain older = newer.maker().chain(1);
    CHECK(message_of([&] { upgrade(newer.db(), older); }) == expected);
    CHECK(message_of([&] { upgrade(newer.db(), older, taking_back(TakeBack::allow)); }) == expected);
    CHECK(message_of([&] {
              downgrade(newer.db(), older, older.head()->digest, taking_back(TakeBack::allow));
          }) == expected);
    const Chain two = newer.maker().chain(2);
    const std::string told = message_of([&] { upgrade(newer.db(), two); });
    CHECK(told.find("; or take it back to what both know with `downgrade --take-back` (`take_back = allow`); "
                    "nothing was changed") != std::string::npos);
}

TEST_CASE("a newer database is taken back with the inverses that it carries, and is this program's own") {
    Newer newer;
    const Chain older = newer.maker().chain(1);
    std::string lines;
    MigrateOptions options = taking_back(TakeBack::allow_loss);
    options.progress = [](void* context, std::string_view line) {
        static_cast<std::string*>(context)->append(line).append("\n");
    };
    options.progress_context = &lines;
    const MigrateResult result = upgrade(newer.db(), older, options);
    CHECK(result.kind == MigrateResult::Kind::taken_down);
    CHECK(joined(result.taken_back) == "lower_emails add_phone");
    CHECK(lines == "take back `lower_emails` (" + newer.maker().id(2) + ")\ntake back `add_phone` (" +
                       newer.maker().id(1) + "), losing users.phone\n");
    CHECK(rows_of(newer.db(), "SELECT * FROM users") == "1|ada 2|bob");
    CHECK(rows_of(newer.db(), "SELECT action FROM varve_log") == "up up up down down");
    CHECK(inspect(newer.db(), older).standing == Standing::at_head);
    CHECK(check(newer.db(), older).ours.empty());
    CHECK(upgrade(newer.db(), newer.maker().chain()).revisions.size() == 2);
}

TEST_CASE("what loses nothing is taken back without the second word, and a downgrade goes on from there") {
    Newer newer;
    const Chain two = newer.maker().chain(2);
    const MigrateResult up = upgrade(newer.db(), two, taking_back(TakeBack::allow));
    CHECK(joined(up.taken_back) == "lower_emails");
    upgrade(newer.db(), newer.maker().chain());
    MigrateOptions options = taking_back(TakeBack::allow);
    options.allow_loss = true;
    const MigrateResult down = downgrade(newer.db(), two, two.revisions[0].digest, options);
    CHECK(joined(down.taken_back) == "lower_emails");
    CHECK(joined(down.revisions) == "add_phone");
    CHECK(inspect(newer.db(), two).applied == 1);
}

TEST_CASE("a program on another branch takes back what it does not know and brings its own") {
    Newer newer;
    ChainMaker ours;
    ours.add({"initial", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    ours.add({"add_fax", "ALTER TABLE users ADD COLUMN fax TEXT",
              "CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE, fax "
              "TEXT);",
              ""});
    const MigrateResult result = upgrade(newer.db(), ours.chain(), taking_back(TakeBack::allow_loss));
    CHECK(joined(result.taken_back) == "lower_emails add_phone");
    CHECK(joined(result.revisions) == "add_fax");
    CHECK(rows_of(newer.db(), "SELECT * FROM users") == "1|ada|~ 2|bob|~");
}

TEST_CASE("a revision without a way back holds what stands on it") {
    Newer newer;
    ChainMaker longer;
    fill(longer);
    longer.add({"one_way", "UPDATE users SET email = 'x' || email", users_phone, ""});
    upgrade(newer.db(), longer.chain());
    const std::string told =
        message_of([&] { upgrade(newer.db(), newer.maker().chain(), taking_back(TakeBack::allow_loss)); });
    CHECK(told.find("run the program that wrote it, or a newer one; it cannot be taken back: `one_way` (" +
                    longer.id(3) + ") has no way back; nothing was changed") != std::string::npos);
}

TEST_CASE("a database in memory has no second connection for SQL of its own") {
    ChainMaker maker;
    fill(maker);
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain());
    CHECK(message_of([&] { upgrade(db, maker.chain(2), taking_back(TakeBack::allow)); }) ==
          "a database in memory has no second connection");
}

TEST_CASE("an honest way back of a stranger runs") {
    CHECK(Stranger({std::string("--@ grade loses users.phone\n") + drop}).tried() == "");
    CHECK(Stranger(
              {"--@ lose users.phone\n--@ rebuild users\nCREATE TABLE varve_new_users(id INTEGER PRIMARY KEY "
               "AUTOINCREMENT, email TEXT NOT NULL UNIQUE);INSERT INTO varve_new_users(id, email) SELECT "
               "id, email FROM users;\n--@ end\n"})
              .tried() == "");
}

TEST_CASE("a way back that never ends, or would fill the disk, is stopped") {
    const std::string endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) ";
    CHECK(Stranger({"--@ lose users.phone\n" + endless + "SELECT count(*) FROM n;" + drop})
              .tried()
              .find("it had not ended after 5") == 0);
    CHECK(Stranger({"--@ lose users.phone\nINSERT INTO notes " + endless +
                    "SELECT zeroblob(10000000) FROM n;" + drop})
              .tried()
              .find("it needs more than 1") == 0);
    CHECK(Stranger({"--@ lose users.phone\nSELECT length(zeroblob(900000000));" + std::string(drop)})
              .tried()
              .find("string or blob too big") != std::string::npos);
}

TEST_CASE("a way back is held to this program's own structure, and to what its record says it loses") {
    const std::string marked = "--@ lose users.phone\n";
    CHECK(
        Stranger({marked + "SELECT 1;"}).tried() ==
        "the structure it leaves is not the one that was proved:\n"
        "  altered table users: expected `CREATE TABLE users ( id INTEGER PRIMARY KEY AUTOINCREMENT , email "
        "TEXT NOT NULL , UNIQUE ( email ) )`, found `… TEXT NOT NULL , phone TEXT , UNIQUE ( email ) …`");
    CHECK(Stranger({marked + drop + "CREATE TRIGGER spy AFTER INSERT ON users BEGIN DELETE FROM notes; END;"})
              .tried()
              .find("unknown trigger spy") != std::string::npos);
    CHECK(Stranger({marked + drop + "CREATE TABLE varve_new_hidden(a);"}).tried() ==
          "what it leaves holds `varve_new_hidden`, a name of varve's own");
    Stranger hidden({marked + drop, Grade::exact, ""});
    CHECK(hidden.tried() ==
          "the one of " + hidden.named() + " gives up `users.phone`, which its record does not say");
    Stranger more({"--@ lose users.phone\n--@ lose notes\nDELETE FROM notes;" + std::string(drop)});
    CHECK(more.tried() == "the one of " + more.named() + " gives up `notes`, which its record does not say");
    Stranger misspelt({"--@ loose notes\n" + std::string(drop)});
    CHECK(misspelt.tried().find("the one of " + misspelt.named() +
                                ": the directive `--@ loose notes` is not known") == 0);
}

TEST_CASE("objects of the file that call what the application registers do not reach it") {
    static int called = 0;
    const auto give = [](void*, sqlite3* db) {
        sqlite3_create_function_v2(
            db, "app_secret", 0, SQLITE_UTF8 | SQLITE_INNOCUOUS, nullptr,
            [](sqlite3_context* context, int, sqlite3_value**) {
                ++called;
                sqlite3_result_int(context, 1);
            },
            nullptr, nullptr, nullptr);
    };
    const char* const objects[] = {
        "CREATE TRIGGER spy AFTER INSERT ON notes BEGIN SELECT app_secret(); END;",
        "CREATE TABLE held(a CHECK (app_secret() = 1));CREATE TRIGGER spy AFTER INSERT ON notes BEGIN INSERT "
        "INTO "
        "held VALUES (1); END;",
        "CREATE VIEW spied AS SELECT app_secret() AS a;CREATE TRIGGER spy AFTER INSERT ON notes BEGIN INSERT "
        "INTO "
        "notes SELECT a FROM spied; END;",
    };
    for (const char* object : objects) {
        INFO(object);
        TempDir dir;
        ChainMaker ours;
        ours.add({"notes", "CREATE TABLE notes(a)", "CREATE TABLE notes(a)", ""});
        ChainMaker theirs;
        theirs.configure = give;
        theirs.add({"notes", "CREATE TABLE notes(a)", "CREATE TABLE notes(a)", ""});
        theirs.add({"spy", object, "CREATE TABLE notes(a);" + std::string(object),
                    "INSERT INTO notes VALUES (1);DROP TRIGGER spy;"});
        Connection db = Connection::open({.path = dir.file("a.db"), .configure = give});
        upgrade(db, theirs.chain());
        called = 0;
        const std::string told =
            message_of([&] { upgrade(db, ours.chain(), taking_back(TakeBack::allow_loss)); });
        INFO(told);
        CHECK(told.find("function: app_secret") != std::string::npos);
        CHECK(told.find(
                  "; what an application registers is not there for SQL that came out of a database: let the "
                  "program that wrote it take it back") != std::string::npos);
        CHECK(called == 0);
        CHECK(rows_of(db, "SELECT count(*) FROM notes") == "0");
    }
}

TEST_CASE("a way back that a ledger contradicts is not run") {
    Newer newer;
    const Chain older = newer.maker().chain(1);
    newer.db().execute("UPDATE varve_revisions SET inverse = 'DROP TABLE users' WHERE seq = 2");
    CHECK(message_of([&] { upgrade(newer.db(), older, taking_back(TakeBack::allow_loss)); }) ==
          "the ledger of `" + newer.path() +
              "` cannot be believed: its row 2 is not the one that its log says was written\n"
              "run the program that wrote it, or restore a backup; nothing was changed");
}

TEST_CASE("rows that do not fit what stood before stop a way back") {
    const std::string needed = "CREATE TABLE t(a TEXT NOT NULL)";
    const std::string loose = "CREATE TABLE t(a TEXT)";
    const auto rebuilt = [](const std::string& made) {
        return "--@ rebuild t\nCREATE TABLE varve_new_t" + made.substr(14) +
               ";INSERT INTO varve_new_t(rowid, a) SELECT rowid, a FROM t;\n--@ end\n";
    };
    TempDir dir;
    ChainMaker ours;
    ours.add({"one", needed, needed, ""});
    ChainMaker theirs;
    theirs.add({"one", needed, needed, ""}).add({"two", rebuilt(loose), loose, rebuilt(needed)});
    Connection db = Connection::open({.path = dir.file("a.db")});
    upgrade(db, theirs.chain());
    db.execute("INSERT INTO t VALUES (NULL)");
    CHECK(
        message_of([&] { upgrade(db, ours.chain(), taking_back(TakeBack::allow)); }) ==
        "`" + dir.file("a.db") + "`: the revision `two` (" + theirs.id(1) +
            ") cannot be taken back: rows that were written since do not fit what stood before it, in `t`:\n"
            "  statement 2 `INSERT INTO varve_new_t ( rowid , a ) SELECT rowid , a FROM t`: NOT NULL "
            "constraint "
            "failed: varve_new_t.a\n"
            "change those rows; or run the program that wrote it; nothing was changed");
}

TEST_CASE("a way back that would do more than change the file is refused") {
    const std::string with_drop = std::string("--@ lose users.phone\n") + drop;
    const struct {
        std::string sql;
        std::string told;
    } cases[] = {
        {"ATTACH 'other.db' AS other",
         "a revision works on one database: `ATTACH` and `DETACH` are not allowed"},
        {"DETACH main", "a revision works on one database: `ATTACH` and `DETACH` are not allowed"},
        {"PRAGMA writable_schema = ON",
         "`PRAGMA writable_schema` is not allowed in a revision: varve owns the settings"},
        {"PRAGMA user_version",
         "`PRAGMA user_version` is not allowed in a revision: varve owns the settings"},
        {"SELECT * FROM pragma_user_version",
         "`PRAGMA user_version` is not allowed in a revision: varve owns the settings"},
        {"COMMIT", "`COMMIT` is not allowed in a revision: varve owns the transaction"},
        {"SAVEPOINT s", "savepoints are not allowed in a revision: varve owns the transaction"},
        {"VACUUM INTO 'copy.db'", "cannot VACUUM from within a transaction"},
        {"CREATE TEMP TABLE t(a)",
         "temporary objects have no place in a revision: they end with the connection"},
        {"CREATE TEMP TRIGGER t AFTER INSERT ON users BEGIN SELECT 1; END",
         "temporary objects have no place in a revision: they end with the connection"},
        {"CREATE TEMP VIEW v AS SELECT 1",
         "temporary objects have no place in a revision: they end with the connection"},
        {"SELECT load_extension('x')", "`load_extension` is not allowed in a revision"},
        {"SELECT fts3_tokenizer('simple')",
         "`fts3_tokenizer` is not a function of SQLite: SQL that came out of a database may not call it"},
        {"SELECT readfile('/etc/passwd')", "no such function: readfile"},
        {"CREATE VIRTUAL TABLE v USING csv(filename='/etc/passwd')",
         "`csv` is not a module of SQLite: SQL that came out of a database may not make a table of it"},
        {"DELETE FROM varve_log",
         "`varve_log` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"UPDATE varve_revisions SET grade = 'exact'",
         "`varve_revisions` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"CREATE TRIGGER t AFTER INSERT ON varve_log BEGIN SELECT 1; END",
         "`varve_log` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"CREATE TRIGGER varve_new_t AFTER INSERT ON users BEGIN SELECT 1; END",
         "`varve_new_t` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"CREATE VIEW varve_new_v AS SELECT 1",
         "`varve_new_v` is not a revision's to touch: the prefix `varve_` is varve's own"},
        {"DELETE FROM sqlite_schema", "table sqlite_master may not be modified"},
        {"INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, '')",
         "table sqlite_master may not be modified"},
        {"SELECT app_secret()", "no such function: app_secret"},
        {"DROP TABLE notes", "`notes`"},
        {"DELETE FROM notes", "`notes`"},
    };
    for (const auto& each : cases) {
        INFO(each.sql);
        Stranger stranger({"--@ lose users.phone\n" + each.sql + ";" + drop});
        const std::string told = stranger.tried();
        INFO(told);
        CHECK(told.find(each.told) != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(stranger.beside("other.db")));
        CHECK_FALSE(std::filesystem::exists(stranger.beside("copy.db")));
    }
    CHECK(Stranger({with_drop}).tried() == "");
}
