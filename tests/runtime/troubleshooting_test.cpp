#include <filesystem>
#include <fstream>
#include <sstream>

#include <varve/migrate.hpp>

#include "tests/runtime/database_probe.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/runtime/three_revisions.hpp"
#include "tests/support/as_nobody.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

/// docs/troubleshooting.md shows the messages of a studio's database, `shop.db`.
class Page {
public:
    Page() {
        std::ostringstream text;
        text << std::ifstream(VARVE_TROUBLESHOOTING_PAGE).rdbuf();
        text_ = text.str();
    }

    /// The message, unless the page shows it, whole, in a block of its own.
    std::string lacks(std::string message) const {
        for (std::size_t at = 0; (at = message.find("<db>", at)) != std::string::npos;)
            message.replace(at, 4, "shop.db");
        return text_.find("```\n" + message + "```\n") == std::string::npos ? message : "";
    }

private:
    std::string text_;
};

std::string in_place_of(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
        text.replace(at, what.size(), by);
    return text;
}

}  // namespace

TEST_CASE("troubleshooting: the database is locked") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    Connection holder = Connection::open({.path = studio.path()});
    holder.execute("BEGIN IMMEDIATE");
    Connection waiting = Connection::open({.path = studio.path(), .busy_deadline_ms = 20});
    MigrateOptions options;
    options.busy_deadline_ms = 20;
    const std::string message = message_of([&] { upgrade(waiting, studio.sample().chain(), options); });
    CHECK(Page().lacks("error: " + in_place_of(message, "20 ms", "5000 ms") + "\n") == "");
}

TEST_CASE("troubleshooting: a database that cannot be opened") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const std::filesystem::path directory = std::filesystem::path(studio.path()).parent_path();
    const auto said = [&](unsigned mode) {
        std::filesystem::permissions(directory, std::filesystem::perms(mode));
        const AsNobody nobody;
        const std::string message = run(studio.sample().chain(), {"status", "--db", studio.path()}).err;
        return in_place_of(in_place_of(message, directory.string(), "/srv/shop"), "content.db", "shop.db");
    };
    const Page page;
    CHECK(page.lacks(said(0600)) == "");
    CHECK(page.lacks(said(0555)) == "");
    std::filesystem::permissions(directory, std::filesystem::perms(0755));
}

TEST_CASE("troubleshooting: a revision that cannot be located") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Page page;
    CHECK(page.lacks(studio({"upgrade", "feedbeef"}).err) == "");

    const Chain older = studio.sample().first(2);
    const std::string path = studio.path();
    CHECK(page.lacks(in_place_of(run(older, {"upgrade", "--db", path}).err, path, "<db>")) == "");

    SampleChain other;
    other.add("begin", "CREATE TABLE t(a);", "DROP TABLE t;");
    CHECK(page.lacks(in_place_of(run(other.chain(), {"upgrade", "--db", path}).err, path, "<db>")) == "");
}

TEST_CASE("troubleshooting: a draft that is gone") {
    ChainMaker drafted;
    drafted.add({"init", users, users, "--@ lose users\nDROP TABLE users", Grade::loses, "users"});
    drafted.add({"fill", "INSERT INTO users(email) VALUES ('ada')", users, "", Grade::none, "", true});
    drafted.drafts_allowed = true;
    TempDir directory;
    const std::string path = directory.file("a.db");
    Connection db = Connection::open({.path = path});
    upgrade(db, drafted.chain());
    const std::string message = message_of([&] { upgrade(db, drafted.chain(1)); });
    CHECK(Page().lacks("error: " + in_place_of(message, path, "<db>") + "\n") == "");
}

TEST_CASE("troubleshooting: the database is not up to date") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    Connection db = Connection::open({.path = studio.path()});
    MigrateOptions options;
    options.behind = Policy::refuse;
    const std::string message = message_of([&] { upgrade(db, studio.sample().chain(), options); });
    const Page page;
    CHECK(page.lacks(in_place_of(message, studio.path(), "<db>") + "\n") == "");
    CHECK(page.lacks("$ varve current --check-heads\n" + studio({"current", "--check-heads"}).out) == "");
}

TEST_CASE("troubleshooting: the database was altered by other hands") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "posts"}).code == 0);
    studio.sql("ALTER TABLE users ADD COLUMN note TEXT");
    CHECK(Page().lacks(studio({"upgrade"}).err) == "");
}

TEST_CASE("troubleshooting: a migration that failed") {
    SampleChain sample;
    sample.add("init", "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL);", "");
    sample.add("one_email", "CREATE UNIQUE INDEX users_email ON users (email);", "DROP INDEX users_email;");
    const Studio studio(Studio::Length::empty);
    const std::string path = studio.path();
    REQUIRE(run(sample.chain(), {"upgrade", "init", "--db", path}).code == 0);
    studio.sql("INSERT INTO users(email) VALUES ('ada@example.org'), ('ada@example.org')");
    const Outcome failed = run(sample.chain(), {"upgrade", "--db", path});
    CHECK(Page().lacks(in_place_of(failed.out + failed.err, path, "<db>")) == "");
}

TEST_CASE("troubleshooting: a database without a ledger") {
    const Studio studio;
    studio.sql("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT)");
    CHECK(Page().lacks(studio({"upgrade"}).err) == "");
}

TEST_CASE("troubleshooting: a ledger that cannot be believed") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("UPDATE varve_revisions SET inverse = '' WHERE seq = 2");
    const Outcome asked = studio({"current"});
    CHECK(Page().lacks("$ varve current\n" + asked.out + asked.err) == "");
}
