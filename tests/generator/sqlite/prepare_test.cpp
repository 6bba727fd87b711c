#include "generator/sqlite/prepare.hpp"

#include <sqlite3.h>

#include "generator/base/render.hpp"
#include "generator/check/compile.hpp"
#include "generator/sqlite/inferred_columns.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/compile_text.hpp"

using namespace varve::compiler;

namespace {

/// What prepare says of a schema that compiles; "" for nothing. SQLite's version is left out.
std::string said(const std::string& items) {
    SourceSet sources;
    const std::uint32_t file = sources.add("t.varve", "schema t { edition 1 }\n" + items);
    DiagnosticSink sink;
    const std::optional<Schema> schema = compile(sources, file, sink);
    INFO(render(sink, sources));
    REQUIRE(schema);
    const bool good = sqlite::prepare(*schema, sources, sink);
    CHECK(good == sink.diagnostics().empty());
    std::string text = render(sink, sources);
    const std::string version = std::string("SQLite ") + sqlite3_libversion();
    for (std::size_t at = text.find(version); at != std::string::npos; at = text.find(version))
        text.replace(at, version.size(), "SQLite");
    return text;
}

}  // namespace

TEST_CASE("what SQLite refuses is pointed at where it is written", "[sqlite][prepare]") {
    CHECK(said("table t {\n"
               "  id int64 primary key\n"
               "  a  text check (length(a) > 1  -- the (first)\n"
               "                 and \"bb\" <> '')\n"
               "}\n") ==
          "t.varve:5:22: error: SQLite refuses table `t`: no such column: bb [V0706]\n"
          "                     and \"bb\" <> '')\n"
          "                         ^~~~\n");
    CHECK(said("table t {\n  id int64 primary key\n  a text := (lower(id) || lower())\n}\n") ==
          "t.varve:4:27: error: SQLite refuses table `t`: wrong number of arguments to function lower() "
          "[V0706]\n"
          "      a text := (lower(id) || lower())\n"
          "                              ^~~~~\n");
    CHECK(said("table t {\n  id int64 primary key\n  check one (id > 0)\n  check two (id > nine)\n}\n") ==
          "t.varve:5:19: error: SQLite refuses table `t`: no such column: nine [V0706]\n"
          "      check two (id > nine)\n"
          "                      ^~~~\n");
    CHECK(said("table t {\n  id int64 primary key\n  index i (id, (upper(it)))\n}\n") ==
          "t.varve:4:23: error: SQLite refuses index `i`: no such column: it [V0706]\n"
          "      index i (id, (upper(it)))\n"
          "                          ^~\n");
    CHECK(said("table t {\n  id int64 primary key\n  index i (id) where (id > max(id))\n}\n") ==
          "t.varve:4:28: error: SQLite refuses index `i`: misuse of aggregate function max() [V0706]\n"
          "      index i (id) where (id > max(id))\n"
          "                               ^~~\n");
}

TEST_CASE("what SQLite says of a column is pointed at there", "[sqlite][prepare]") {
    CHECK(
        said("table t {\n  id int64 primary key\n  a text = (lower(id))\n}\n") ==
        "t.varve:4:12: error: SQLite refuses table `t`: default value of column [a] is not constant [V0706]\n"
        "      a text = (lower(id))\n"
        "               ^~~~~~~~~~~\n");
    CHECK(
        said("table t {\n  id int64 primary key\n  a text = (mark(1, 2))\n}\n") ==
        "t.varve:4:13: error: SQLite refuses table `t`: unknown function: mark() [V0706]\n"
        "      a text = (mark(1, 2))\n"
        "                ^~~~\n"
        "help: if the application registers it, say so on a line of its own: `requires function mark (2)`\n");
    CHECK(said("table t {\n  id int64 primary key\n  a int64 := (b)\n  b int64 := (a)\n}\n") ==
          "t.varve:5:14: error: SQLite refuses table `t`: generated column loop on \"b\" [V0706]\n"
          "      b int64 := (a)\n"
          "                 ^~~\n");
}

TEST_CASE("what SQLite refuses in a view or trigger is pointed at", "[sqlite][prepare]") {
    const std::string table = "table t {\n  id int64 primary key\n}\n";
    CHECK(said(table + "view v { a int64 } = sql {\n  SELECT id\n  FROM   ts\n}\n") ==
          "t.varve:7:10: error: SQLite refuses view `v`: no such table: ts [V0706]\n"
          "      FROM   ts\n"
          "             ^~\n");
    CHECK(said(table + "view v { a int64 } = sql { SELECT /* ü */ t.id, di FROM t }\n") ==
          "t.varve:5:49: error: SQLite refuses view `v`: no such column: di [V0706]\n"
          "    view v { a int64 } = sql { SELECT /* ü */ t.id, di FROM t }\n"
          "                                                    ^~\n");
    CHECK(said(table + "view v { a int64, b int64 } = sql { SELECT id FROM t }\n") ==
          "t.varve:5:6: error: SQLite refuses view `v`: expected 2 columns for 'v' but got 1 [V0706]\n"
          "    view v { a int64, b int64 } = sql { SELECT id FROM t }\n"
          "         ^\n");
    CHECK(said(table + "trigger g after update of id on t sql {\n"
                       "  WHEN old.id <> new.it BEGIN SELECT 1; END\n}\n") ==
          "t.varve:6:18: error: SQLite refuses trigger `g`: no such column: new.it [V0706]\n"
          "      WHEN old.id <> new.it BEGIN SELECT 1; END\n"
          "                     ^~~~~~\n");
    CHECK(said(table + "trigger g after delete on t sql {\n  BEGIN DELETE FROM logs; END\n}\n") ==
          "t.varve:6:21: error: SQLite refuses trigger `g`: no such table: main.logs [V0706]\n"
          "      BEGIN DELETE FROM logs; END\n"
          "                        ^~~~\n");
    CHECK(said(table + "trigger g after delete on t sql {\n  BEGIN DELETE FROM t SELECT 1; END\n}\n") ==
          "t.varve:6:23: error: SQLite refuses trigger `g`: near \"SELECT\": syntax error [V0706]\n"
          "      BEGIN DELETE FROM t SELECT 1; END\n"
          "                          ^~~~~~\n");
}

