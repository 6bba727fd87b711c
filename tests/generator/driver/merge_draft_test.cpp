#include <cstdlib>

#include "tests/generator/driver/team.hpp"
#include "tests/runtime/database_probe.hpp"

using namespace varve::tests;

namespace {

/// `phone` on main and `nick` on topic, and the schema file that means both.
class Parted {
public:
    Parted() {
        team.freeze("phone", with_phone);
        team.git("checkout -q topic");
        team.freeze("nick", with_nick);
        team.merge(with_both);
    }

    void merge() const { REQUIRE(team.run({"merge", "-m", "both"}).code == 0); }

    void freeze() const {
        const Outcome frozen = team.run({"freeze"});
        INFO(frozen.err);
        REQUIRE(frozen.code == 0);
    }

    /// The file of the crossing from a head, in a directory of the chain.
    std::string crossing(const std::string& head, const std::string& directory,
                         const std::string& file) const {
        const std::string id = team.work.read("shop.chain/0002_" + head + "/stamp").substr(0, 12);
        return "shop.chain/" + directory + "/from_" + id + "/" + file;
    }

    Outcome on(const std::string& database, std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--db", team.work.path(database).string()});
        return team.run(arguments);
    }

    std::string rows(const std::string& database, const std::string& sql) const {
        varve::Connection connection = varve::Connection::open({.path = team.work.path(database).string()});
        return rows_of(connection, sql);
    }

    Team team{users};
};

const std::string two_heads =
    "<dir>/shop.chain/chain.lock:4:1: warning: the chain has 2 heads: `nick` (id) and `phone` (id) [V0422]\n";

}  // namespace

TEST_CASE("where the heads are several, the graph is shown and then the way out", "[merge]") {
    const Parted parted;
    const auto shown = [&](std::vector<std::string> command) {
        const Outcome outcome = parted.team.run(std::move(command));
        CHECK(outcome.code == 0);
        CHECK(without_ids(outcome.err).find(two_heads) == 0);
        CHECK(outcome.err.find(
                  "help: bring them together: `varve merge -m \"…\"` writes a draft that follows all "
                  "of them; or `varve rebase --base <ref>` freezes what the ref does not hold anew, "
                  "behind what it holds\n") != std::string::npos);
        return outcome.out;
    };
    const std::string heads = shown({"heads"});
    CHECK(heads.find(" nick (head) <- ") != std::string::npos);
    CHECK(heads.find(" phone (head) <- ") != std::string::npos);
    CHECK(shown({"history"}).find(" first (branchpoint) <- base: first\n") != std::string::npos);
    CHECK(shown({"history", "-v"}).find("\n  path    <dir>/shop.chain/0002_phone\n") != std::string::npos);
    CHECK(shown({"branches"}).find("\n  -> 0002 ") != std::string::npos);
    CHECK(shown({"show", "nick"}).find("ADD COLUMN \"nick\"") != std::string::npos);
    CHECK(without_ids(shown({"status"})) ==
          "schema    <dir>/shop.varve, compared with nothing: its chain has several heads\n"
          "chain     3 revisions, 2 heads: 0002 `nick` (id) and 0002 `phone` (id)\n"
          "database  none is named: --db or $DATABASE_URL\n");
    const std::string draft = "shop.chain/draft_mine/";
    parted.team.work.write(draft + "up.sql", "-- mine\n");
    parted.team.work.write(draft + "schema.varve",
                           parted.team.work.read("shop.chain/0001_first/schema.varve"));
    CHECK(without_ids(shown({"status", "--draft"})) ==
          "schema    <dir>/shop.varve, compared with nothing: its chain has several heads\n"
          "draft     <dir>/shop.chain/draft_mine: freeze it on its own branch, or remove it, then merge\n"
          "chain     3 revisions, 2 heads: 0002 `nick` (id) and 0002 `phone` (id)\n"
          "database  none is named: --db or $DATABASE_URL\n");
    std::filesystem::remove_all(parted.team.work.path(draft));
    for (const char* command : {"upgrade", "downgrade", "check"}) {
        const Outcome refused = parted.on("a.db", {command});
        CHECK(refused.code == 1);
        CHECK(refused.err.find("error: the chain has 2 heads: ") != std::string::npos);
    }
    parted.merge();
    CHECK(without_ids(parted.team.run({"status"}).out) ==
          "schema    <dir>/shop.varve, at its chain's head\n"
          "draft     <dir>/shop.chain/draft_both: `varve freeze` seals it\n"
          "chain     3 revisions, 2 heads: 0002 `nick` (id) and 0002 `phone` (id)\n"
          "database  none is named: --db or $DATABASE_URL\n");
    CHECK(parted.team.run({"heads"}).err == "");
}

