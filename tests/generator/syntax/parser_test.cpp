#include "generator/syntax/parser.hpp"

#include <string>

#include "generator/base/render.hpp"
#include "tests/support/catch.hpp"

using namespace varve::compiler;

namespace {

struct Parsed {
    SourceSet sources;
    DiagnosticSink sink;
    ast::File file;

    explicit Parsed(std::string text) {
        file = parse(sources, sources.add("a.varve", std::move(text)), sink);
    }

    std::string errors() const { return render(sink, sources); }
    std::string_view text(Span span) const { return sources.text(span); }
};

}  // namespace

TEST_CASE("a column holds all that its line says") {
    const Parsed parsed(
        "table t {\n"
        "  /// Above.\n"
        "  c text(8)? collate nocase = \"x\" -> u.id on delete set null deferrable check n (c > 1) was b "
        "fill (2)"
        " convert (3) as cc sqltype \"VARCHAR\" /// Behind.\n"
        "}\n");
    REQUIRE(parsed.errors().empty());
    const ast::Column& column = parsed.file.tables.at(0).columns.at(0);
    CHECK(column.name.text == "c");
    CHECK(column.type.name.text == "text");
    CHECK(column.type.length == 8);
    CHECK(column.type.nullable);
    CHECK(column.collate.text == "nocase");
    CHECK(column.default_value->kind == ast::Literal::Kind::quoted);
    CHECK(column.default_value->text == "x");
    CHECK(column.reference->table.text == "u");
    CHECK(column.reference->columns.at(0).text == "id");
    CHECK(column.reference->on_delete == "SET NULL");
    CHECK(column.reference->deferrable);
    CHECK(column.checks.at(0).name.text == "n");
    CHECK(column.checks.at(0).sql.text == "(c > 1)");
    CHECK(parsed.text(column.was->clause) == "was b");
    CHECK(parsed.text(column.fill->clause) == "fill (2)");
    CHECK(parsed.text(column.convert->clause) == "convert (3)");
    CHECK(column.cpp_name.text == "cc");
    CHECK(column.sqltype->text == "VARCHAR");
    CHECK(column.doc == "Above.\nBehind.");
}

TEST_CASE("every node knows its place") {
    const Parsed parsed(
        "table t was old {\n  a int64 primary key\n  index i (a desc, (a + 1)) where (a > 0)\n}\n");
    REQUIRE(parsed.errors().empty());
    const ast::Table& table = parsed.file.tables.at(0);
    CHECK(parsed.text(table.name.span) == "t");
    CHECK(parsed.text(table.was->clause) == "was old");
    CHECK(parsed.text(table.columns.at(0).span) == "a int64 primary key");
    CHECK(parsed.text(table.columns.at(0).primary_key->span) == "primary key");
    CHECK(parsed.text(table.indexes.at(0).span) == "index i (a desc, (a + 1)) where (a > 0)");
    CHECK(parsed.text(table.indexes.at(0).terms.at(0).span) == "a desc");
    CHECK(parsed.text(table.indexes.at(0).terms.at(1).expression->span) == "(a + 1)");
}

TEST_CASE("a broken column is kept by name, and its neighbours are whole") {
    const Parsed parsed("table t {\n  a int64\n  b text nonsense\n  c text\n}\ntable u { a int64 }\n");
    const ast::Table& table = parsed.file.tables.at(0);
    REQUIRE(table.columns.size() == 3);
    CHECK(table.columns[1].broken);
    CHECK_FALSE(table.columns[2].broken);
    CHECK_FALSE(table.damaged);
    CHECK(parsed.file.tables.size() == 2);
    CHECK(parsed.sink.diagnostics().size() == 1);
}

TEST_CASE("habits of SQL are answered with the language's way") {
    CHECK(Parsed("table t {\n  a int64 NOT NULL\n}\n").errors() ==
          "a.varve:2:11: error: unknown modifier `NOT` [V0102]\n"
          "      a int64 NOT NULL\n"
          "              ^~~\n"
          "help: a column is NOT NULL unless `?` stands behind its type\n");
    CHECK(Parsed("table t {\n  a int64,\n}\n").errors() ==
          "a.varve:2:10: error: expected a modifier or the end of the line, found `,` [V0101]\n"
          "      a int64,\n"
          "             ^\n"
          "help: an item ends with its line\n");
    CHECK(Parsed("table t {\n  -- a comment\n  a int64\n}\n").errors() ==
          "a.varve:2:3: error: expected a column or another item of the table, found `-` [V0101]\n"
          "      -- a comment\n"
          "      ^\n"
          "help: a comment begins with `//`\n");
}

TEST_CASE("a missing brace is blamed once, where it was opened") {
    const Parsed parsed("table a {\n  id int64\n\ntable b {\n  id int64\n}\nenum E { x }\n");
    CHECK(parsed.errors() ==
          "a.varve:1:9: error: the `{` of table `a` is never closed [V0004]\n"
          "    table a {\n"
          "            ^\n"
          "a.varve:4:1: note: `}` is missing before this\n");
    CHECK(parsed.file.tables.size() == 2);
    CHECK(parsed.file.enums.size() == 1);
}

TEST_CASE("an enum of one line and one of many are the same") {
    const Parsed parsed("enum A { x, \"y z\", w }\nenum B {\n  x /// First.\n  \"y z\",\n  w\n}\n");
    REQUIRE(parsed.errors().empty());
    for (const ast::Enum& declared : parsed.file.enums) {
        REQUIRE(declared.values.size() == 3);
        CHECK(declared.values[1].name.text == "y z");
    }
    CHECK(parsed.file.enums[1].values[0].doc == "First.");
}
