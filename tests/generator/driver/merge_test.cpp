#include "tests/generator/driver/team.hpp"
#include "tests/runtime/database_probe.hpp"
#include "tests/support/catch.hpp"

using namespace varve::tests;

namespace {

std::string rows(const Team& team, const std::string& database, const std::string& sql) {
    varve::Connection connection = varve::Connection::open({.path = team.work.path(database).string()});
    return rows_of(connection, sql);
}

void write(const Team& team, const std::string& database, const std::string& sql) {
    varve::Connection connection = varve::Connection::open({.path = team.work.path(database).string()});
    connection.execute(sql);
}

/// Two ADD COLUMNs, and on one side a rebuild: `email` may be left out there.
const std::string nick_and_no_email =
    "table users {\n  id int64 primary key\n  email text?\n  nick text?\n}\n";
const std::string all_of_it =
    "table users {\n  id int64 primary key\n  email text?\n  phone text?\n  nick text?\n}\n";

/// `phone` on main; on topic `nick`, a rebuild, and rows changed by hand.
void part(const Team& team) {
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("nick", nick_and_no_email);
    team.freeze("rows", nick_and_no_email,
                "-- rows\nUPDATE users SET nick = lower(email) WHERE nick IS NULL;\n");
}

Outcome migrate(const Team& team, std::vector<std::string> arguments, const std::string& database) {
    arguments.insert(arguments.end(), {"--db", team.work.path(database).string()});
    return team.run(arguments);
}

}  // namespace

TEST_CASE("two heads are named, with both ways out", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(all_of_it);
    const Outcome outcome = team.run({"verify"});
    CHECK(outcome.code == 1);
    const std::string told = without_ids(outcome.err);
    CHECK(told.find("error: the chain has 2 heads: `rows` (id) and `phone` (id) [V0422]") !=
          std::string::npos);
    CHECK(told.find("help: bring them together: `varve merge -m \"…\"` writes a draft that follows all of "
                    "them; or `varve "
                    "rebase --base <ref>` freezes what the ref does not hold anew, behind what it holds") !=
          std::string::npos);
}

TEST_CASE("a chain with one head has nothing to merge", "[merge]") {
    const Team team(users);
    const Outcome outcome = team.run({"merge"});
    CHECK(outcome.code == 0);
    CHECK(outcome.out == "nothing to merge: the chain has one head\n");
}

TEST_CASE("a schema that shows one side alone is not merged", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(with_phone);
    const Outcome outcome = team.run({"merge"});
    CHECK(outcome.code == 1);
    CHECK(without_ids(outcome.err) ==
          "<dir>/shop.varve:1:1: error: the schema does not show what `rows` (id) did: [V0716]\n"
          "  it lacks `email text ?` in `table users`\n"
          "  it lacks `nick text ?` in `table users`\n"
          "help: merge the schema file, so that it says what all branches together mean; then merge\n");
    CHECK(team.work.list("shop.chain").size() == 5);
}

TEST_CASE("databases of both branches come to the merge, each by its own crossing, and back", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(all_of_it);
    const Outcome merged = team.run({"merge", "-m", "both"});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    const std::string draft = "shop.chain/draft_both/";
    std::string from_phone;
    for (const std::string& entry : team.work.list("shop.chain/draft_both")) {
        if (!entry.starts_with("from_")) continue;
        const std::string up = team.work.read(draft + entry + "/up.sql");
        CHECK(up.starts_with("-- both\n-- from `"));
        if (up.find("from `phone`") != std::string::npos) from_phone = up;
    }
    CHECK(from_phone.find("-- review: written by hand in `rows`") != std::string::npos);
    CHECK(from_phone.find("UPDATE users SET nick = lower ( email ) WHERE nick IS NULL;") !=
          std::string::npos);
    CHECK(merged.err.find("warning: statements of `rows`") != std::string::npos);

    const Outcome frozen = team.run({"freeze"});
    INFO(frozen.err);
    REQUIRE(frozen.code == 0);
    CHECK(team.work.list("shop.chain/0004_both").size() == 4);
    const Outcome verified = team.run({"verify"});
    CHECK(verified.err == "");
    CHECK(verified.out.find("verified and proved: 5 frozen revisions") != std::string::npos);

    for (const std::string side : {"phone", "nick", "rows"}) {
        const std::string database = side + ".db";
        REQUIRE(migrate(team, {"upgrade", side}, database).code == 0);
        write(team, database, "INSERT INTO users (id, email) VALUES (7, 'ADA@example.org')");
        const Outcome up = migrate(team, {"upgrade"}, database);
        INFO(up.err);
        CHECK(up.code == 0);
        CHECK(migrate(team, {"check"}, database).code == 0);
        CHECK(rows(team, database, "SELECT id, email FROM users") == "7|ADA@example.org");
        const Outcome down =
            migrate(team, {"downgrade", side == "nick" ? "rows" : side, "--allow-loss"}, database);
        INFO(down.err);
        CHECK(down.code == 0);
        CHECK(rows(team, database, "SELECT id, email FROM users") == "7|ADA@example.org");
    }
    const Outcome fresh = migrate(team, {"upgrade"}, "fresh.db");
    CHECK(fresh.code == 0);
    CHECK(rows(team, "fresh.db", "SELECT name FROM varve_revisions ORDER BY seq") == "first nick rows both");
}

