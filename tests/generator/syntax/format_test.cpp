#include "generator/syntax/format.hpp"

#include <string>

#include "tests/support/catch.hpp"
#include "tests/support/same_ast.hpp"

using namespace varve::compiler;

namespace {

std::string formatted(const std::string& text) {
    SourceSet sources;
    return format(sources, sources.add("a.varve", text));
}

/// The form, which must say the same and be its own form.
std::string form_of(const std::string& text) {
    const std::string form = formatted(text);
    CHECK(testing::placeless_ast(form) == testing::placeless_ast(text));
    CHECK(formatted(form) == form);
    return form;
}

}  // namespace

TEST_CASE("one item a line, aligned, modifiers in one order") {
    CHECK(
        form_of("table t as T was old\n{ id int64   primary key autoincrement;price text( 20 )?collate "
                "nocase unique "
                "= 'x' ; a int64 fill (1) was b lazy->u.id on delete set null check n(a<2)check (a>0) = -1\n"
                "primary key(a,b   desc)\n unique index by_a ( a,(lower( b )) ) where(a  > 0)\n"
                "foreign(a)->u(id)\non   sqlite strict }") ==
        "table t as T was old {\n"
        "  id    int64     primary key autoincrement\n"
        "  price text(20)? unique collate nocase = 'x'\n"
        "  a     int64     = -1 -> u.id on delete set null check n (a<2) check (a>0) lazy was b fill (1)\n"
        "  primary key (a, b desc)\n"
        "  unique index by_a (a, (lower( b ))) where (a  > 0)\n"
        "  foreign (a) -> u (id)\n"
        "  on sqlite strict\n"
        "}\n");
}

TEST_CASE("SQL behind a word that begins an item elsewhere stays as it is") {
    CHECK(form_of("table t {\n  a text unique check (a <> ''  and\n a<>'x')\n}\n") ==
          "table t {\n  a text unique check (a <> ''  and\n a<>'x')\n}\n");
}

TEST_CASE("a modifier keeps its own words, even those that begin another") {
    CHECK(form_of("table t {\n  a text was check collate unique = \"lazy\"\n  b int64 as was -> \"on\".check "
                  "on update "
                  "set default deferrable unique\n}\n") ==
          "table t {\n"
          "  a text  collate unique = \"lazy\" was check\n"
          "  b int64 unique -> \"on\".check on update set default deferrable as was\n"
          "}\n");
}

TEST_CASE("comments stay with what they speak of") {
    CHECK(
        form_of(
            "// the file\n\n\n\n/// A table.\ntable t // header\n// and more\n{ /// the first\n  a int64// "
            "one\n"
            "  longer text /// two\n\n\n  // own line\n  /// three\n  b int64; /// four\n  c int64 // five\n"
            "  // last\n} /// behind\n// the end") ==
        "// the file\n\n"
        "/// A table.\n"
        "table t {  // header\n"
        "  // and more\n"
        "  /// the first\n"
        "  a      int64  // one\n"
        "  longer text   /// two\n\n"
        "  // own line\n"
        "  /// three\n"
        "  b      int64\n"
        "  /// four\n"
        "  c      int64  // five\n"
        "  // last\n"
        "}  /// behind\n"
        "// the end\n");
}

TEST_CASE("a list that stands on one line stays there, any other has a line for each") {
    CHECK(
        form_of(
            "enum A {a,b;\"c d\"}map{x->a}\nenum B { a // why\n }\nenum C {\na, b, /// doc\nc}\nenum D { }\n"
            "view v { a int64,long_name text? as x } = sql {SELECT 1}\nview w {\na int64,long_name text?} = "
            "sql { "
            "SELECT\n  1 }\n")
            .find("enum A { a, b, \"c d\" } map { x -> a }\n") == 0);
    CHECK(form_of("enum C {\na, b, /// doc\nc}") == "enum C {\n  a\n  b  /// doc\n  c\n}\n");
    CHECK(form_of("view v { a int64,long_name text? as x } = sql {SELECT 1}") ==
          "view v { a int64, long_name text? as x } = sql {SELECT 1}\n");
    CHECK(form_of("view w {\na int64,long_name text?} = sql { SELECT\n  1 }\n") ==
          "view w {\n  a         int64\n  long_name text?\n} = sql { SELECT\n  1 }\n");
}

