#include "generator/history/populate.hpp"

#include <sqlite3.h>

#include <memory>

#include "generator/history/cells.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/connection.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using test::column;
using test::schema;
using test::table;

Connection database(const Schema& schema) {
    ConnectionOptions options;
    options.path = ":memory:";
    Connection connection = Connection::open(options);
    connection.execute(test::create_all(schema));
    return connection;
}

/// What stayed empty: "table: reason", one a line.
std::string fill(Connection& connection, const Schema& schema,
                 const std::set<std::string>& leave_alone = {}) {
    std::string told;
    for (const Unpopulated& table : populate(connection.native_handle(), schema, leave_alone))
        told += table.table + ": " + table.reason + "\n";
    REQUIRE(rows_of(connection.native_handle(), "PRAGMA foreign_key_check").empty());
    REQUIRE(count_of(connection.native_handle(), "PRAGMA foreign_keys") == 1);
    return told;
}

std::int64_t count(Connection& connection, const std::string& sql) {
    return count_of(connection.native_handle(), sql);
}

ForeignKey reference(std::vector<std::string> columns, std::string parent,
                     std::vector<std::string> keys = {"id"}) {
    ForeignKey key;
    key.name = {parent + "_" + columns.front() + "_fkey", true};
    key.columns = std::move(columns);
    key.table = std::move(parent);
    key.references = std::move(keys);
    return key;
}

Check check(std::string name, std::string sql) {
    return {{std::move(name), true}, std::move(sql), {}};
}

/// With the checks that types imply, as the checker leaves them.
Schema with_implied(Schema made) {
    for (Table& table : made.tables)
        for (Column& column : table.columns)
            if (const auto implied = implied_check(made, column))
                column.checks.push_back({{table.name + "_" + column.name + "_check", false}, *implied, {}});
    return made;
}

Schema every_type() {
    Table all = table("all_types");
    for (const TypeRow& row : type_rows()) {
        if (row.word.empty()) continue;
        all.columns.push_back(column("c_" + std::string(row.word), row.kind));
        all.columns.push_back(column("n_" + std::string(row.word), row.kind, true));
    }
    all.columns.push_back(column("short", TypeKind::text));
    all.columns.back().type.length = 3;
    all.columns.push_back(column("digest", TypeKind::blob));
    all.columns.back().type.length = 32;
    all.columns.push_back(column("platform", TypeKind::enumeration));
    all.columns.back().type.name = "Platform";
    all.strict = true;
    Schema made = schema({all});
    made.enums.push_back({"Platform", {{"x", "", {}}, {"mastodon", "", {}}}, "", {}, {}});
    return with_implied(made);
}

}  // namespace

TEST_CASE("every type is filled with several values, boundaries and NULLs among them") {
    const Schema made = every_type();
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM all_types") == 6);
    for (const Column& column : made.tables[0].columns) {
        INFO(column.name);
        const std::string name = sqlite::quote(column.name);
        REQUIRE(count(connection, "SELECT count(DISTINCT " + name + ") FROM all_types") >= 2);
        REQUIRE((count(connection, "SELECT count(*) FROM all_types WHERE " + name + " IS NULL") > 0) ==
                column.nullable);
    }
    REQUIRE(count(connection, "SELECT count(*) FROM all_types WHERE c_text = ''") == 1);
    REQUIRE(count(connection, "SELECT count(*) FROM all_types WHERE c_int64 = 9007199254740993") == 1);
    REQUIRE(count(connection, "SELECT max(id) - count(*) FROM all_types") > 0);
}

TEST_CASE("the same schema gives the same rows") {
    const Schema made = every_type();
    Connection first = database(made);
    Connection second = database(made);
    fill(first, made);
    fill(second, made);
    REQUIRE(rows_of(first.native_handle(), "SELECT * FROM all_types") ==
            rows_of(second.native_handle(), "SELECT * FROM all_types"));
}