TEST_CASE("a chain goes on behind a merge, and back to either side", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(all_of_it);
    REQUIRE(team.run({"merge", "-m", "both"}).code == 0);
    REQUIRE(team.run({"freeze"}).code == 0);
    team.commit("both");
    team.freeze("notes", all_of_it + "table notes {\n  id int64 primary key\n}\n");
    REQUIRE(migrate(team, {"upgrade", "phone"}, "a.db").code == 0);
    const Outcome up = migrate(team, {"upgrade"}, "a.db");
    INFO(up.err);
    CHECK(up.code == 0);
    CHECK(rows(team, "a.db", "SELECT name FROM varve_revisions ORDER BY seq") == "first phone both notes");
    const Outcome down = migrate(team, {"downgrade", "--allow-loss", "rows"}, "a.db");
    INFO(down.err);
    CHECK(down.code == 0);
    CHECK(rows(team, "a.db", "SELECT name FROM varve_revisions ORDER BY seq") == "first nick rows");
    CHECK(team.run({"supersede", "0002"}).err ==
          "error: `0002` names 2 revisions\nhelp: name the one you mean by its directory:\n"
          "  varve supersede 0002_nick\n  varve supersede 0002_phone\n");
}

TEST_CASE("a crossing that says older readers go on is held to it by the schema of its own side", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(all_of_it);
    REQUIRE(team.run({"merge", "-m", "both"}).code == 0);
    const std::string draft = "shop.chain/draft_both/";
    for (const std::string& name : team.work.list(draft)) {
        if (name.rfind("from_", 0) != 0) continue;
        const std::string up = draft + name + "/up.sql";
        team.work.write(up, "--@ compatible readers\n" + team.work.read(up));
    }
    const Outcome refused = team.run({"freeze"});
    CHECK(refused.code == 1);
    // `email` may be NULL now for those who come from `phone`; those from `rows` knew that.
    const std::string told =
        "and for readers of the schema before it column `users.email` may be NULL [V0515]\n";
    const std::size_t at = refused.err.find("[V0515]");
    INFO(refused.err);
    CHECK(at != std::string::npos);
    CHECK(refused.err.find("[V0515]", at + 1) == std::string::npos);
    CHECK(refused.err.find(told) != std::string::npos);
}

TEST_CASE("a renaming of one side is a renaming in the other's crossing", "[merge]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("mail", "table users {\n  id int64 primary key\n  mail text was email\n}\n");
    team.merge("table users {\n  id int64 primary key\n  mail text\n  phone text?\n}\n");
    const Outcome merged = team.run({"merge", "--name", "joined"});
    INFO(merged.err);
    REQUIRE(merged.code == 0);
    REQUIRE(team.run({"freeze"}).code == 0);
    REQUIRE(migrate(team, {"upgrade", "phone"}, "a.db").code == 0);
    write(team, "a.db", "INSERT INTO users (id, email, phone) VALUES (1, 'a', 'b')");
    REQUIRE(migrate(team, {"upgrade"}, "a.db").code == 0);
    CHECK(rows(team, "a.db", "SELECT id, mail, phone FROM users") == "1|a|b");
    CHECK(team.work.exists("shop.chain/0003_joined/stamp"));
}

TEST_CASE("an edited crossing of a frozen merge is named", "[merge]") {
    const Team team(users);
    part(team);
    team.merge(all_of_it);
    REQUIRE(team.run({"merge", "-m", "both"}).code == 0);
    REQUIRE(team.run({"freeze"}).code == 0);
    const std::string crossing = team.work.list("shop.chain/0004_both").front();
    const std::string up = "shop.chain/0004_both/" + crossing + "/up.sql";
    team.work.write(up, team.work.read(up) + "SELECT 1;\n");
    const Outcome outcome = team.run({"verify"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("the up.sql of `0004_both/" + crossing +
                           "` was edited after it was frozen [V0411]") != std::string::npos);
}
