#include "tests/introspect/database_picture.hpp"
#include "tests/introspect/round_trip.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

constexpr const char* whole = R"(
CREATE TABLE p (id INTEGER PRIMARY KEY);
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a VARCHAR(20) NOT NULL DEFAULT 'x' COLLATE nocase CHECK (a <> ''),
  b INTEGER REFERENCES p (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, c AS (b + 1) STORED, UNIQUE (a, b));
CREATE INDEX i ON t (b DESC, a COLLATE rtrim) WHERE b > 0;
CREATE VIEW v AS SELECT a FROM t;
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;
)";

struct Bite {
    const char* what;
    const char* with;
};

/// Each takes one thing out, or makes it another.
constexpr Bite bites[] = {
    {" AUTOINCREMENT", ""},
    {"VARCHAR(20)", "VARCHAR(21)"},
    {" NOT NULL", ""},
    {" DEFAULT 'x'", ""},
    {"'x'", "'y'"},
    {" COLLATE nocase", ""},
    {" CHECK (a <> '')", ""},
    {"a <> ''", "a <> ' '"},
    {" REFERENCES p (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED", ""},
    {" (id) ON DELETE", " ON DELETE"},
    {" ON DELETE CASCADE", ""},
    {"INITIALLY DEFERRED", "INITIALLY IMMEDIATE"},
    {", c AS (b + 1) STORED", ""},
    {"STORED", "VIRTUAL"},
    {", UNIQUE (a, b)", ""},
    {"UNIQUE (a, b)", "CONSTRAINT n UNIQUE (a, b)"},
    {"UNIQUE (a, b)", "UNIQUE (a, b) ON CONFLICT FAIL"},
    {"CREATE INDEX", "CREATE UNIQUE INDEX"},
    {" DESC", ""},
    {" COLLATE rtrim", ""},
    {" WHERE b > 0", ""},
    {"CREATE VIEW v AS SELECT a FROM t;", ""},
    {"SELECT a FROM", "SELECT a, b FROM"},
    {"AFTER INSERT", "BEFORE INSERT"},
    {"CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;", ""},
};

}  // namespace

TEST_CASE("the comparison of round trips sees whatever is missing", "[introspect]") {
    const auto complete = testing::picture_of(testing::make_database({}, whole).get());
    CHECK(
        testing::difference(complete, testing::picture_of(testing::make_database({}, whole).get())).empty());
    for (const Bite& bite : bites) {
        INFO(bite.what << " becomes " << bite.with);
        std::string sql = whole;
        const std::size_t at = sql.find(bite.what);
        REQUIRE(at != std::string::npos);
        sql.replace(at, std::string(bite.what).size(), bite.with);
        CHECK_FALSE(testing::difference(complete, testing::picture_of(testing::make_database({}, sql).get()))
                        .empty());
    }
}