TEST_CASE("what nobody registers is asked for", "[sqlite][prepare]") {
    CHECK(
        said("table t {\n  id int64 primary key\n  a text? collate unicase\n}\n") ==
        "t.varve:4:3: error: SQLite refuses table `t`: no such collation sequence: unicase [V0706]\n"
        "      a text? collate unicase\n"
        "      ^~~~~~~~~~~~~~~~~~~~~~~\n"
        "help: if the application registers it, say so on a line of its own: `requires collation unicase`\n");
    CHECK(said("table t {\n  id int64 primary key\n  a text? check (bin2b64(a, 1) <> '')\n}\n") ==
          "t.varve:4:18: error: SQLite refuses table `t`: no such function: bin2b64 [V0706]\n"
          "      a text? check (bin2b64(a, 1) <> '')\n"
          "                     ^~~~~~~\n"
          "help: if the application registers it, say so on a line of its own: `requires function bin2b64 "
          "(2)`\n");
    CHECK(
        said("virtual table d using spellfix1\n") ==
        "t.varve:2:15: error: SQLite refuses table `d`: no such module: spellfix1 [V0706]\n"
        "    virtual table d using spellfix1\n"
        "                  ^\n"
        "help: if the application registers it, say so on a line of its own: `requires module spellfix1`\n");
    CHECK(
        said("virtual table d using fts5 (a, tokenize = unicode)\n") ==
        "t.varve:2:43: error: SQLite refuses table `d`: no such tokenizer: unicode [V0706]\n"
        "    virtual table d using fts5 (a, tokenize = unicode)\n"
        "                                              ^~~~~~~\n"
        "help: if the application registers it, say so on a line of its own: `requires tokenizer unicode`\n");
    CHECK(said("requires collation unicase\nrequires function bin2b64 (2)\nrequires module spellfix1\n"
               "requires tokenizer unicode\n"
               "table t {\n  id int64 primary key\n  a text? collate unicase check (bin2b64(a, 1) <> '')\n}\n"
               "virtual table d using spellfix1\n"
               "virtual table e using fts5 (a, tokenize = unicode)\n") == "");
}

TEST_CASE("a table does not stand where a virtual table may put its own", "[sqlite][prepare]") {
    CHECK(
        said("requires module vec0\nvirtual table docs using vec0 (a)\n"
             "table Docs_notes {\n  id int64 primary key\n}\n") ==
        "t.varve:4:7: error: table `Docs_notes` has a name that virtual table `docs` may give to a table of "
        "its own [V0210]\n"
        "    table Docs_notes {\n"
        "          ^~~~~~~~~~\n"
        "t.varve:3:15: note: declared here\n"
        "help: rename one of the two\n");
    CHECK(said("virtual table docs using fts5 (a)\ntable docs_notes {\n  id int64 primary key\n}\n") == "");
}

TEST_CASE("a view of an unmanaged table is none that a new database could have", "[sqlite][prepare]") {
    CHECK(
        said("unmanaged table \"django_*\"\nview v { a int64 } = sql { SELECT id FROM django_users }\n") ==
        "t.varve:3:43: error: SQLite refuses view `v`: no such table: django_users [V0706]\n"
        "    view v { a int64 } = sql { SELECT id FROM django_users }\n"
        "                                              ^~~~~~~~~~~~\n"
        "help: `django_users` is unmanaged, so a new database does not have it: declare the table, or leave "
        "the view unmanaged, too: `unmanaged view v`\n");
}

TEST_CASE("a view that lists no columns has those that SQLite sees", "[sqlite][prepare]") {
    Schema schema = testing::compile_text(
        "table t {\n  id int64 primary key\n  a text\n  b int64? sqltype \"VARCHAR(9)\"\n}\n"
        "view w as W = sql { SELECT * FROM v }\n"
        "view v as V = sql { SELECT id, a AS name, b, count(*) AS n FROM t GROUP BY a }\n");
    const std::vector<ViewColumn> columns = sqlite::inferred_columns(schema, schema.views[0]);
    std::string text;
    for (const ViewColumn& column : columns)
        text += column.name + ":" + std::to_string(static_cast<int>(column.type.kind)) + ":" +
                column.type.sqltype.value_or("-") + (column.nullable ? "? " : " ");
    const auto kind = [](TypeKind each) { return std::to_string(static_cast<int>(each)); };
    CHECK(text == "id:" + kind(TypeKind::int64) + ":-? name:" + kind(TypeKind::text) +
                      ":-? b:" + kind(TypeKind::text) + ":VARCHAR(9)? n:" + kind(TypeKind::any) + ":-? ");
    sqlite::infer_view_columns(schema);
    CHECK(schema.views[0].columns.size() == 4);
    CHECK(schema.views[1].columns.size() == 4);
}
