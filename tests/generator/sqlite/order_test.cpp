#include "generator/sqlite/order.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"

using namespace varve::compiler;

namespace {

std::string order(const std::string& items) {
    const Schema schema = testing::compile_text(items);
    std::string names;
    for (const Table* table : sqlite::parents_first(schema))
        names += (names.empty() ? "" : " ") + table->name;
    return names;
}

}  // namespace

TEST_CASE("a referenced table stands before those that refer to it", "[sqlite][order]") {
    CHECK(order("table b_child {\n id int64 primary key\n p_id int64 -> z_parent.id\n}\n"
                "table z_parent {\n id int64 primary key\n}\n") == "z_parent b_child");
}

TEST_CASE("otherwise the schema's order stays, in a cycle too", "[sqlite][order]") {
    CHECK(order("table c {\n id int64 primary key\n}\ntable a {\n id int64 primary key\n}\n") == "c a");
    CHECK(order("table a {\n id int64 primary key\n b_id int64? -> b.id\n}\n"
                "table b {\n id int64 primary key\n a_id int64? -> a.id\n}\n"
                "table s {\n id int64 primary key\n up int64? -> s.id\n}\n") == "b a s");
}
