
#include "runtime/command_line/offline_digest.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/statement.hpp"
#include "tests/runtime/shell.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// A chain with a rebuild, an edit, AUTOINCREMENT, a trigger, rows of its own and a step of rows alone.
class Shop {
public:
    Shop() {
        chain_.add(
            "init",
            "CREATE TABLE shops (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, size INTEGER);"
            "CREATE TABLE goods (id INTEGER PRIMARY KEY, shop INTEGER REFERENCES shops (id) ON DELETE "
            "CASCADE);"
            "CREATE INDEX by_name ON shops (name);"
            "CREATE TRIGGER named AFTER INSERT ON goods BEGIN UPDATE shops SET size = 1 WHERE id = new.shop; "
            "END;"
            "INSERT INTO shops VALUES (7, 'it''s', NULL);",
            "--@ lose shops\n--@ lose goods\nDROP TABLE goods; DROP TABLE shops;", Grade::loses,
            "shops goods");
        chain_.add(
            "rebuild",
            "--@ preflight shops \"name is empty\"\nSELECT id FROM shops WHERE name = '';\n"
            "--@ rebuild shops\nCREATE TABLE varve_new_shops (id INTEGER PRIMARY KEY AUTOINCREMENT, name "
            "TEXT "
            "NOT NULL CHECK (name <> ''), size INTEGER);"
            "INSERT INTO varve_new_shops (id, name, size) SELECT id, name, size FROM shops;\n--@ end\n",
            "--@ rebuild shops\nCREATE TABLE varve_new_shops (id INTEGER PRIMARY KEY AUTOINCREMENT, name "
            "TEXT "
            "NOT NULL, size INTEGER);"
            "INSERT INTO varve_new_shops (id, name, size) SELECT id, name, size FROM shops;\n--@ end\n");
        chain_.add("rows", "UPDATE shops SET size = 3 WHERE id = 7;",
                   "UPDATE shops SET size = NULL WHERE id = 7;");
        chain_.add(
            "rules",
            "--@ edit shops\nUPDATE shops SET size = 0 WHERE size IS NULL;"
            "CREATE TABLE shops (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL CHECK (name <> "
            "''), size INTEGER NOT NULL);\n--@ end\n",
            "--@ edit shops\nCREATE TABLE shops (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL "
            "CHECK (name <> ''), size INTEGER);\n--@ end\n");
    }

    const Chain& chain() const { return chain_.chain(); }
    std::string database(const std::string& name) const { return directory_.file(name); }
    std::string id(std::size_t place) const { return chain_.id(place); }

    Outcome operator()(std::vector<std::string> arguments) const {
        return run(chain(), std::move(arguments));
    }

    Outcome run_script(const std::string& database, std::vector<std::string> arguments) const {
        arguments.emplace_back("--sql");
        const Outcome script = run(chain(), std::move(arguments));
        INFO(script.err);
        REQUIRE(script.code == 0);
        return shell(database, script.out, directory_.file("script.sql"));
    }

private:
    static Outcome run(const Chain& chain, std::vector<std::string> arguments) {
        return ::run(chain, std::move(arguments));
    }

    TempDir directory_;
    SampleChain chain_;
};

std::string dump(const std::string& path) {
    return shell(path,
                 "SELECT type, name, replace(sql, '\"', '') FROM sqlite_schema ORDER BY 1, 2;\nSELECT * FROM "
                 "shops;\nSELECT * "
                 "FROM goods;\nSELECT * FROM sqlite_sequence;\nSELECT seq, id, digest, inverse, grade FROM "
                 "varve_revisions;\nSELECT seq, action, id, forced FROM varve_log;\n",
                 path + ".sql")
        .out;
}

}  // namespace

TEST_CASE("SQLite's own SQL makes the digests that the runtime makes") {
    Connection connection = Connection::open({.path = ":memory:"});
    connection.execute(detail::offline_digest_sql());
    for (const std::size_t size : {0, 1, 38, 39, 40, 47, 48, 55, 56, 63, 64, 65, 119, 120, 1000}) {
        const std::string text(size, 'x');
        connection.execute("DELETE FROM temp.varve_part; DELETE FROM temp.varve_message");
        connection.execute("INSERT INTO temp.varve_part(value) VALUES ('é'), (42), ('" + text + "')");
        connection.execute("INSERT INTO temp.varve_message SELECT bytes FROM temp.varve_padded");
        const std::array<std::string_view, 3> parts{"é", "42", text};
        CHECK(detail::query_text(connection.native_handle(), "SELECT digest FROM temp.varve_digest", "ask") ==
              detail::digest_parts(parts));
    }
}

