#include "tests/generator/history/two_schemas.hpp"

#include "tests/support/catch.hpp"

using namespace varve::compiler;
using testing::compare_texts;

namespace {

/// A table `t` with an id and these lines.
std::string t(const std::string& lines) {
    return "table t {\n id int64 primary key\n" + lines + "\n}\n";
}

std::string changes(const std::string& before, const std::string& after) {
    return describe(compare_texts(before, after).changes);
}

}  // namespace

TEST_CASE("equal schemas have no difference", "[diff]") {
    CHECK(changes(t(" a text"), t(" a   text")) == "");
}

TEST_CASE("each kind of change has its line", "[diff]") {
    CHECK(changes(t(""), t(" a text?")) == "+ column t.a text?\n");
    CHECK(changes(t(" a text?"), t("")) == "- column t.a text?\n");
    CHECK(changes(t(" a text"), t(" b text was a")) == "~ column t.b (was a)\n");
    CHECK(changes(t(" a text(10)?"), t(" a text(20) = 'x' fill ('x')")) ==
          "~ column t.a: type text(10) → text(20); nullable → not null; default none → 'x'\n");
    CHECK(changes(t(" a int64\n b int64"), t(" b int64\n a int64")) == "~ order of columns of t: id, b, a\n");
    CHECK(changes(t(" a text"), t(" a text collate nocase")) == "~ column t.a: collation none → nocase\n");
    CHECK(changes(t(" a int64 := (id + 1) virtual"), t(" a int64 := (id + 2) virtual")) ==
          "~ column t.a: generated (id + 1) virtual → (id + 2) virtual\n");
    CHECK(changes(t(" a text"), t(" a text\n on sqlite strict")) == "~ options of t: none → STRICT\n");
    CHECK(changes("", t("")) == "+ table t\n");
    CHECK(changes(t(""), "") == "- table t\n");
    CHECK(changes(t(""), "table u was t {\n id int64 primary key\n}\n") == "~ table u (was t)\n");
}

TEST_CASE("keys, constraints and indexes", "[diff]") {
    CHECK(changes(t(" a int64"), "table t {\n id int64\n a int64\n primary key (id, a)\n}\n") ==
          "~ primary key of t: (\"id\") on the column → (\"id\", \"a\")\n");
    CHECK(changes(t(""), "table t {\n id int64 primary key autoincrement\n}\n") ==
          "~ primary key of t: (\"id\") on the column → (\"id\") autoincrement on the column\n");
    CHECK(changes(t(" a int64"), t(" a int64\n check c (a > 0)")) ==
          "+ constraint t.c: CONSTRAINT \"c\" CHECK (a > 0)\n");
    CHECK(changes(t(" a int64\n check c (a > 0)"), t(" a int64\n check c (a > 1)")) ==
          "- constraint t.c: CONSTRAINT \"c\" CHECK (a > 0)\n+ constraint t.c: CONSTRAINT \"c\" CHECK (a > "
          "1)\n");
    CHECK(changes(t(" a int64\n index i (a)"), t(" a int64\n index i (a desc)")) ==
          "- index t.i: (\"a\")\n+ index t.i: (\"a\" DESC)\n");
    CHECK(changes(t(" a int64\n index i (a) where (a > 1)"), t(" a int64\n index i (a) where (a > 2)")) ==
          "- index t.i: (\"a\") where (a > 1)\n+ index t.i: (\"a\") where (a > 2)\n");
}

TEST_CASE("an enum's value explains the column's change", "[diff]") {
    CHECK(changes("enum E { a, b }\n" + t(" e E"), "enum E { a, b, c }\n" + t(" e E")) ==
          "+ enum value E.c\n~ column t.e: values a, b → a, b, c\n");
    CHECK(changes("enum E { a, b }\n" + t(" e E"), "enum E { a, c } map { b -> c }\n" + t(" e E")) ==
          "- enum value E.b\n+ enum value E.c\n~ column t.e: values a, b → a, c\n");
}

TEST_CASE("an enum's value is no difference where no CHECK knows it", "[diff]") {
    const std::string line = " e E sqltype \"VARCHAR(7)\"";
    CHECK(changes("enum E { a }\n" + t(line), "enum E { a, b }\n" + t(line)) == "");
}

TEST_CASE("views and triggers", "[diff]") {
    const auto view = [](const std::string& sql) {
        return t(" a int64") + "view v { a int64 } = sql { " + sql + " }\n";
    };
    CHECK(changes(view("SELECT a FROM t"), view("SELECT a  FROM t")) == "");
    CHECK(changes(view("SELECT a FROM t"), view("SELECT 1 FROM t")) == "- view v\n+ view v\n");
    CHECK(changes(t(""), t("") + "trigger g after insert on t sql { BEGIN SELECT 1; END }\n") ==
          "+ trigger t.g\n");
}

