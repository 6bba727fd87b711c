#include "generator/history/carry.hpp"

#include "generator/history/compare_rows.hpp"
#include "generator/history/narrow.hpp"
#include "generator/history/snapshot.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

using test::column;
using test::schema;
using test::table;

const Schema sample =
    schema({table("Users", {column("email", TypeKind::text), column("phone", TypeKind::text, true)}),
            table("posts")});

/// "users<users id<id email<email" for each table that is carried, its rowid left out.
std::string carried(std::string_view script, const Schema& before = sample) {
    std::string text;
    for (const auto& [name, each] : carry_of(detail::normalise_sql(script), before)) {
        text += name + "<" + each.from;
        for (const auto& [now, then] : each.columns)
            if (now != rowid_column) text += " " + now + "<" + then;
        if (each.grows) text += " grows";
        if (each.touched) text += " touched";
        text += "\n";
    }
    return text;
}

const std::string posts = "posts<posts id<id\n";

}  // namespace

TEST_CASE("a script that changes no table carries all") {
    REQUIRE(carried("CREATE INDEX i ON Users (email)") ==
            posts + "users<users email<email id<id phone<phone\n");
    REQUIRE(carried("SELECT 1; CREATE TABLE more (x)") == carried(""));
}

TEST_CASE("renames and drops are followed, in their order") {
    REQUIRE(carried("ALTER TABLE users RENAME TO people; ALTER TABLE people RENAME COLUMN Email TO mail;"
                    "ALTER TABLE \"people\" DROP COLUMN phone") == "people<users id<id mail<email\n" + posts);
    REQUIRE(carried("ALTER TABLE users RENAME phone TO p; ALTER TABLE users RENAME email TO phone;"
                    "ALTER TABLE users RENAME COLUMN p TO email") ==
            posts + "users<users email<phone id<id phone<email\n");
    REQUIRE(carried("DROP TABLE posts; DROP TABLE IF EXISTS nothing") ==
            "users<users email<email id<id phone<phone\n");
}

TEST_CASE("what an UPDATE assigns is no longer the old value") {
    REQUIRE(carried("UPDATE users SET phone = replace(phone, ',', ' '), id = id WHERE email = 'a'") ==
            posts + "users<users email<email\n");
    REQUIRE(carried("WITH t AS (SELECT 1) UPDATE OR IGNORE main.users SET email = 1 FROM t") ==
            posts + "users<users id<id phone<phone\n");
    REQUIRE(carried("UPDATE users SET (email, phone) = (1, 2)") ==
            posts + "users<users email<email id<id phone<phone touched\n");
}

TEST_CASE("rows that come and go") {
    REQUIRE(carried("INSERT INTO posts VALUES (1)") ==
            "posts<posts id<id grows\nusers<users email<email id<id phone<phone\n");
    for (const char* sql : {"DELETE FROM posts WHERE id = 1", "REPLACE INTO posts VALUES (1)",
                            "INSERT OR REPLACE INTO posts VALUES (1)",
                            "INSERT INTO posts VALUES (1) ON CONFLICT DO UPDATE SET id = 2"})
        REQUIRE(carried(sql) == "posts<posts id<id touched\nusers<users email<email id<id phone<phone\n");
}

TEST_CASE("a copy by names says where values come from") {
    const auto copy = [](const std::string& insert) {
        return carried("--@ rebuild users\n" + insert + ";\n--@ end");
    };
    REQUIRE(copy("INSERT INTO varve_new_users (id, mail, phone) SELECT id, email, lower(phone) FROM users") ==
            posts + "users<users id<id mail<email\n");
    REQUIRE(copy("INSERT INTO varve_new_users (email, phone) SELECT phone, email FROM users") ==
            posts + "users<users email<phone phone<email\n");
    REQUIRE(copy("INSERT INTO varve_new_users (id, email) SELECT id, coalesce(phone, (SELECT 1 FROM posts)) "
                 "FROM users") == posts + "users<users id<id\n");
    REQUIRE(copy("INSERT INTO varve_new_users SELECT * FROM users") == carried(""));
}

