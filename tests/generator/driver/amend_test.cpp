#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "generator/history/amend.hpp"
#include "generator/history/lock_line.hpp"
#include "tests/runtime/shell.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/workspace.hpp"

using varve::tests::Outcome;
using varve::tests::Workspace;
namespace fs = std::filesystem;

namespace {

const std::string block =
    "schema shop {\n  edition 1\n  target sqlite >= 3.37\n  chain \"shop.chain\"\n}\n\n";
const std::string users = "table users {\n  id int64 primary key\n  email text\n}\n";
const std::string unique =
    "table users {\n  id int64 primary key\n  email text\n  unique index users_email (email)\n}\n";
const std::string mended =
    "-- mended\nUPDATE users SET email = id || '+' || email WHERE id NOT IN (SELECT min(id) FROM users "
    "GROUP BY email);\nCREATE UNIQUE INDEX \"users_email\" ON \"users\" (\"email\");\n";

/// A chain of three: `unique` fails where addresses stand twice, `notes` stands on it.
class Shop {
public:
    Shop() {
        freeze("first", users);
        freeze("unique", unique);
        freeze("notes", unique + "table notes {\n  id int64 primary key\n}\n");
    }

    void freeze(const std::string& message, const std::string& tables) const {
        work.write("shop.varve", block + tables);
        REQUIRE(run({"revision", "--autogenerate", "-m", message}).code == 0);
        REQUIRE(run({"freeze"}).code == 0);
    }

    void supersede() const {
        REQUIRE(run({"supersede", "unique", "-m", "mended"}).code == 0);
        work.write("shop.chain/draft_mended/up.sql", mended);
        const Outcome frozen = run({"freeze"});
        INFO(frozen.err);
        REQUIRE(frozen.code == 0);
    }

    /// The program of today's chain, kept: what is out there.
    void keep(const std::string& name) const {
        fs::create_directories(work.path(name));
        fs::copy(work.path("shop.chain"), work.path(name + "/shop.chain"), fs::copy_options::recursive);
        fs::copy(work.path("shop.varve"), work.path(name + "/shop.varve"));
    }

    Outcome run(std::vector<std::string> arguments, const std::string& schema = "shop.varve") const {
        arguments.insert(arguments.begin() + 1, {"--schema", "@" + schema});
        return work.varve(arguments);
    }

    Outcome on(const std::string& db, std::vector<std::string> arguments,
               const std::string& schema = "shop.varve") const {
        arguments.insert(arguments.end(), {"--db", "@" + db});
        return run(std::move(arguments), schema);
    }

    std::string sql(const std::string& db, const std::string& statement) const {
        sqlite3* handle = nullptr;
        REQUIRE(sqlite3_open(work.path(db).c_str(), &handle) == SQLITE_OK);
        std::string text;
        const auto add = [](void* out, int count, char** values, char**) {
            for (int i = 0; i != count; ++i)
                static_cast<std::string*>(out)->append(values[i] == nullptr ? "~" : values[i]).append(" ");
            return 0;
        };
        CHECK(sqlite3_exec(handle, statement.c_str(), add, &text, nullptr) == SQLITE_OK);
        sqlite3_close(handle);
        return text;
    }

    std::string bodies(const std::string& db) const {
        return sql(db, "SELECT substr(body, 1, 12) FROM varve_revisions WHERE name = 'unique'");
    }