TEST_CASE("references are filled in every shape: to parents declared later, to itself, of several columns") {
    Table posts =
        table("posts", {column("author", TypeKind::int64), column("answers", TypeKind::int64, true)});
    posts.foreign_keys = {reference({"author"}, "users"), reference({"answers"}, "posts")};
    Table users = table("users", {column("tenant", TypeKind::int64)});
    users.uniques.push_back({{"users_pair_key", true}, {"tenant", "id"}, {}});
    Table tags = table("tags", {column("tenant", TypeKind::int64), column("owner", TypeKind::int64, true)});
    tags.foreign_keys = {reference({"tenant", "owner"}, "users", {"tenant", "id"})};
    Table profile = table("profile", {});
    profile.foreign_keys = {reference({"id"}, "users")};
    const Schema made = schema({posts, tags, profile, users});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(DISTINCT author) FROM posts") >= 2);
    REQUIRE(count(connection, "SELECT count(*) FROM posts WHERE answers IS NOT NULL") >= 2);
    REQUIRE(count(connection, "SELECT count(*) FROM posts WHERE answers IS NULL") >= 1);
    REQUIRE(count(connection, "SELECT count(*) FROM tags WHERE owner IS NULL") >= 1);
    REQUIRE(count(connection, "SELECT count(*) FROM tags WHERE owner IS NOT NULL") >= 2);
    REQUIRE(count(connection, "SELECT count(*) FROM profile") == 6);
}

TEST_CASE("cycles of references are filled, nullable or not") {
    for (const bool nullable : {true, false}) {
        Table teams = table("teams", {column("lead", TypeKind::int64, nullable)});
        teams.foreign_keys = {reference({"lead"}, "members")};
        Table members = table("members", {column("team", TypeKind::int64)});
        members.foreign_keys = {reference({"team"}, "teams")};
        Table nodes = table("nodes", {column("up", TypeKind::int64)});
        nodes.foreign_keys = {reference({"up"}, "nodes")};
        const Schema made = schema({teams, members, nodes});
        Connection connection = database(made);
        REQUIRE(fill(connection, made) == "");
        REQUIRE(count(connection, "SELECT count(*) FROM teams WHERE lead IS NOT NULL") >= 2);
        REQUIRE(count(connection, "SELECT count(*) FROM nodes") == 6);
    }
}

TEST_CASE("a join table with a key of two references, without rowid") {
    Table link;
    link.name = "post_tags";
    link.columns = {column("post_id", TypeKind::int64), column("tag", TypeKind::text)};
    link.primary_key = PrimaryKey{{{"post_id", "", "", false}, {"tag", "", "", false}}, false, false, {}};
    link.foreign_keys = {reference({"post_id"}, "posts")};
    link.without_rowid = true;
    const Schema made = schema({link, table("posts")});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM post_tags") == 6);
}

TEST_CASE("checks are respected as far as values can be guessed") {
    Table all =
        table("guarded", {column("email", TypeKind::text), column("price", TypeKind::int64),
                          column("role", TypeKind::text), column("starts", TypeKind::timestamp),
                          column("ends", TypeKind::timestamp), column("provider", TypeKind::text, true),
                          column("provider_id", TypeKind::text, true), column("share", TypeKind::real)});
    all.columns[1].checks.push_back(check("email_shape", "(email LIKE '%_@_%._%')"));
    all.columns[2].checks.push_back(check("price_range", "(price BETWEEN 5 AND 7)"));
    all.columns[3].checks.push_back(check("role_known", "(role IN ('user', 'assistant', 'it''s'))"));
    all.columns[8].checks.push_back(check("share_range", "(share > 0 AND share <= 1)"));
    all.checks.push_back(check("order_of_times", "(starts < ends)"));
    all.checks.push_back(check("both_or_none", "((provider IS NULL) = (provider_id IS NULL))"));
    all.uniques.push_back({{"guarded_email_key", true}, {"email"}, {}});
    const Schema made = schema({all});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM guarded") == 6);
    REQUIRE(count(connection, "SELECT count(DISTINCT price) FROM guarded") >= 2);
    REQUIRE(count(connection, "SELECT count(*) FROM guarded WHERE provider IS NOT NULL") >= 1);
}

TEST_CASE("a table that holds but one row gets it") {
    Table settings = table("settings", {column("theme", TypeKind::text, true)});
    settings.checks.push_back(check("single", "(id = 1)"));
    const Schema made = schema({settings});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM settings WHERE id = 1") == 1);
}

