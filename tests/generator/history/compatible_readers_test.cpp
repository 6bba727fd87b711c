#include "generator/history/compatible_readers.hpp"

#include "tests/generator/history/chain_fixture.hpp"
#include "tests/support/catch.hpp"

namespace varve::compiler {
namespace {

/// What is told of a draft between two schemas that says its readers may go on.
std::string told(const Schema& before, const Schema& after,
                 const std::string& up = "--@ compatible readers\n") {
    DiagnosticSink sink;
    const bool good = check_readers(before, test::draft("step", up, "", after), sink);
    REQUIRE(good != sink.has_errors());
    return test::told(sink);
}

std::string broken(const std::string& what) {
    return "V0515: `draft_step` says `--@ compatible readers`, and for readers of the schema before it " +
           what + "\nhelp: take the directive out: older programs then refuse the database\n";
}

Schema users(std::vector<Column> columns) {
    return test::schema({test::table("users", std::move(columns))});
}

Column mood() {
    Column column = test::column("mood", TypeKind::enumeration);
    column.type.name = "Mood";
    return column;
}

}  // namespace

TEST_CASE("readers may go on where all that they read stands as it did") {
    const Schema before = users({test::column("phone", TypeKind::text, true)});
    Schema wider = users({test::column("first", TypeKind::text), test::column("PHONE", TypeKind::text)});
    wider.tables.push_back(test::table("posts"));
    CHECK(told(before, wider) == "");
    CHECK(told(before, test::schema({}), "DROP TABLE users;") == "");
    CHECK(told(test::schema({}), before) == "");
}

TEST_CASE("each thing that readers would not find or not know is told") {
    const Schema before =
        users({test::column("phone", TypeKind::text), test::column("age", TypeKind::int64)});
    CHECK(told(before, test::schema({})) == broken("table `users` is gone"));
    CHECK(told(before, users({test::column("age", TypeKind::int64)})) ==
          broken("column `users.phone` is gone"));
    CHECK(told(before,
               users({test::column("phone", TypeKind::text, true), test::column("age", TypeKind::text)})) ==
          broken("column `users.phone` may be NULL, column `users.age` has another type"));
    Schema old = users({mood()});
    old.enums = {{"Mood", {{"calm", ""}}, "", {}}};
    Schema now = old;
    now.enums[0].values.push_back({"grey", ""});
    CHECK(told(old, now) == broken("column `users.mood` may hold `grey`"));
    CHECK(told(now, old) == "");
    Schema seen = before;
    seen.views.push_back({"adults", "", {{"age", {TypeKind::int64, {}, "", {}}, false, ""}}, "", "", {}});
    CHECK(told(seen, before) == broken("view `adults` is gone"));
    CHECK(told(users({}), [] {
              Schema schema;
              schema.views.push_back(
                  {"users", "", {{"id", {TypeKind::int64, {}, "", {}}, false, ""}}, "", "", {}});
              return schema;
          }()) == "");
}

}  // namespace varve::compiler