TEST_CASE("edit opens every crossing of a merge", "[merge]") {
    const Parted parted;
    parted.merge();
    setenv("VISUAL", "sed -i s/both/all/", 1);
    const Outcome edited = parted.team.run({"edit"});
    unsetenv("VISUAL");
    CHECK(edited.code == 0);
    for (const char* head : {"phone", "nick"})
        CHECK(parted.team.work.read(parted.crossing(head, "draft_both", "up.sql")).starts_with("-- all\n"));
}

TEST_CASE("a merge's draft grows with the schema, every crossing alike, and keeps what was edited",
          "[merge]") {
    const Parted parted;
    parted.merge();
    const std::string mine = parted.crossing("phone", "draft_both", "up.sql");
    parted.team.work.write(mine, parted.team.work.read(mine) + "UPDATE users SET nick = 'none';\n");
    const std::string renamed =
        "table users {\n  id int64 primary key\n  mail text was email\n  phone text?\n  nick text?\n  age "
        "int64?\n}\n";
    parted.team.work.write("shop.varve", block + renamed);
    const Outcome amended = parted.team.run({"revision", "--amend"});
    CHECK(amended.err == "");
    CHECK(amended.out ==
          "~ column users.mail (was email)\n+ column users.age int64?\namended "
          "<dir>/shop.chain/draft_both\n");
    CHECK(parted.team.run({"revision", "--amend"}).out ==
          "nothing to do: the draft reaches today's schema\n");
    parted.freeze();
    for (const std::string head : {"phone", "nick"}) {
        const std::string database = head + ".db";
        REQUIRE(parted.on(database, {"upgrade", head}).code == 0);
        parted.rows(database, "INSERT INTO users (id, email) VALUES (1, 'ada')");
        REQUIRE(parted.on(database, {"upgrade"}).code == 0);
        CHECK(parted.rows(database, "SELECT mail, phone, nick, age FROM users") ==
              (head == "phone" ? "ada|~|none|~" : "ada|~|~|~"));
        REQUIRE(parted.on(database, {"downgrade", "--allow-loss"}).code == 0);
        CHECK(parted.rows(database, "SELECT id, email FROM users") == "1|ada");
    }
}

TEST_CASE("lint looks at each crossing of a merge, against the schema that it comes from", "[merge]") {
    const Parted parted;
    parted.merge();
    parted.team.work.write(parted.crossing("nick", "draft_both", "up.sql"),
                           "-- both\nALTER TABLE users ADD COLUMN phone TEXT;\nDELETE FROM users;\n");
    const auto told = [&](std::vector<std::string> command) {
        std::string text = parted.team.run(std::move(command)).err;
        return text.substr(0, text.find('\n') + 1);
    };
    const std::string where = "<dir>/" + parted.crossing("nick", "draft_both", "up.sql") + ":3:1: warning: ";
    CHECK(told({"lint"}).starts_with(where));
    CHECK(told({"lint", "both"}) == told({"lint"}));
    CHECK(told({"lint"}).find("[L201]") != std::string::npos);
    CHECK(parted.team.run({"lint", "phone"}).out == "nothing to warn of\n");
}

TEST_CASE("a draft's crossing without its up is written anew, or made anew by merge", "[merge]") {
    const Parted parted;
    parted.merge();
    const std::string up = parted.crossing("nick", "draft_both", "up.sql");
    std::filesystem::remove(parted.team.work.path(up));
    const Outcome outcome = parted.team.run({"verify"});
    CHECK(outcome.code == 1);
    const std::string directory = up.substr(std::string("shop.chain/").size(), up.rfind('/') - 11);
    CHECK(outcome.err ==
          "<dir>/" + up + ":1:1: error: revision `" + directory +
              "` has no up.sql [V0701]\nhelp: write it, or restore it where git has it (git checkout "
              "-- <dir>/" +
              up +
              "); or remove <dir>/shop.chain/draft_both and make the draft anew "
              "with `varve merge`\n");
}

