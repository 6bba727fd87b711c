#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>

#include "generator/driver/rebase_files.hpp"
#include "tests/generator/driver/team.hpp"
#include "tests/support/catch.hpp"

using namespace varve::tests;

TEST_CASE("revisions of a branch are frozen anew behind those of the base", "[rebase]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("nick", with_nick);
    team.freeze("rows", with_nick, "-- rows\nINSERT INTO users (email) VALUES ('ada@example.org');\n");
    team.merge(with_both);
    CHECK(team.run({"verify"}).code == 1);
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.err == "");
    CHECK(without_ids(outcome.out) ==
          "0002_nick (id) is now 0003_nick (id)\n0003_rows (id) is now 0004_rows (id)\ncommit the chain "
          "directory\n");
    CHECK(team.work.list("shop.chain") ==
          std::vector<std::string>{"0001_first", "0002_phone", "0003_nick", "0004_rows", "chain.lock"});
    CHECK(team.work.read("shop.chain/0003_nick/schema.varve").find("phone text?") != std::string::npos);
    CHECK(team.work.read("shop.chain/0004_rows/up.sql") ==
          "-- rows\nINSERT INTO users (email) VALUES ('ada@example.org');\n");
    const Outcome verified = team.run({"verify", "--base", "main"});
    CHECK(verified.err == "");
    CHECK(verified.out.find("verified and proved: 4 frozen revisions") == 0);
    CHECK(team.run({"diff", "--check"}).code == 0);
    CHECK(team.run({"rebase", "--base", "main"}).out ==
          "nothing to rebase: no revision stands beside those of `main`\n");
}

TEST_CASE("what was planned is planned anew where the other line's schema makes it differ", "[rebase]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    // A rebuild: it names every column.
    team.freeze("keyed", "table users {\n  id int64 primary key autoincrement\n  email text\n}\n");
    team.merge("table users {\n  id int64 primary key autoincrement\n  email text\n  phone text?\n}\n");
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
    CHECK(team.work.read("shop.chain/0003_keyed/up.sql").find("\"phone\"") != std::string::npos);
    CHECK(team.run({"verify", "--base", "main"}).err == "");
}

TEST_CASE("a hand in a planned step stays in the one that is planned anew", "[rebase]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.work.write("shop.varve",
                    block + "table users {\n  id int64 primary key autoincrement\n  email text\n}\n");
    REQUIRE(team.run({"revision", "--autogenerate", "-m", "keyed"}).code == 0);
    const std::string planned = team.work.read("shop.chain/draft_keyed/up.sql");
    team.work.write("shop.chain/draft_keyed/up.sql",
                    planned + "UPDATE users SET email = email WHERE id = 0;\n");
    const Outcome frozen = team.run({"freeze"});
    REQUIRE(frozen.err == "");
    team.commit("keyed");
    team.merge("table users {\n  id int64 primary key autoincrement\n  email text\n  phone text?\n}\n");
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.err == "");
    const std::string up = team.work.read("shop.chain/0003_keyed/up.sql");
    CHECK(up.find("\"phone\"") != std::string::npos);
    CHECK(up.find("UPDATE users SET email = email") != std::string::npos);
}

TEST_CASE("a rename is known by its SQL, although the schema says it no longer", "[rebase]") {
    const Team team(users);
    team.freeze("keyed", "table users {\n  id int64 primary key\n  email text unique\n}\n");
    team.git("checkout -q topic");
    team.freeze("rename", "table people was users {\n  id int64 primary key\n  address text was email\n}\n");
    const std::string up = team.work.read("shop.chain/0002_rename/up.sql");
    team.git("merge -q --no-commit main || true");
    team.work.write("shop.varve",
                    block + "table people {\n  id int64 primary key\n  address text unique\n}\n");
    team.commit("merged");
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.err == "");
    CHECK(team.work.read("shop.chain/0003_rename/up.sql") == up);
    CHECK(team.work.read("shop.chain/0003_rename/schema.varve").find("unique users_email_key (address)") !=
          std::string::npos);
    CHECK(team.run({"diff", "--check"}).code == 0);
}