TEST_CASE("a swap is two renames", "[diff]") {
    CHECK(changes(t(" a int64\n b text"), t(" b int64 was a\n a text was b")) ==
          "~ column t.b (was a)\n~ column t.a (was b)\n");
    CHECK(changes("table a {\n id int64 primary key\n}\ntable b {\n id text primary key\n}\n",
                  "table b was a {\n id int64 primary key\n}\ntable a was b {\n id text primary key\n}\n") ==
          "~ table b (was a)\n~ table a (was b)\n");
}

TEST_CASE("a name that differs in case alone is a rename", "[diff]") {
    CHECK(changes(t(" Name text"), t(" name text")) == "~ column t.name (was Name)\n");
}

TEST_CASE("an undeclared rename of a column prints both readings", "[diff]") {
    CHECK(
        compare_texts(t(" full_name text?"), t(" display_name text?")).diagnostics ==
        R"(today.varve:4:2: error: column `t.display_name` is new and `t.full_name` of the same type is gone: a rename, or another column? [V0301]
     display_name text?
     ^~~~~~~~~~~~~~~~~~
today.varve:4:2: note: a rename keeps every value: `display_name text? was full_name`
today.varve:4:2: note: another column loses the values of `full_name`: `display_name text? fill (NULL)`
help: write one of the two lines
)");
    CHECK(compare_texts(t(" full_name text?"), t(" display_name text? fill (NULL)")).diagnostics == "");
    CHECK(compare_texts(t(" full_name text?"), t(" display_name text? was full_name")).diagnostics == "");
    CHECK(compare_texts(t(" full_name text?"), t(" age int64?")).diagnostics == "");
}

TEST_CASE("an undeclared rename of a table prints both readings", "[diff]") {
    CHECK(
        compare_texts(t(" a text"), "table u {\n id int64 primary key\n a text\n}\n").diagnostics ==
        R"(today.varve:2:7: error: table `u` is new and `t` with the same columns is gone: a rename, or another table? [V0301]
    table u {
          ^
today.varve:2:7: note: a rename keeps every row: `table u was t`
today.varve:2:7: note: another table loses the rows of `t`: freeze a revision without `t` first, then add `u`
help: write `was`, or make two revisions
)");
}

TEST_CASE("an undeclared rename of an index prints both readings", "[diff]") {
    const std::string before = t(" a text\n unique index old (a collate nocase, id desc) where (a <> '')");
    CHECK(
        compare_texts(before, t(" a text\n unique index new (a collate nocase, id desc) where (a <> '')"))
            .diagnostics ==
        R"(today.varve:5:2: error: index `t.new` is new and `t.old` over the same columns is gone: a rename, or another index? [V0301]
     unique index new (a collate nocase, id desc) where (a <> '')
     ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
today.varve:5:2: note: a rename: `unique index new (a collate nocase, id desc) where (a <> '') was old`
today.varve:5:2: note: another index: freeze a revision without `old` first, then add `unique index new (a collate nocase, id desc) where (a <> '')`
help: write `was`, or make two revisions
)");
    CHECK(compare_texts(before,
                        t(" a text\n unique index new (a collate nocase, id desc) where (a <> '') was old"))
              .diagnostics == "");
    CHECK(compare_texts(before, t(" a text\n unique index new (a)")).diagnostics == "");
}

TEST_CASE("a spent hint is a warning with its fix", "[diff]") {
    CHECK(
        compare_texts(t(" name text"), t(" name text was full_name")).diagnostics ==
        R"(today.varve:4:12: warning: hint `was full_name` is spent: the newest revision has no column `t.full_name` [V0302]
     name text was full_name
               ^~~~~~~~~~~~~
help: take it out
)");
    CHECK(
        compare_texts(t(" name text"), t(" name text fill ('x')")).diagnostics ==
        R"(today.varve:4:12: warning: hint `fill` is spent: `t.name` is in the newest revision and its rows have values [V0302]
     name text fill ('x')
               ^~~~~~~~~~
help: take it out
)");
    CHECK(compare_texts(t(" name text"), t(" name text convert (name)")).diagnostics ==
          R"(today.varve:4:12: warning: hint `convert` is spent: `t.name` does not change its type [V0302]
     name text convert (name)
               ^~~~~~~~~~~~~~
help: take it out
)");
    CHECK(compare_texts("enum E { b }\n" + t(" e E"), "enum E { b } map { a -> b }\n" + t(" e E"))
              .diagnostics != "");
}