    Workspace work;
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a superseded revision runs its newest way where it has not run, and counts as done elsewhere",
          "[amend]") {
    const Shop shop;
    REQUIRE(shop.on("done.db", {"upgrade"}).code == 0);
    REQUIRE(shop.on("stuck.db", {"upgrade", "first"}).code == 0);
    shop.sql("stuck.db", "INSERT INTO users (email) VALUES ('a'), ('a')");
    CHECK(shop.on("stuck.db", {"upgrade"}).code == 4);
    const std::string ids = shop.run({"history"}).out;
    shop.supersede();
    CHECK(shop.work.list("shop.chain") ==
          std::vector<std::string>{"0001_first", "0002_unique", "0003_notes", "0004_mended", "chain.lock"});
    CHECK(shop.run({"history"}).out == ids);
    CHECK(has(shop.run({"verify"}).out, "verified and proved: 3 frozen revisions"));

    CHECK(shop.on("stuck.db", {"upgrade"}).code == 0);
    CHECK(shop.sql("stuck.db", "SELECT email FROM users") == "a 2+a ");
    CHECK(has(shop.on("done.db", {"upgrade"}).out, "nothing to do: "));
    CHECK(shop.on("new.db", {"upgrade"}).code == 0);
    CHECK(shop.bodies("stuck.db") == shop.bodies("new.db"));
    CHECK(shop.bodies("stuck.db") != shop.bodies("done.db"));
    CHECK(has(shop.run({"upgrade", "first:unique", "--sql"}).out,
              "UPDATE users SET email = id || '+' || email"));
    for (const char* db : {"stuck.db", "done.db", "new.db"})
        CHECK(shop.on(db, {"check"}).code == 0);

    const std::string shown = shop.run({"show", "unique"}).out;
    CHECK(has(shown, " (superseded)\n  down    exact\n  way     "));
    CHECK(has(shown, "-- up: " + shop.bodies("new.db").substr(0, 12) + " from "));
    REQUIRE(shop.on("done.db", {"downgrade", "unique", "--allow-loss"}).code == 0);
    CHECK(has(shop.on("done.db", {"current", "-v"}).out,
              "\n  ran     " + shop.bodies("done.db").substr(0, 12)));
}

TEST_CASE("going down takes the way back of the way that ran", "[amend]") {
    const Shop shop;
    REQUIRE(shop.on("done.db", {"upgrade", "unique"}).code == 0);
    REQUIRE(shop.run({"supersede", "unique", "-m", "mended"}).code == 0);
    shop.work.write("shop.chain/draft_mended/up.sql", mended);
    shop.work.write("shop.chain/draft_mended/down.sql",
                    "--@ grade exact\nDROP INDEX users_email;\nUPDATE users SET email = email;\n");
    REQUIRE(shop.run({"freeze"}).code == 0);
    REQUIRE(shop.on("new.db", {"upgrade", "unique"}).code == 0);
    const auto inverse = [&](const char* db) {
        return shop.sql(db, "SELECT inverse FROM varve_revisions WHERE name = 'unique'");
    };
    CHECK(has(inverse("new.db"), "UPDATE users"));
    CHECK_FALSE(has(inverse("done.db"), "UPDATE users"));
    const std::string script = shop.run({"downgrade", "unique:first", "--sql"}).out;
    const Outcome stopped =
        shell(shop.work.path("done.db").string(), script, shop.work.path("down.sql").string());
    CHECK(stopped.code == 1);
    CHECK(has(stopped.out,
              " by another way: take it back by the program itself; nothing was changed by this revision"));
    CHECK(has(shop.on("done.db", {"current"}).out, "0002 `unique` ("));
    CHECK(shell(shop.work.path("new.db").string(), script, shop.work.path("down.sql").string()).code == 0);
    REQUIRE(shop.on("new.db", {"upgrade", "unique"}).code == 0);
    for (const char* db : {"done.db", "new.db"}) {
        CHECK(shop.on(db, {"downgrade"}).code == 0);
        CHECK(has(shop.on(db, {"current"}).out, "0001 `first`"));
        CHECK(shop.on(db, {"upgrade"}).code == 0);
    }
}

TEST_CASE("programs from before and after a supersede serve each other's databases", "[amend]") {
    const Shop shop;
    shop.keep("before");
    shop.supersede();
    REQUIRE(shop.on("new.db", {"upgrade"}).code == 0);
    REQUIRE(shop.on("old.db", {"upgrade"}, "before/shop.varve").code == 0);
    CHECK(has(shop.on("new.db", {"upgrade"}, "before/shop.varve").out, "nothing to do: "));
    CHECK(shop.on("new.db", {"check"}, "before/shop.varve").code == 0);
    CHECK(has(shop.on("old.db", {"upgrade"}).out, "nothing to do: "));
    CHECK(shop.on("new.db", {"downgrade", "first", "--allow-loss"}, "before/shop.varve").code == 0);
    CHECK(shop.on("old.db", {"downgrade", "first", "--allow-loss"}).code == 0);
    CHECK(shop.on("new.db", {"upgrade"}, "before/shop.varve").code == 0);
    CHECK(shop.on("old.db", {"upgrade"}).code == 0);
    CHECK(shop.bodies("new.db") != shop.bodies("old.db"));
}

TEST_CASE("a redown is taken by databases that carry the old way back", "[amend]") {
    const Shop shop;
    shop.work.write("shop.varve",
                    block + unique + "table notes {\n  id int64 primary key\n  text text?\n}\n");
    REQUIRE(shop.run({"revision", "--autogenerate", "-m", "text"}).code == 0);
    shop.work.write("shop.chain/draft_text/down.sql", "--@ grade none\n");
    REQUIRE(shop.run({"freeze"}).code == 0);
    REQUIRE(shop.on("a.db", {"upgrade"}).code == 0);
    CHECK(shop.on("a.db", {"downgrade"}).code == 4);
    REQUIRE(shop.run({"redown", "text", "-m", "a way back"}).code == 0);
    CHECK(shop.work.list("shop.chain/draft_a_way_back") == std::vector<std::string>{"down.sql", "of"});
    shop.work.write("shop.chain/draft_a_way_back/down.sql",
                    "--@ grade loses notes.text\nALTER TABLE notes DROP COLUMN text;\n");
    const Outcome frozen = shop.run({"freeze"});
    CHECK(frozen.err == "");
    CHECK(shop.work.list("shop.chain/0005_a_way_back") == std::vector<std::string>{"down.sql", "stamp"});
    CHECK(shop.run({"verify"}).err == "");
    CHECK(shop.on("a.db", {"downgrade", "--allow-loss"}).code == 0);
    CHECK(has(shop.on("a.db", {"current"}).out, "0003 `notes`"));
    CHECK(shop.on("a.db", {"upgrade"}).code == 0);
    CHECK(has(shop.sql("a.db", "SELECT inverse FROM varve_revisions WHERE name = 'text'"), "DROP COLUMN"));
}

TEST_CASE("a redown that does not hold is not frozen, and one of a superseding way goes by its name",
          "[amend]") {
    const Shop shop;
    shop.supersede();
    REQUIRE(shop.run({"redown", "mended", "-m", "worse"}).code == 0);
    CHECK(has(shop.run({"freeze"}).err,
              "the down.sql of `draft_worse` is one that the revision has already "
              "[V0432]"));
    shop.work.write("shop.chain/draft_worse/down.sql", "--@ grade exact\nSELECT 1;\n");
    const Outcome worse = shop.run({"freeze"});
    CHECK(worse.code == 1);
    CHECK(has(worse.err, "shop.chain/draft_worse/down.sql:"));
    shop.work.write("shop.chain/draft_worse/down.sql",
                    "--@ grade exact\nDROP INDEX users_email;\nUPDATE users SET email = email;\n");
    CHECK(shop.run({"freeze"}).err == "");
    REQUIRE(shop.on("a.db", {"upgrade", "unique"}).code == 0);
    CHECK(has(shop.sql("a.db", "SELECT inverse FROM varve_revisions WHERE name = 'unique'"), "UPDATE users"));
}

TEST_CASE("whoever tampers with what amends a revision is told", "[amend]") {
    const Shop shop;
    shop.supersede();
    REQUIRE(shop.run({"redown", "notes", "-m", "gone"}).code == 0);
    shop.work.write("shop.chain/draft_gone/down.sql",
                    "--@ grade loses notes\n--@ lose notes\nDROP TABLE notes;\nSELECT 1;\n");
    REQUIRE(shop.run({"freeze"}).code == 0);
    const std::string lock = shop.work.read("shop.chain/chain.lock");
    const auto without_line = [&](const std::string& kind) {
        const std::size_t at = lock.find(kind + " sha256");
        return lock.substr(0, at) + lock.substr(lock.find('\n', at) + 1);
    };
    const std::string up = "shop.chain/0004_mended/up.sql";
    const std::string down = "shop.chain/0005_gone/down.sql";
    const std::vector<std::pair<std::string, std::function<void(const Workspace&)>>> harms{
        {"V0411", [&](const Workspace& w) { w.replace(up, "min(id)", "max(id)"); }},
        {"V0412",
         [](const Workspace& w) {
             w.replace("shop.chain/0004_mended/schema.varve", "users_email", "emails");
         }},
        {"V0413",
         [](const Workspace& w) { w.replace("shop.chain/0004_mended/down.sql", "users_email", "x"); }},
        {"V0413", [&](const Workspace& w) { w.replace(down, "SELECT 1", "SELECT 2"); }},
        {"V0414", [](const Workspace& w) { w.write("shop.chain/0004_mended/proof.sql", "SELECT 1;\n"); }},
        {"V0415",
         [](const Workspace& w) {
             fs::rename(w.path("shop.chain/0005_gone"), w.path("shop.chain/0005_other"));
         }},
        {"V0416", [](const Workspace& w) { fs::remove_all(w.path("shop.chain/0004_mended")); }},
        {"V0416", [](const Workspace& w) { fs::remove_all(w.path("shop.chain/0005_gone")); }},
        {"V0417", [&](const Workspace& w) { w.write("shop.chain/chain.lock", without_line("redown")); }},
        {"V0417", [&](const Workspace& w) { w.write("shop.chain/chain.lock", without_line("supersede")); }},
        {"V0418", [](const Workspace& w) { fs::remove(w.path("shop.chain/0005_gone/stamp")); }},
        {"V0418", [](const Workspace& w) { fs::remove(w.path("shop.chain/0004_mended/stamp")); }},
        {"V0419",
         [](const Workspace& w) { w.write("shop.chain/0005_gone/stamp", std::string(64, 'a') + "\n"); }},
        {"V0420",
         [](const Workspace& w) {
             fs::copy(w.path("shop.chain/0005_gone"), w.path("shop.chain/0006_gone"));
         }},
    };
    for (const auto& [id, harm] : harms) {
        INFO(id);
        fs::copy(shop.work.path("shop.chain"), shop.work.path("kept"), fs::copy_options::recursive);
        harm(shop.work);
        const Outcome outcome = shop.run({"verify"});
        CHECK(outcome.code == 1);
        INFO(outcome.err);
        CHECK(has(outcome.err, "[" + id + "]"));
        fs::remove_all(shop.work.path("shop.chain"));
        fs::rename(shop.work.path("kept"), shop.work.path("shop.chain"));
    }
    CHECK(shop.run({"verify"}).err == "");
}

TEST_CASE("a draft that amends is one draft, leads to the same schema, and never ships", "[amend]") {
    const Shop shop;
    REQUIRE(shop.run({"supersede", "unique", "-m", "mended"}).code == 0);
    CHECK(shop.run({"supersede", "unique"}).err ==
          "error: there is a draft already: <dir>/shop.chain/draft_mended\n"
          "help: run `varve freeze` to seal it, or remove the directory\n");
    CHECK(has(shop.run({"revision", "-m", "next"}).err, "there is a draft already: "));
    CHECK(shop.run({"revision", "--amend"}).err ==
          "error: <dir>/shop.chain/draft_mended amends a frozen revision, and leads to that one's schema\n"
          "help: edit it, and seal it with `varve freeze`; what the schema says beyond goes into a revision "
          "of its own\n");
    shop.work.write("shop.chain/draft_mended/up.sql", mended + "DELETE FROM users;\n");
    CHECK(has(shop.run({"lint"}).err, "<dir>/shop.chain/draft_mended/up.sql:4:1: warning: "));
    shop.work.write("shop.chain/draft_mended/up.sql", mended);
    CHECK(has(shop.run({"generate", "--frozen", "--output", "@out", "--target", "shop"}).err,
              "draft `mended` is not frozen, and this build accepts frozen revisions only [V0704]"));
    shop.work.replace("shop.chain/draft_mended/schema.varve", "email text", "email text?");
    CHECK(shop.run({"freeze"})
              .err.find("`draft_mended` leads to another schema than `0002_unique`, which it "
                        "supersedes [V0431]") != std::string::npos);
    shop.work.write("shop.chain/draft_mended/of", "supersede it\n");
    CHECK(has(shop.run({"freeze"}).err,
              "the file `of` of `draft_mended` does not say what the draft amends "
              "[V0432]"));
    shop.work.write("shop.chain/draft_mended/of", "supersede " + std::string(64, '1') + "\n");
    CHECK(has(shop.run({"freeze"}).err,
              "`draft_mended` amends 111111111111, which this chain does not hold "
              "[V0432]"));
}

TEST_CASE("a base ref holds what amends a revision, too", "[amend]") {
    const Shop shop;
    shop.supersede();
    const auto git = [&](const std::string& command) {
        const std::string run =
            "cd '" + shop.work.path().string() + "' && (git " + command + ") > /dev/null 2>&1";
        REQUIRE(std::system(run.c_str()) == 0);
    };
    git("init -q -b main . && git config user.name t && git config user.email t@example.org && git add -A && "
        "git -c commit.gpgsign=false commit -q -m all");
    CHECK(shop.run({"verify", "--base", "main"}).code == 0);
    std::string lock = shop.work.read("shop.chain/chain.lock");
    lock.resize(lock.find("supersede sha256"));
    shop.work.write("shop.chain/chain.lock", lock);
    fs::remove_all(shop.work.path("shop.chain/0004_mended"));
    const Outcome outcome = shop.run({"verify", "--base", "main"});
    CHECK(outcome.code == 1);
    CHECK(has(outcome.err, "is frozen in `main` and is not in this lock [V0426]"));
}

TEST_CASE("the file `of` and the lines of amendments are read as they are written", "[amend]") {
    using namespace varve::compiler;
    AmendmentSource draft;
    for (const std::string text :
         {"supersede " + std::string(64, 'a') + "\n",
          "redown " + std::string(64, 'b') + "\nfrom " + std::string(64, 'c') + "\n"}) {
        REQUIRE(read_of(text, draft));
        CHECK(write_of(draft) == text);
    }
    for (const std::string text :
         {std::string(), std::string("supersede abc\n"), "supersede " + std::string(64, 'a') + "\nfrom x\n"})
        CHECK_FALSE(read_of(text, draft));

    AmendmentRecord record;
    record.digest = std::string(64, '1');
    record.of = std::string(64, '2');
    record.way.body = std::string(64, '3');
    record.name = "mended";
    record.message = "mended";
    for (const auto kind : {AmendmentRecord::Kind::supersede, AmendmentRecord::Kind::redown}) {
        record.kind = kind;
        const std::string line = write_lock_line(record);
        const auto read = read_lock_line(line);
        REQUIRE(std::holds_alternative<AmendmentRecord>(read));
        CHECK(write_lock_line(std::get<AmendmentRecord>(read)) == line);
        record.parent = std::string(64, '4');
        record.way = {"", std::string(64, '5'), ""};
    }
}
