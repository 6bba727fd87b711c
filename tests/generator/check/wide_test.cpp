#include <ctime>
#include <string>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"

using namespace varve::compiler;

namespace {

constexpr int wide = 10000;
constexpr std::size_t long_text = 100000;

}  // namespace

TEST_CASE("ten thousand columns take no quadratic time") {
    std::string text = "table t {\n  id int64 primary key\n";
    std::string all;
    for (int at = 0; at < wide; ++at) {
        const std::string name = "c" + std::to_string(at);
        text += "  " + name + " int64? -> t.id = 5 check (" + name + " > 0)\n";
        all += (at == 0 ? "" : ", ") + name;
    }
    text += "  unique (" + all + ")\n  index (" + all + ")\n}\n";
    const std::clock_t start = std::clock();  // of CPU: other processes do not count
    const Schema schema = testing::compile_text(text);
    const std::string low = lower(schema);
    CHECK(std::clock() - start < 15 * CLOCKS_PER_SEC);
    CHECK(schema.tables.at(0).foreign_keys.size() == wide);
    CHECK(lower(testing::compile_file(low)) == low);
}

TEST_CASE("a default and a check of 100 KB are read whole") {
    const std::string letters(long_text, 'x');
    std::string sum = "0";
    while (sum.size() < long_text)
        sum += " + 1";
    const Schema schema =
        testing::compile_text("table t {\n  a text = '" + letters + "' check (length(a) < " + sum +
                              ")\n  b text = sql { \"" + letters + "\" }\n}\n");
    const Table& table = schema.tables.at(0);
    CHECK(table.columns.at(0).default_value->sql == "'" + letters + "'");
    CHECK(table.columns.at(0).checks.at(0).sql.size() > long_text);
    CHECK(table.columns.at(1).default_value->sql == "\"" + letters + "\"");
    CHECK(lower(testing::compile_file(lower(schema))) == lower(schema));
}