TEST_CASE("where triggers stand, a change of rows may reach every table") {
    Schema with_trigger = sample;
    with_trigger.triggers.push_back({"t", "posts", "AFTER INSERT", "BEGIN DELETE FROM users; END", {}});
    REQUIRE(carried("INSERT INTO posts VALUES (1)", with_trigger) ==
            "posts<posts id<id grows touched\nusers<users email<email id<id phone<phone touched\n");
}

TEST_CASE("a column is held to its values where the new schema allows them all") {
    Schema after = sample;
    after.tables[0].columns[1].nullable = true;
    REQUIRE(carried_as_they_are(carry_of("", sample), sample, after).at("users").columns.count("email") == 1);
    after.tables[0].columns[1].nullable = false;
    after.tables[0].columns[2].nullable = false;
    REQUIRE(carried_as_they_are(carry_of("", sample), sample, after).at("users").columns.count("phone") == 0);
    after.tables[0].columns[1].type.length = 5;
    REQUIRE(carried_as_they_are(carry_of("", sample), sample, after).at("users").columns.count("email") == 0);
}

TEST_CASE("narrowed schemas allow what both allow") {
    Schema before =
        schema({table("t", {column("a", TypeKind::text, true), column("e", TypeKind::enumeration)})});
    before.tables[0].columns[2].type.name = "E";
    before.enums.push_back({"E", {{"x", "", {}}, {"y", "", {}}}, "", {}, {}});
    Schema after = before;
    after.enums[0].values = {{"y", "", {}}, {"z", "", {}}};
    after.tables[0].columns[1].nullable = false;
    after.tables[0].columns[1].type.length = 4;
    after.tables[0].columns[1].checks.push_back({{"given", true}, "(a <> '')", {}});
    const Carry carry = carry_of("", before);
    const Schema narrow = narrowed_before(before, after, carry);
    REQUIRE(narrow.enums[0].values.size() == 1);
    REQUIRE(narrow.enums[0].values[0].name == "y");
    REQUIRE_FALSE(narrow.tables[0].columns[1].nullable);
    REQUIRE(narrow.tables[0].columns[1].type.length == 4);
    REQUIRE(narrow.tables[0].columns[1].checks.size() == 1);
    const Schema back = narrowed_after(before, after, carry);
    REQUIRE(back.enums[0].values.size() == 1);
    REQUIRE(back.tables[0].columns[1].checks.size() == 1);
}

TEST_CASE("missing rows are told by the widest word that fits") {
    const auto text = [](const char* value) { return Cell(std::string(value)); };
    Snapshot then;
    then["t"] = {
        {"a", "b", rowid_column},
        {{text("1"), text("x"), Cell(std::int64_t{1})}, {text("2"), text("y"), Cell(std::int64_t{4})}},
        9};
    const Carry all = unchanged(then);
    const auto told = [&](const Snapshot& now, const Losses& losses = {}) {
        std::string list;
        for (const std::string& each : missing_rows(then, now, all, losses))
            list += each + "; ";
        return list;
    };
    REQUIRE(told(then) == "");
    Snapshot now = then;
    now["t"].rows.pop_back();
    REQUIRE(told(now) == "1 of 2 rows of `t`; ");
    REQUIRE(told(now, {{"t", ""}}) == "");
    now = then;
    now["t"].rows[0][1] = text("z");
    REQUIRE(told(now) == "`t.b`; ");
    REQUIRE(told(now, {{"t", "b"}}) == "");
    now = then;
    std::swap(now["t"].rows[0][1], now["t"].rows[1][1]);
    REQUIRE(told(now) == "which values of `t` stand together in a row; ");
    now = then;
    now["t"].rows[1][2] = std::int64_t{2};
    REQUIRE(told(now) == "the rowids of `t`; ");
    REQUIRE(told(now, {{"t", "rowid"}}) == "");
    now = then;
    now["t"].mark = 4;
    REQUIRE(told(now) == "the AUTOINCREMENT mark of `t`; ");
    now = then;
    now["t"].rows[0][0] = std::int64_t{1};
    REQUIRE(told(now) == "`t.a`; ");
}

}  // namespace varve::compiler
