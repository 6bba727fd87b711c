#include <sqlite3.h>

#include "tests/support/shop.hpp"

using namespace varve::tests;

namespace {

/// A shop with a database at its head, as others may have altered it.
struct Altered : Shop {
    explicit Altered(const char* sql = "") {
        replace(shop_file, "  phone text?\n", "  phone text?\n  age   int32?\n  index by_phone (phone)\n");
        freeze("age");
        REQUIRE(command("upgrade", {"--db", "@shop.db"}).code == 0);
        run(sql);
    }

    void run(const std::string& sql, const char* file = "shop.db") const {
        sqlite3* db = nullptr;
        REQUIRE(sqlite3_open(path(file).c_str(), &db) == SQLITE_OK);
        char* why = nullptr;
        const int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, &why);
        INFO(sql << ": " << (why == nullptr ? "" : why));
        CHECK(code == SQLITE_OK);
        sqlite3_free(why);
        sqlite3_close(db);
    }

    Outcome check() const { return command("check", {"--db", "@shop.db"}); }
    Outcome diff() const { return command("diff", {"--db", "@shop.db"}); }
};

/// The SQL that `check` printed, as one would paste it: dots are the shell's.
std::string mending_of(const std::string& told) {
    const std::string head = "it was not run:\n";
    std::string sql = told.substr(told.find(head) + head.size());
    for (const std::string bail = ";\n.bail on\n"; sql.starts_with(bail);)
        sql.erase(0, bail.size());
    return sql;
}

}  // namespace

TEST_CASE("a database that has the schema's structure has no difference", "[driver]") {
    const Altered shop;
    const Outcome outcome = shop.diff();
    CHECK(outcome.out == "no difference: the database has the schema's structure\n");
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
}

TEST_CASE("drift is told in the schema's words, with what mends it", "[driver]") {
    const struct {
        const char* sql;
        const char* told;
    } cases[] = {
        {"ALTER TABLE users ADD COLUMN fax TEXT",
         "differs: - column users.fax text?\n"
         "this would put it back; read it first, it was not run:\n"
         "-- this loses users.fax\n"
         "ALTER TABLE \"users\" DROP COLUMN \"fax\";\n"},
        {"ALTER TABLE users DROP COLUMN age",
         "differs: + column users.age int32?\n"
         "this would put it back; read it first, it was not run:\n"
         "ALTER TABLE \"users\" ADD COLUMN \"age\" INTEGER CONSTRAINT \"users_age_check\" CHECK (\"age\" "
         "BETWEEN -2147483648 AND 2147483647);\n"},
        {"DROP INDEX by_phone",
         "differs: + index users.by_phone: (\"phone\")\n"
         "this would put it back; read it first, it was not run:\n"
         "CREATE INDEX \"by_phone\" ON \"users\"(\"phone\");\n"},
        {"DROP INDEX by_phone; CREATE INDEX by_phone ON users(phone DESC)",
         "differs: - index users.by_phone: (\"phone\" DESC)\n"
         "differs: + index users.by_phone: (\"phone\")\n"
         "this would put it back; read it first, it was not run:\n"
         "DROP INDEX \"by_phone\";\n"
         "CREATE INDEX \"by_phone\" ON \"users\"(\"phone\");\n"},
    };
    for (const auto& each : cases) {
        const Altered shop(each.sql);
        const Outcome outcome = shop.check();
        CHECK(outcome.out == each.told);
        CHECK(outcome.err == "");
        CHECK(outcome.code == 3);
        shop.run(mending_of(outcome.out));
        CHECK(shop.check().code == 0);
    }
}

TEST_CASE("what only a rebuild mends is told whole, and keeps the rows", "[driver]") {
    const Altered shop(
        "DROP TABLE users;"
        "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT NOT NULL, phone TEXT, age INTEGER);"
        "CREATE INDEX by_phone ON users(phone);"
        "INSERT INTO users(email) VALUES ('ada')");
    const Outcome outcome = shop.check();
    CHECK(outcome.code == 3);
    CHECK(outcome.out.find("differs: + constraint users.users_email_key: CONSTRAINT") != std::string::npos);
    CHECK(outcome.out.find("\nBEGIN IMMEDIATE;\n") != std::string::npos);
    shop.run(mending_of(outcome.out));
    CHECK(shop.check().code == 0);
    CHECK(shop.check().out.find("its structure is that revision's") != std::string::npos);
    shop.run("INSERT INTO users(email) VALUES ('bob')");
}

