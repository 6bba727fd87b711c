#include "generator/import/losses.hpp"

#include "runtime/src/sql_tokens.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

Schema schema_of(const std::string& table, const std::vector<std::string>& columns) {
    Schema schema;
    schema.tables.emplace_back().name = table;
    for (const std::string& column : columns)
        schema.tables.back().columns.emplace_back().name = column;
    return schema;
}

}  // namespace

TEST_CASE("a table takes its columns' place, and nothing is declared twice") {
    DeclaredLosses losses;
    CHECK(losses.add("users.phone"));
    CHECK(losses.add("\"odd name\".\"a.b\""));
    CHECK_FALSE(losses.add("users.phone"));
    CHECK(losses.add("users"));
    CHECK_FALSE(losses.add("users.email"));
    CHECK(losses.names() == std::vector<std::string>{"\"odd name\".\"a.b\"", "users"});
}

TEST_CASE("a refusal names the directive that it wants") {
    CHECK(loss_in("gone, and nothing declares it: add `--@ lose a.b` if that is meant") == "a.b");
    CHECK(loss_in("no such table: a") == "");
}

TEST_CASE("a finding of the rehearsal names tables and columns, in any case") {
    const Schema before = schema_of("Users", {"Id", "dc:x"});
    const Schema after = schema_of("posts", {"id"});
    CHECK(losses_in("`users.id` and 2 of 6 rows of `posts`", before, after) ==
          std::vector<std::string>{"Users.Id", "posts"});
    CHECK(losses_in("`users.dc:x`, the rowids of `users` and `nowhere`", before, after) ==
          std::vector<std::string>{"Users.\"dc:x\"", "Users.rowid"});
}

TEST_CASE("losses are told by the names before the step") {
    const Schema before = schema_of("users", {"id", "phone"});
    const std::string sql = varve::detail::normalise_sql(
        "ALTER TABLE users RENAME COLUMN phone TO mobile; ALTER TABLE users RENAME TO old; CREATE TABLE "
        "users(id)");
    CHECK(loss_before("old", sql, before) == "users");
    CHECK(loss_before("users.mobile", sql, before) == "users.phone");
    CHECK(loss_before("old.mobile", sql, before) == "users.phone");
    CHECK(loss_before("users.phone", sql, before) == "users.phone");
    CHECK(loss_before("users", "ALTER TABLE new_users RENAME TO users;", before) == "users");
}
