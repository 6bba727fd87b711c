#include <nlohmann/json.hpp>

#include "tests/runtime/studio.hpp"
#include "tests/support/catch.hpp"

TEST_CASE("check --pending names the rows that stand against an upgrade, and changes nothing") {
    const TempDir directory;
    const std::string db = directory.file("a.db");
    SampleChain sample;
    sample.add("init", "CREATE TABLE users(id INTEGER PRIMARY KEY, email TEXT)", "DROP TABLE users");
    REQUIRE(run(sample.chain(), {"upgrade", "--db", db}).code == 0);
    varve::Connection::open({.path = db}).execute("INSERT INTO users VALUES (1, 'a'), (2, 'a'), (3, NULL)");
    sample.add("one",
               "--@ preflight users \"`email` is not unique\"\nSELECT id FROM users WHERE email IN (SELECT "
               "email FROM users "
               "GROUP BY email HAVING count(*) > 1);\nCREATE UNIQUE INDEX one ON users(email)",
               "DROP INDEX one");
    sample.add("set",
               "--@ preflight users \"`email` is NULL\"\nSELECT id FROM users WHERE email IS NULL;\n"
               "CREATE INDEX other ON users(email)",
               "DROP INDEX other");
    const auto described = [&](std::size_t place) {
        return varve::detail::describe(sample.chain().revisions[place]);
    };
    const Outcome said = run(sample.chain(), {"check", "--pending", "--db", db});
    CHECK(said.code == 3);
    CHECK(said.out.substr(said.out.find('\n') + 1) ==
          "stands against " + described(1) +
              ": 2 rows of `users`: `email` is not unique (id 1, 2)\n"
              "asked only when those before it have run: " +
              described(2) + "\n");
    const auto json =
        nlohmann::json::parse(run(sample.chain(), {"check", "--pending", "--json", "--db", db}).out);
    CHECK(json["pending"]["offences"][0]["keys"] == std::vector<std::string>{"1", "2"});
    CHECK(json["pending"]["offences"][0]["rows"] == 2);
    CHECK(json["pending"]["room"].empty());
    CHECK(json["pending"]["waiting"][0] == described(2));
    CHECK(
        !nlohmann::json::parse(run(sample.chain(), {"check", "--json", "--db", db}).out).contains("pending"));

    varve::Connection::open({.path = db}).execute("UPDATE users SET email = id");
    CHECK(run(sample.first(2), {"check", "--pending", "--db", db})
              .out.find("\nnothing that was found stands against an upgrade\n") != std::string::npos);
}
