#include "generator/driver/spent_hints.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;

TEST_CASE("hints go, with the white space before them", "[hints]") {
    const std::string_view text = "  display_name text?   was full_name\n  handle text fill (x) = 'a'\n";
    const auto span_of = [&](std::string_view part) {
        const auto begin = static_cast<std::uint32_t>(text.find(part));
        return Span{0, begin, begin + static_cast<std::uint32_t>(part.size())};
    };
    CHECK(without_hints(text, {span_of("was full_name"), span_of("fill (x)")}) ==
          "  display_name text?\n  handle text = 'a'\n");
    CHECK(without_hints(text, {}) == text);
}

TEST_CASE("hints are found on tables, columns, indexes and enums", "[hints]") {
    Schema schema;
    schema.tables.push_back({});
    schema.tables[0].was = Hint{"old", {0, 50, 60}};
    schema.tables[0].columns.push_back({});
    schema.tables[0].columns[0].fill = Hint{"(1)", {0, 80, 90}};
    schema.enums.push_back({});
    schema.enums[0].map.emplace_back(Hint{"a", {0, 10, 20}}, "b");
    schema.enums[0].map.emplace_back(Hint{"c", {0, 10, 20}}, "d");
    CHECK(hint_spans(schema) == std::vector<Span>{{0, 10, 20}, {0, 50, 60}, {0, 80, 90}});
}