TEST_CASE("a script takes a database up as the migrator does, and down again") {
    const Shop shop;
    const std::string offline = shop.database("offline.db");
    const std::string online = shop.database("online.db");
    const Outcome up = shop.run_script(offline, {"upgrade"});
    const auto told = [&](std::size_t place) {
        return "the database is at " + detail::describe(shop.chain().revisions[place - 1]) + "\n";
    };
    CHECK(up.out ==
          told(1) + told(2) + told(3) + "     enable_trigger off\n     enable_trigger on\n" + told(4));
    CHECK(up.code == 0);
    for (const char* place : {"init", "rebuild", "rows", "rules"})
        REQUIRE(shop({"upgrade", place, "--db", online}).code == 0);
    CHECK(dump(offline) == dump(online));
    CHECK(shop({"check", "--db", offline}).code == 0);

    const Outcome down = shop.run_script(offline, {"downgrade", "-3"});
    CHECK(down.code == 0);
    REQUIRE(shop({"downgrade", "-3", "--db", online}).code == 0);
    CHECK(dump(offline) == dump(online));
    CHECK(shop({"current", "--db", offline}).out.find("0001 `init`") == 0);
    CHECK(shop.run_script(offline, {"upgrade", "init:rebuild"}).code == 0);
    CHECK(shop({"upgrade", "--db", offline}).code == 0);
    CHECK(shop({"check", "--db", offline}).code == 0);
}

TEST_CASE("a script stops where the database is not where it begins") {
    const Shop shop;
    const std::string database = shop.database("shop.db");
    REQUIRE(shop({"upgrade", "init", "--db", database}).code == 0);
    const std::string before = dump(database);
    const Outcome wrong = shop.run_script(database, {"upgrade", "rebuild:head"});
    CHECK(wrong.code == 1);
    CHECK(wrong.out.find("the database is not at 0002 `rebuild` (" + shop.id(2) +
                         "); nothing was changed by this revision") != std::string::npos);
    const std::string marked = "\xef\xbb\xbf" + shop({"upgrade", "rebuild:head", "--sql"}).out;
    CHECK(shell(database, marked, shop.database("marked.sql")).code == 1);
    CHECK(dump(database) == before);
    const Outcome base = shop.run_script(database, {"upgrade"});
    CHECK(base.code == 1);
    CHECK(base.out.find("the database is not at base, or holds other tables; nothing was changed") !=
          std::string::npos);
    CHECK(dump(database) == before);
}

TEST_CASE("a script stops at rows and objects that stand against it, with nothing changed") {
    const Shop shop;
    const std::string database = shop.database("shop.db");
    REQUIRE(shop({"upgrade", "init", "--db", database}).code == 0);
    const auto refused = [&](const char* sql, const char* mend) {
        REQUIRE(shell(database, sql, database + ".sql").code == 0);
        const std::string before = dump(database);
        const Outcome outcome = shop.run_script(database, {"upgrade", "init:head"});
        CHECK(outcome.code == 1);
        CHECK(dump(database) == before);
        REQUIRE(shell(database, mend, database + ".sql").code == 0);
        return outcome.out;
    };
    CHECK(refused("INSERT INTO shops VALUES (8, '', 0);", "DELETE FROM shops WHERE id = 8;")
              .find("in `shops`: name is empty") != std::string::npos);
    CHECK(refused("CREATE INDEX extra ON shops (size);", "DROP INDEX extra;")
              .find("an index or a trigger on `shops` is not of the schema and would be gone") !=
          std::string::npos);
    CHECK(refused("ALTER TABLE shops ADD COLUMN note TEXT;", "ALTER TABLE shops DROP COLUMN note;")
              .find("the columns of `shops` are not id, name, size: use `upgrade` without --sql") !=
          std::string::npos);
    CHECK(refused("DROP INDEX by_name;", "CREATE INDEX by_name ON shops (name);")
              .find("an object of the schema is missing") != std::string::npos);
    CHECK(shop.run_script(database, {"upgrade", "init:head"}).code == 0);
    CHECK(shop({"check", "--db", database}).code == 0);
}

TEST_CASE("a script is refused where the way is") {
    const Studio studio;
    const auto refusal = [&](std::vector<std::string> arguments) {
        const Outcome outcome = run(studio.sample().chain(), std::move(arguments));
        CHECK(outcome.out == "");
        return std::to_string(outcome.code) + " " + outcome.err;
    };
    CHECK(refusal({"downgrade", "base", "--sql"}) ==
          "4 error: taking " + studio.name(2) + " down loses posts: --allow-loss if that is meant\n");
    CHECK(run(studio.sample().chain(), {"downgrade", "base", "--sql", "--allow-loss"}).code == 0);
    CHECK(refusal({"upgrade", "current:head", "--sql"}) ==
          "2 error: with --sql no database is looked at: name a revision instead of `current`\n");
    CHECK(refusal({"upgrade", "head:init", "--sql"}) ==
          "2 error: " + studio.name(1) + " is below " + studio.name(3) + ": `downgrade` goes that way\n");
    CHECK(refusal({"downgrade", "init:head", "--sql"}) ==
          "2 error: " + studio.name(3) + " is above " + studio.name(1) + ": `upgrade` goes that way\n");
}
