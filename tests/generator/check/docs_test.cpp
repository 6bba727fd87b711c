#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/sqlite/render.hpp"
#include "tests/generator/check/cases.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_database.hpp"

using namespace varve::compiler;

TEST_CASE("every block of docs/language.md compiles, and SQLite makes it") {
    const std::string page = testing::read_bytes(VARVE_LANGUAGE_PAGE);
    const std::string fence = "```varve\n";
    int blocks = 0;
    for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at)) {
        at += fence.size();
        std::string block = page.substr(at, page.find("```", at) - at);
        if (block.find("edition") == std::string::npos) block = "schema s { edition 1 }\n" + block;
        SourceSet sources;
        DiagnosticSink sink;
        const std::optional<Schema> schema = compile(sources, sources.add("language.md", block), sink);
        CHECK(render(sink, sources) == "");
        REQUIRE(schema);
        testing::MemoryDatabase database;
        for (const sqlite::Statement& statement : sqlite::render(*schema))
            database.run(statement.sql);
        ++blocks;
    }
    CHECK(blocks >= 6);
}
