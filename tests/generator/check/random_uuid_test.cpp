#include <set>
#include <string>

#include "generator/sqlite/render.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"
#include "tests/support/memory_database.hpp"

using namespace varve::compiler;

TEST_CASE("random_uuid makes uuids of version 4, each its own") {
    const Schema schema = testing::compile_text("table t {\n  id uuid primary key = random_uuid\n}\n");
    testing::MemoryDatabase database;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        database.run(statement.sql);
    for (int round = 0; round < 2000; ++round)
        database.run("INSERT INTO t DEFAULT VALUES");
    std::set<char> variants;
    const std::vector<std::string> rows = database.rows("SELECT typeof(id) || hex(id) FROM t");
    CHECK(rows.size() == 2000);
    for (const std::string& row : rows) {
        REQUIRE(row.size() == 36);
        CHECK(row.substr(0, 4) == "blob");
        CHECK(row[4 + 12] == '4');
        variants.insert(row[4 + 16]);
    }
    CHECK(variants == std::set<char>{'8', '9', 'A', 'B'});
}