TEST_CASE("settings are aligned, blocks stand apart") {
    CHECK(form_of("schema s{edition 1;target sqlite>=3.37\n\n  chain \"x\" // c\n  cpp namespace "
                  "\"a\"\n}\nenum E { a }\n"
                  "enum F { b }\ntype Uid=blob( 16 )as \"app::Uid\"from  \"app/uid.hpp\"\ntype Bare=text( 7 )\ntable t { a Uid }\ntrigger g after "
                  "update of a,b on "
                  "t sql {BEGIN SELECT 1; END}\n") ==
          "schema s {\n"
          "  edition 1\n"
          "  target  sqlite >= 3.37\n\n"
          "  chain   \"x\"  // c\n"
          "  cpp     namespace \"a\"\n"
          "}\n\n"
          "enum E { a }\n"
          "enum F { b }\n"
          "type Uid = blob(16) as \"app::Uid\" from \"app/uid.hpp\"\n"
          "type Bare = text(7)\n\n"
          "table t {\n"
          "  a Uid\n"
          "}\n\n"
          "trigger g after update of a, b on t sql {BEGIN SELECT 1; END}\n");
}

TEST_CASE("line ends are those of the first line, and a byte order mark goes") {
    CHECK(formatted("\xEF\xBB\xBF"
                    "enum E { a }\r\ntable t {\r\n a text check (\r\n a<>'')\r\n}") ==
          "enum E { a }\r\n\r\ntable t {\r\n  a text check (\r\n a<>'')\r\n}\r\n");
}

TEST_CASE("an empty file stays empty") {
    CHECK(formatted("") == "");
    CHECK(formatted("\n\n  \n") == "");
    CHECK(formatted("// only this") == "// only this\n");
}

TEST_CASE("what stands around tables has its form, too") {
    CHECK(form_of("schema s{edition 1;constraints unnamed}\ninclude   \"b.varve\"\nrequires collation   "
                  "unicase\nrequires "
                  "function bin2b64( 1 )\nunmanaged table \"django_*\"\nvirtual   table docs using "
                  "fts5(title,  body)\n"
                  "virtual table m using spellfix1\nsearch f over t( a,b ) tokenize \"porter\"   prefix \"2 "
                  "3\"\nview v as "
                  "Row=sql {SELECT 1}\n/// Kept.\ntrigger g after insert on t sqlite {BEGIN SELECT 1; END} "
                  "postgres {x}\n") ==
          "schema s {\n"
          "  edition 1\n"
          "  constraints unnamed\n"
          "}\n\n"
          "include \"b.varve\"\n"
          "requires collation unicase\n"
          "requires function bin2b64 (1)\n"
          "unmanaged table \"django_*\"\n"
          "virtual table docs using fts5 (title,  body)\n"
          "virtual table m using spellfix1\n"
          "search f over t (a, b) tokenize \"porter\" prefix \"2 3\"\n"
          "view v as Row = sql {SELECT 1}\n"
          "/// Kept.\n"
          "trigger g after insert on t sqlite {BEGIN SELECT 1; END} postgres {x}\n");
}

TEST_CASE("clauses of keys and references stay with theirs") {
    CHECK(
        form_of(
            "table t {\n  a int64 -> u ( ) match full deferrable initially immediate unchecked unique on "
            "conflict "
            "ignore primary key desc on conflict replace\n  b text = sql {Unknown} sqltype \"\"\n  c text = "
            "sqlite ('x') postgres ('y') check sqlite (c > 1) postgres (c > 2)\n  primary key named(a,b "
            "desc) on "
            "conflict fail\n}\n") ==
        "table t {\n"
        "  a int64 primary key desc on conflict replace unique on conflict ignore -> u () match full "
        "deferrable "
        "initially immediate unchecked\n"
        "  b text  sqltype \"\" = sql {Unknown}\n"
        "  c text  = sqlite ('x') postgres ('y') check sqlite (c > 1) postgres (c > 2)\n"
        "  primary key named (a, b desc) on conflict fail\n"
        "}\n");
}

TEST_CASE("lines end as the first one does, within SQL too") {
    CHECK(form_of("\nview x = sql { SELECT\r\n1 }\n") == "view x = sql { SELECT\n1 }\n");
    CHECK(form_of("type t = int64\r\nview x = sql { SELECT\n1 }\n") ==
          "type t = int64\r\n\r\nview x = sql { SELECT\r\n1 }\r\n");
}
