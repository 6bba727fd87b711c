#include "runtime/command_line/database_path.hpp"

#include "runtime/command_line/command_error.hpp"
#include "tests/support/catch.hpp"

using namespace varve::detail;

namespace {

std::string refusal(std::string_view named) {
    try {
        database_path(named, nullptr);
    } catch (const CommandError& error) {
        CHECK(error.exit_code() == exit_usage);
        return error.what();
    }
    return "accepted";
}

}  // namespace

TEST_CASE("a database is a path or an address of SQLite's") {
    CHECK(database_path("content.db", nullptr) == "content.db");
    CHECK(database_path("/var/lib/content.db", nullptr) == "/var/lib/content.db");
    CHECK(database_path("sqlite:///content.db", nullptr) == "content.db");
    CHECK(database_path("sqlite:////var/lib/content.db", nullptr) == "/var/lib/content.db");
    CHECK(database_path("what?.db", nullptr) == "what?.db");
}

TEST_CASE("the option wins over the environment") {
    CHECK(database_path("a.db", "b.db") == "a.db");
    CHECK(database_path("", "sqlite:///b.db") == "b.db");
    CHECK(refusal("") == "no database is named: give `--db <path>` or set `DATABASE_URL`");
    CHECK_THROWS_AS(database_path("", ""), CommandError);
}

TEST_CASE("what is no database of SQLite's is refused, and no password is repeated") {
    const std::string postgres =
        "PostgreSQL is not there yet, this varve speaks SQLite only: give a path or `sqlite:///path`";
    CHECK(refusal("postgresql://me:secret@host/db") == postgres);
    CHECK(refusal("postgres://me:secret@host/db") == postgres);
    CHECK(refusal("postgresql+psycopg://me:secret@host/db") == postgres);
    CHECK(refusal("mysql://me:secret@host/db") ==
          "`mysql:` names no database that varve knows: give a path or `sqlite:///path`");
    CHECK(refusal("sqlite://host/x.db") ==
          "a SQLite address has no host: write three slashes, `sqlite:///path`");
    CHECK(refusal("sqlite:///x.db?mode=ro") == "options behind `?` are not supported: leave them out");
    CHECK(refusal("file:x.db") == "`file:` addresses are not supported: give a path or `sqlite:///path`");
    CHECK(refusal("sqlite:x.db") == "`sqlite:` addresses are not supported: give a path or `sqlite:///path`");
    for (const char* memory : {":memory:", "sqlite:///", "sqlite:///:memory:"}) {
        CHECK(refusal(memory) ==
              "a database in memory would end with this command: give a path or `sqlite:///path`");
    }
}
