#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/emit/emit.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

/// What emission reports of some tables; "" when it emits.
std::string reported(const std::string& items) {
    SourceSet sources;
    DiagnosticSink sink;
    const auto file = sources.add(
        "test.varve", "schema test { edition 1; target sqlite >= 3.37; chain \"test.chain\" }\n" + items);
    const std::optional<Schema> schema = compile(sources, file, sink);
    if (!schema) return "not compiled:\n" + render(sink, sources);
    const std::vector<OutputFile> files = emit(*schema, {}, {"test", "", ""}, sink);
    CHECK(files.empty() == sink.has_errors());
    return render(sink, sources);
}

}  // namespace

TEST_CASE("two columns that become one name are reported") {
    CHECK(reported("table t {\n  \"a-b\" text\n  a_b text\n}\n") ==
          "test.varve:4:3: error: `a-b` and `a_b` both become `a_b` in C++ [V0601]\n"
          "      a_b text\n"
          "      ^~~~~~~~\n"
          "test.varve:3:3: note: `a_b` is taken here\n"
          "help: give one of them another C++ name with `as`\n");
}

TEST_CASE("tables, rows, enums and their values share scopes") {
    CHECK(reported("enum Users { a }\ntable users { id int64 primary key }\n")
              .find("error: `Users` and `users` both become `Users` in C++ [V0601]") != std::string::npos);
    const std::string tables = reported(
        "table \"a b\" as One { id int64 primary key }\ntable a_b as Two { id int64 primary key }\n");
    CHECK(tables.find("error: `a b` and `a_b` both become `a_b` in C++ [V0601]") != std::string::npos);
    CHECK(tables.find("help: rename one of them\n") != std::string::npos);
    CHECK(reported("enum E { \"x y\", x_y }\ntable t { id int64 primary key }\n")
              .find("error: `x y` and `x_y` both become `x_y` in C++ [V0601]") != std::string::npos);
}

TEST_CASE("types of one's own take names, too") {
    const std::string keyed = "{ id int64 primary key; a T? }\n";
    CHECK(reported("type T = text as \"app::T\"\ntable u as T " + keyed) ==
          "test.varve:3:7: error: `T` and `u` both become `T` in C++ [V0601]\n"
          "    table u as T { id int64 primary key; a T? }\n"
          "          ^\n"
          "test.varve:2:6: note: `T` is taken here\n"
          "help: give one of them another C++ name with `as`\n");
    CHECK(reported("type T = text\ntable u as T " + keyed) == "");
    CHECK(reported("type T = text as \"app::T\"\ntable u { id int64 primary key; T T }\n") == "");
}

TEST_CASE("names of the generated code itself give way with an underscore") {
    CHECK(reported("table \"Database\" { id int64 primary key; \"View\" text; \"Database\" text }\n") == "");
    CHECK(reported("table u as T { \"T\" text }\n") == "");
    CHECK(reported("table chain { execute text }\ntable execute { chain text }\n") == "");
}

TEST_CASE("a unique index that names a column twice gives no lookup") {
    SourceSet sources;
    DiagnosticSink sink;
    const auto file = sources.add("test.varve",
                                  "schema test { edition 1 }\ntable t {\n  id int64 primary key\n  a text\n"
                                  "  unique index twice (a, a desc)\n  unique index once (id, a)\n}\n");
    const std::optional<Schema> schema = compile(sources, file, sink);
    REQUIRE(schema);
    std::string all;
    for (const OutputFile& output : emit(*schema, {}, {"test", "", ""}, sink))
        all += output.text;
    CHECK(all.find("find_by_once(") != std::string::npos);
    CHECK(all.find("find_by_twice(") == std::string::npos);
}
