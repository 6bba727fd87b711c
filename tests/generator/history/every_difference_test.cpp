// Every respect in which two schemas can differ, a row each: what is said of it, that it has a plan, and that
// the fingerprint knows it.
#include <string>
#include <vector>

#include "generator/sqlite/render.hpp"
#include "runtime/src/structure.hpp"
#include "tests/generator/history/facets_cases.hpp"
#include "tests/generator/history/two_schemas.hpp"
#include "tests/support/catch.hpp"

using namespace varve;
using namespace varve::compiler;

namespace {

std::vector<testing::Facet> all_facets() {
    std::vector<testing::Facet> all;
    for (const testing::Facets& some : {testing::facets_of_tables(), testing::facets_of_objects()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

std::string fingerprint_of(const Schema& schema) {
    return detail::fingerprint(sqlite::structure_of(schema));
}

}  // namespace

TEST_CASE("every difference is seen", "[diff]") {
    REQUIRE(all_facets().size() == 94);
    for (const testing::Facet& facet : all_facets()) {
        INFO(facet.name);
        const auto s = testing::compare_texts(facet.before, facet.after);
        INFO(s.diagnostics);
        CHECK(describe(s.changes) == facet.said);
        CHECK(s.plan.up != "");
        CHECK(fingerprint_of(s.before) != fingerprint_of(s.after));
        CHECK(testing::compare_texts(facet.before, facet.before).changes.empty());
    }
}

TEST_CASE("every difference can be gone, and gone back", "[diff]") {
    for (const testing::Facet& facet : all_facets()) {
        INFO(facet.name);
        testing::travel(testing::compare_texts(facet.before, facet.after), "");
    }
}

TEST_CASE("what shapes no database is no difference", "[diff]") {
    const std::string plain = "enum E { a, b }\ntable t {\n id int64 primary key\n a text\n index i (a)\n}\n";
    for (const char* other : {
             "/// Said.\nenum E { a, b }\n/// Said.\ntable t {\n id int64 primary key /// Said.\n a text\n "
             "index i (a)\n}\n",
             "enum E { a, b }\n// Remarked.\ntable t as Row {\n id int64 primary key\n a text as name\n "
             "index i (a)\n}\n",
             "enum E { a, b }\ntable \"t\" { \"id\" int64 primary key; \"a\" text; index \"i\" (\"a\") }\n",
             "enum E { a, b, c }\ntable t {\n id int64 primary key\n a text\n index i (a)\n}\n",
             "table t {\n id int64 primary key\n index i (a)\n a text\n}\n",
             "table t {\n id int64 primary key\n a date\n index i (a)\n}\n",
         }) {
        INFO(other);
        CHECK(describe(testing::compare_texts(plain, other).changes) == "");
    }
}