TEST_CASE("what both sides changed is refused with both, and nothing is touched", "[rebase]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("other", "table users {\n  id int64 primary key\n  email text\n  phone text(20)?\n}\n");
    team.merge(with_phone);
    const std::string lock = team.work.read("shop.chain/chain.lock");
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.code == 1);
    CHECK(outcome.out == "");
    CHECK(
        outcome.err ==
        "<dir>/shop.chain/0002_other/up.sql:1:1: error: `0002_other` cannot be put behind `0002_phone`: both "
        "sides "
        "changed the same [V0714]\n"
        "  `phone` of `table users`: `phone text(20)? check users_phone_check (length(\"phone\") <= 20)` "
        "here, "
        "`phone text?` there\n"
        "help: join the two lines with `varve merge`; or take the revision out of the chain, its "
        "directory and "
        "its line in the lock, and plan it anew with `varve revision --autogenerate`\n");
    CHECK(team.work.read("shop.chain/chain.lock") == lock);
    CHECK(team.work.exists("shop.chain/0002_other/stamp"));
}

TEST_CASE("SQL by hand that does not hold behind the other line moves nothing", "[rebase]") {
    const Team team(users);
    team.freeze("gone", "table users {\n  id int64 primary key\n}\n");
    team.git("checkout -q topic");
    team.freeze("rows", users, "-- rows\nINSERT INTO users (email) VALUES ('ada@example.org');\n");
    team.merge("table users {\n  id int64 primary key\n}\n");
    const std::string lock = team.work.read("shop.chain/chain.lock");
    const Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("shop.chain/0002_rows/up.sql:2:") != std::string::npos);
    CHECK(outcome.err.find("nothing was changed: the revisions do not hold behind the other line\n") !=
          std::string::npos);
    CHECK(team.work.read("shop.chain/chain.lock") == lock);
}

TEST_CASE("a draft and an unmerged base are told before anything is done", "[rebase]") {
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("nick", with_nick);
    Outcome outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find(
              "and this lock does not [V0713]\nhelp: bring it here first, with its line in the lock: "
              "`git merge main`\n") != std::string::npos);
    team.merge(with_both);
    team.work.write("shop.chain/draft_more/up.sql", "-- more\n");
    team.work.write("shop.chain/draft_more/schema.varve",
                    team.work.read("shop.chain/0002_nick/schema.varve"));
    outcome = team.run({"rebase", "--base", "main"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("draft `draft_more` stands behind the revisions that would move [V0713]") !=
          std::string::npos);
}

TEST_CASE("a rebase that was killed is ended or undone by the next", "[rebase]") {
    using namespace varve::compiler;
    const Team team(users);
    team.freeze("phone", with_phone);
    team.git("checkout -q topic");
    team.freeze("nick", with_nick);
    team.merge(with_both);
    const std::filesystem::path chain = team.work.path("shop.chain");
    const std::string before = team.work.read("shop.chain/chain.lock");
    const std::string old_digest = team.work.read("shop.chain/0002_nick/stamp").substr(0, 64);
    std::filesystem::copy(chain / "0002_nick", team.work.path("kept"),
                          std::filesystem::copy_options::recursive);
    REQUIRE(team.run({"rebase", "--base", "main"}).code == 0);
    const std::string after = team.work.read("shop.chain/chain.lock");
    const std::string digest = team.work.read("shop.chain/0003_nick/stamp").substr(0, 64);
    const auto list = team.work.list("shop.chain");

    // Both directories stand, and the note of what would be done.
    std::filesystem::copy(team.work.path("kept"), chain / "0002_nick",
                          std::filesystem::copy_options::recursive);
    team.work.write("shop.chain/.rebase",
                    "made " + digest + " 0003_nick\nleft " + old_digest + " 0002_nick\n");
    Outcome outcome = team.run({"verify"});
    CHECK(outcome.err ==
          "<dir>/shop.chain:1:1: error: a rebase of this chain was interrupted [V0715]\n"
          "help: run `varve rebase --base <ref>` again: it ends or undoes what was begun\n");
    SECTION("behind the lock") {
        CHECK(team.run({"rebase", "--base", "main"}).code == 0);
    }
    SECTION("before the lock") {
        team.work.write("shop.chain/chain.lock", before);
        CHECK(team.run({"rebase", "--base", "main"}).code == 0);
    }
    CHECK(team.work.read("shop.chain/chain.lock") == after);
    CHECK(team.work.list("shop.chain") == list);
    CHECK_FALSE(team.work.exists("shop.chain/.rebase"));
    CHECK(team.run({"verify"}).err == "");
}