TEST_CASE("a crossing without a way back is told by name", "[merge]") {
    const Parted parted;
    parted.merge();
    const std::string down = parted.crossing("nick", "draft_both", "down.sql");
    std::filesystem::remove(parted.team.work.path(down));
    const Outcome frozen = parted.team.run({"freeze"});
    CHECK(frozen.code == 0);
    const std::string directory = down.substr(std::string("shop.chain/").size(), down.rfind('/') - 11);
    CHECK(frozen.err ==
          "<dir>/shop.chain/" + directory + "/up.sql:1:1: warning: `" + directory +
              "` has no way back: its down.sql is not there [V0516]\nhelp: write one, or `--@ grade "
              "none` where none is meant; once it is frozen, `varve redown` gives it one\n");
}

TEST_CASE("one crossing of a merge is superseded, and taken by who comes from that side", "[merge]") {
    const Parted parted;
    parted.merge();
    parted.freeze();
    REQUIRE(parted.on("early.db", {"upgrade", "phone"}).code == 0);
    REQUIRE(parted.on("early.db", {"upgrade"}).code == 0);
    const std::string id = parted.team.work.read("shop.chain/0002_phone/stamp").substr(0, 12);
    const std::string nick = parted.team.work.read("shop.chain/0002_nick/stamp").substr(0, 12);
    CHECK(parted.team.run({"supersede", "both", "-m", "named"}).err ==
          "error: `0003_both` is a merge: say which of its crossings is meant\nhelp: --from " + nick +
              " --from " + id + "\n");
    REQUIRE(parted.team.run({"supersede", "both", "-m", "named", "--from", id}).code == 0);
    const std::string up = parted.team.work.read("shop.chain/draft_named/up.sql");
    parted.team.work.write("shop.chain/draft_named/up.sql",
                           up + "UPDATE users SET nick = 'new' WHERE nick IS NULL;\n");
    parted.freeze();
    CHECK(parted.team.run({"verify"}).err == "");
    for (const std::string head : {"phone", "nick"}) {
        const std::string database = head + ".db";
        REQUIRE(parted.on(database, {"upgrade", head}).code == 0);
        parted.rows(database, "INSERT INTO users (id, email) VALUES (1, 'ada')");
        REQUIRE(parted.on(database, {"upgrade"}).code == 0);
        CHECK(parted.rows(database, "SELECT nick FROM users") == (head == "phone" ? "new" : "~"));
        CHECK(parted.on(database, {"check"}).code == 0);
        REQUIRE(parted.on(database, {"downgrade", "--allow-loss"}).code == 0);
        CHECK(parted.on(database, {"current"}).out.find("0002 `" + head + "` (") == 0);
    }
    CHECK(parted.on("early.db", {"upgrade"}).out.find("nothing to do: ") == 0);
    CHECK(parted.on("early.db", {"downgrade", "--allow-loss"}).code == 0);
    CHECK(parted.on("early.db", {"current"}).out.find("0002 `phone` (") == 0);
}

TEST_CASE("one crossing of a merge gets another way back, and the other keeps its own", "[merge]") {
    const Parted parted;
    parted.merge();
    const std::string down = parted.crossing("phone", "draft_both", "down.sql");
    const std::string planned = parted.team.work.read(down);
    parted.team.work.write(down, "--@ grade none\n");
    parted.freeze();
    for (const std::string head : {"phone", "nick"}) {
        REQUIRE(parted.on(head + ".db", {"upgrade", head}).code == 0);
        REQUIRE(parted.on(head + ".db", {"upgrade"}).code == 0);
    }
    CHECK(parted.on("phone.db", {"downgrade", "--allow-loss"}).code == 4);
    const std::string id = parted.team.work.read("shop.chain/0002_phone/stamp").substr(0, 12);
    REQUIRE(parted.team.run({"redown", "both", "-m", "back", "--from", id}).code == 0);
    parted.team.work.write("shop.chain/draft_back/down.sql", planned);
    parted.freeze();
    CHECK(parted.team.run({"verify"}).err == "");
    for (const std::string head : {"phone", "nick"}) {
        const std::string database = head + ".db";
        const Outcome back = parted.on(database, {"downgrade", "--allow-loss"});
        CHECK(back.err == "");
        CHECK(parted.on(database, {"current"}).out.find("0002 `" + head + "` (") == 0);
        CHECK(parted.rows(
                  database,
                  "SELECT count(*) FROM pragma_table_info('users') WHERE name IN ('phone', 'nick')") == "1");
    }
}
