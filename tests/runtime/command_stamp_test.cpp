#include "runtime/src/statement.hpp"
#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

using namespace varve;

namespace {

std::string ask(const Studio& studio, const std::string& sql) {
    ConnectionOptions options;
    options.path = studio.path();
    Connection connection = Connection::open(options);
    return detail::query_text(connection.native_handle(), sql, "cannot ask");
}

constexpr const char* whole_log =
    "SELECT group_concat(action || ' ' || id || ' ' || forced, ', ') FROM varve_log";

}  // namespace

TEST_CASE("stamp --force records a place that the structure does not bear out, and the log says so") {
    const Studio studio;
    studio.sql("CREATE TABLE users (id INTEGER PRIMARY KEY)");
    CHECK(studio({"stamp", "init"}).code == 4);
    const Outcome forced = studio({"stamp", "init", "--force"});
    CHECK(forced.err == "");
    CHECK(forced.out == "stamped: the database is at " + studio.name(1) + "\n");
    CHECK(ask(studio, whole_log) == "stamp " + studio.id(1) + " 1");
    CHECK(studio({"upgrade"}).code == 4);
    CHECK(studio({"check"}).code == 3);
}

TEST_CASE("an empty file is not stamped, forced or not") {
    const Studio studio;
    studio.sql("PRAGMA user_version = 3");
    for (const char* flag : {"--force", "--purge"}) {
        const Outcome outcome = studio({"stamp", "init", flag});
        CHECK(outcome.code == 4);
        CHECK(outcome.err ==
              "error: `<db>` is empty: `upgrade` it instead of stamping it; nothing was changed\n");
    }
}

TEST_CASE("stamp --purge forgets another chain's revisions and keeps the log") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    const Chain older = studio.sample().first(2);
    const auto stamp = [&](std::vector<std::string> flags) {
        flags.insert(flags.begin(), {"stamp", "posts", "--db", studio.path()});
        return run(older, flags);
    };
    CHECK(stamp({}).code == 4);
    CHECK(stamp({"--purge"}).code == 0);
    CHECK(studio({"current"}).out.find(studio.name(2)) == 0);
    CHECK(ask(studio, whole_log) == "up " + studio.id(1) + " 0, up " + studio.id(2) + " 0, up " +
                                        studio.id(3) + " 0, unstamp " + studio.id(3) + " 1, unstamp " +
                                        studio.id(2) + " 1, unstamp " + studio.id(1) + " 1, stamp " +
                                        studio.id(1) + " 1, stamp " + studio.id(2) + " 1");
}

TEST_CASE("stamp --purge replaces a ledger that cannot be believed") {
    const Studio studio;
    REQUIRE(studio({"upgrade"}).code == 0);
    studio.sql("UPDATE varve_revisions SET inverse = '' WHERE seq = 2");
    CHECK(studio({"stamp", "head"}).code == 4);
    CHECK(studio({"stamp", "head", "--purge"}).code == 0);
    CHECK(studio({"current"}).out == studio.name(3) + " (head)\n");
    CHECK(ask(studio, whole_log) ==
          "stamp " + studio.id(1) + " 1, stamp " + studio.id(2) + " 1, stamp " + studio.id(3) + " 1");
}

TEST_CASE("a purge holds the structure to the revision all the same") {
    const Studio studio;
    REQUIRE(studio({"upgrade", "init"}).code == 0);
    const Outcome outcome = studio({"stamp", "posts", "--purge"});
    CHECK(outcome.code == 4);
    CHECK(outcome.err ==
          "error: `<db>` does not have the structure of revision " + studio.name(2) +
              ":\n  missing table posts\nstamp the revision that it has; nothing was changed\n");
    CHECK(studio({"current"}).out.find(studio.name(1)) == 0);
}