TEST_CASE("a table that cannot be filled is told with SQLite's reason, and its children too") {
    Table odd = table("odd", {column("code", TypeKind::text)});
    odd.columns[1].checks.push_back(check("code_shape", "(code = upper(hex(zeroblob(9))) || 'K')"));
    Table child = table("child", {column("odd_id", TypeKind::int64)});
    child.foreign_keys = {reference({"odd_id"}, "odd")};
    const Schema made = schema({child, odd});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) ==
            "odd: CHECK constraint failed: code_shape\n"
            "child: NOT NULL constraint failed: child.odd_id\n");
}

TEST_CASE("gaps in rowids, and AUTOINCREMENT marks above the largest id") {
    Table counted = table("counted");
    counted.primary_key->autoincrement = true;
    Table keyless;
    keyless.name = "keyless";
    keyless.columns = {column("rowid", TypeKind::text), column("n", TypeKind::int64)};
    const Schema made = schema({counted, keyless});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT seq - (SELECT max(id) FROM counted) FROM sqlite_sequence") == 10);
    REQUIRE(count(connection, "SELECT max(_rowid_) - min(_rowid_) FROM keyless") == 15);
}

TEST_CASE("one row takes the defaults, and rows that are there already stay") {
    Table users = table("users", {column("state", TypeKind::text)});
    users.columns[1].default_value = Default{Default::Kind::literal, "'new'", {}};
    const Schema made = schema({users, table("left_alone")});
    Connection connection = database(made);
    connection.execute("INSERT INTO users VALUES (1, 'seed')");
    REQUIRE(fill(connection, made, {"left_alone"}) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM users WHERE state = 'new'") == 1);
    REQUIRE(count(connection, "SELECT count(*) FROM users WHERE id = 1 AND state = 'seed'") == 1);
    REQUIRE(count(connection, "SELECT count(*) FROM users") == 7);
    REQUIRE(count(connection, "SELECT count(*) FROM left_alone") == 0);
}

TEST_CASE("triggers run, and one that refuses everything is told") {
    Schema made = schema({table("users"), table("log"), table("closed")});
    made.triggers.push_back(
        {"noted", "users", "AFTER INSERT", "BEGIN INSERT INTO log VALUES (new.id + 50); END", {}});
    made.triggers.push_back(
        {"refused", "closed", "BEFORE INSERT", "BEGIN SELECT RAISE(ABORT, 'closed'); END", {}});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "closed: closed\n");
    REQUIRE(count(connection, "SELECT count(*) FROM users") == 6);
    REQUIRE(count(connection, "SELECT count(*) FROM log") == 12);
}

TEST_CASE("odd names are quoted everywhere") {
    Table odd = table("a \"b\" c", {column("select", TypeKind::text), column("x y", TypeKind::int64, true)});
    odd.foreign_keys = {reference({"x y"}, "a \"b\" c")};
    odd.columns[1].checks.push_back(check("select_check", "(\"select\" <> 'a')"));
    const Schema made = schema({odd});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM \"a \"\"b\"\" c\"") == 6);
}

TEST_CASE("conflict clauses are no matter of the rows that are made") {
    Table users = table("users", {column("flag", TypeKind::boolean), column("code", TypeKind::text)});
    users.uniques.push_back({{"", false}, {"flag"}, {}, {}, "ROLLBACK"});
    users.uniques.push_back({{"", false}, {"code"}, {}, {}, "REPLACE"});
    const Schema made = schema({users, table("behind")});
    Connection connection = database(made);
    REQUIRE(fill(connection, made) == "");
    REQUIRE(count(connection, "SELECT count(*) FROM users") == 2);
    REQUIRE(count(connection, "SELECT count(*) FROM behind") == 6);
}

TEST_CASE("what an unchecked reference names need not be there") {
    Table child = table("child", {column("gone_id", TypeKind::int64), column("n", TypeKind::int64)});
    child.foreign_keys = {reference({"gone_id"}, "gone"), reference({"n"}, "parent", {"n"})};
    child.foreign_keys[0].unchecked = child.foreign_keys[1].unchecked = true;
    const Schema made = schema({table("parent", {column("n", TypeKind::int64)}), child});
    Connection connection = database(made);
    REQUIRE(populate(connection.native_handle(), made).empty());
    REQUIRE(count(connection, "SELECT count(*) FROM child") == 6);
}

}  // namespace varve::compiler
