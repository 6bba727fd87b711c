#include "generator/sqlite/prepare.hpp"
#include "tests/introspect/database_picture.hpp"
#include "tests/introspect/round_trip.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/law_seeds.hpp"
#include "tests/support/random_schema.hpp"

using namespace varve::compiler;

TEST_CASE("whatever a schema makes is introspected into a schema that makes it again", "[introspect][law]") {
    std::uint32_t seen = 0;
    const std::uint32_t seeds = testing::law_seeds(60);
    for (std::uint32_t seed = 0; seed != seeds; ++seed) {
        const std::string text = testing::random_schema(seed);
        const Schema schema = testing::compile_file(text);
        DiagnosticSink sink;
        if (!sqlite::prepare(schema, sink)) continue;
        ++seen;
        INFO("seed " << seed << "\n" << text);
        const auto first = testing::make_database(schema);
        const Introspection found = introspect(first.get(), {"app", "app"});
        REQUIRE(found.problems == std::vector<std::string>{});
        REQUIRE(found.left_out == std::vector<std::string>{});
        const auto second = testing::make_database(testing::compile_file(found.text));
        REQUIRE(testing::difference(testing::picture_of(first.get()), testing::picture_of(second.get())) ==
                std::vector<std::string>{});
    }
    CHECK(seen > seeds / 2);
}