TEST_CASE("what no statement mends says why", "[driver]") {
    const Altered shop(
        "DROP TABLE users;"
        "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT, phone TEXT, age INTEGER)");
    const std::string told = shop.check().out;
    CHECK(told.find("differs: ~ column users.email: nullable → not null\n") != std::string::npos);
    CHECK(told.find("no statement puts it back: column `users.email`") != std::string::npos);
}

TEST_CASE("a DBA's index is shown, written into the schema, and becomes the schema's everywhere",
          "[driver]") {
    const Altered shop("CREATE INDEX by_age ON users(age)");
    REQUIRE(shop.command("upgrade", {"--db", "@without.db"}).code == 0);
    CHECK(shop.check().code == 0);
    CHECK(shop.check().out.find("not of the schema, left alone: unknown index by_age on users\n") !=
          std::string::npos);
    const Outcome differs = shop.diff();
    CHECK(differs.code == 3);
    CHECK(differs.out == "- index users.by_age: (\"age\")\n");
    CHECK(differs.err ==
          "help: what the database has and the schema has not (`-`) becomes the schema's when it is written "
          "there: "
          "`varve revision --autogenerate --db …` then makes a revision for databases with it and without "
          "it\n");

    shop.replace(shop_file, "  index by_phone (phone)\n", "  index by_phone (phone)\n  index by_age (age)\n");
    CHECK(shop.diff().out == "no difference: the database has the schema's structure\n");
    const Outcome made =
        shop.command("revision", {"--autogenerate", "--db", "@shop.db", "-m", "adopt by_age"});
    CHECK(made.err == "");
    CHECK(made.out.find("+ index users.by_age: (\"age\")\nadopts index by_age: made where it is missing\n") ==
          0);
    CHECK(shop.read("schema/shop.chain/draft_adopt_by_age/up.sql")
              .find("-- varve: allow L212 because some databases have it already\n"
                    "CREATE INDEX IF NOT EXISTS \"by_age\" ON \"users\" (\"age\");\n") != std::string::npos);
    REQUIRE(shop.command("freeze").code == 0);
    CHECK(shop.command("lint", {"--all"}).err.find("L212") == std::string::npos);
    for (const char* file : {"@shop.db", "@without.db"}) {
        CHECK(shop.command("upgrade", {"--db", file}).code == 0);
        const Outcome check = shop.command("check", {"--db", file});
        CHECK(check.code == 0);
        CHECK(check.out.find("unknown") == std::string::npos);
    }
}

TEST_CASE("what is in the way of a revision on a database is told when the draft is written", "[driver]") {
    const Altered shop("ALTER TABLE users ADD COLUMN fax TEXT; CREATE INDEX by_age ON users(age DESC)");
    shop.replace(shop_file, "  index by_phone (phone)\n",
                 "  fax   text?\n  index by_phone (phone)\n  index by_age (age)\n");
    const Outcome made = shop.command("revision", {"--autogenerate", "--db", "@shop.db", "-m", "fax"});
    CHECK(made.code == 0);
    CHECK(made.err ==
          "warning: <dir>/shop.db: index by_age is there in another form: the revision stops there, write "
          "its form "
          "into the schema\n"
          "warning: <dir>/shop.db: table users has its new form there already: `stamp` records the revision "
          "there, "
          "once it is frozen\n");
    shop.run("DROP INDEX by_age; CREATE INDEX by_age ON users(age)");
    REQUIRE(shop.command("freeze").code == 0);
    const Outcome refused = shop.command("upgrade", {"--db", "@shop.db"});
    CHECK(refused.code == 4);
    CHECK(refused.err.find("this is the structure of 0004 `fax`") != std::string::npos);
    CHECK(shop.command("stamp", {"head", "--db", "@shop.db"}).code == 0);
    CHECK(shop.check().code == 0);
    CHECK(shop.command("revision", {"--db", "@shop.db", "-m", "more"}).code == 2);
}
