#include <iterator>

#include "tests/generator/history/facets_cases.hpp"

namespace varve::compiler::testing {

namespace {

constexpr Facet facets[] = {
    {"a new index", "table t {\n id int64 primary key\n a text\n b int64\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "+ index t.i: (\"a\") where (b > 1)\n"},
    {"an index that goes",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n}\n", "- index t.i: (\"a\") where (b > 1)\n"},
    {"a renamed index",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index j (a) where (b > 1) was i\n}\n",
     "~ index t.j (was i)\n"},
    {"DESC in an index",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a desc) where (b > 1)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: (\"a\" DESC) where (b > 1)\n"},
    {"the WHERE of an index",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 2)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: (\"a\") where (b > 2)\n"},
    {"an index of all rows",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: (\"a\")\n"},
    {"a collated index",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a collate nocase) where (b > 1)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: (\"a\" COLLATE \"nocase\") where (b > 1)\n"},
    {"an index of an expression",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i ((lower(a))) where (b > 1)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: ((lower(a))) where (b > 1)\n"},
    {"the order in an index", "table t {\n id int64 primary key\n a text\n b int64\n index i (a, b)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (b, a)\n}\n",
     "- index t.i: (\"a\", \"b\")\n+ index t.i: (\"b\", \"a\")\n"},
    {"a unique index", "table t {\n id int64 primary key\n a text\n b int64\n index i (a) where (b > 1)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n unique index i (a) where (b > 1)\n}\n",
     "- index t.i: (\"a\") where (b > 1)\n+ index t.i: (\"a\") unique where (b > 1)\n"},
    {"a new view", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text\n}\nview v { a text } = sql { SELECT a FROM t }\n",
     "+ view v\n"},
    {"a view that goes",
     "table t {\n id int64 primary key\n a text\n}\nview v { a text } = sql { SELECT a FROM t }\n",
     "table t {\n id int64 primary key\n a text\n}\n", "- view v\n"},
    {"the SELECT of a view",
     "table t {\n id int64 primary key\n a text\n}\nview v { a text } = sql { SELECT a FROM t }\n",
     "table t {\n id int64 primary key\n a text\n}\nview v { a text } = sql { SELECT upper(a) FROM t }\n",
     "- view v\n+ view v\n"},
    {"the columns of a view",
     "table t {\n id int64 primary key\n a text\n}\nview v { a text } = sql { SELECT a FROM t }\n",
     "table t {\n id int64 primary key\n a text\n}\nview v { b text } = sql { SELECT a FROM t }\n",
     "- view v\n+ view v\n"},
    {"a new trigger", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "+ trigger t.g\n"},
    {"a trigger that goes",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "table t {\n id int64 primary key\n a text\n}\n", "- trigger t.g\n"},
    {"the time of a trigger",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g before insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "- trigger t.g\n+ trigger t.g\n"},
    {"the event of a trigger",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after update of a on t sql { BEGIN SELECT 1; "
     "END }\n",
     "- trigger t.g\n+ trigger t.g\n"},
    {"the body of a trigger",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 2; END "
     "}\n",
     "- trigger t.g\n+ trigger t.g\n"},
    {"the WHEN of a trigger",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { BEGIN SELECT 1; END "
     "}\n",
     "table t {\n id int64 primary key\n a text\n}\ntrigger g after insert on t sql { WHEN new.a <> '' BEGIN "
     "SELECT 1; END }\n",
     "- trigger t.g\n+ trigger t.g\n"},
    {"a new search", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text\n}\nsearch s over t (a)\n",
     "+ virtual table s\n+ trigger t.s_insert\n+ trigger t.s_delete\n+ trigger t.s_update\n"},
    {"the tokenizer of a search", "table t {\n id int64 primary key\n a text\n}\nsearch s over t (a)\n",
     "table t {\n id int64 primary key\n a text\n}\nsearch s over t (a) tokenize \"porter\"\n",
     "- virtual table s\n+ virtual table s\n"},
    {"a new virtual table", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key\n}\nvirtual table r using rtree (id, a, b)\n", "+ virtual table r\n"},
    {"the arguments of a virtual table",
     "table t {\n id int64 primary key\n}\nvirtual table r using rtree (id, a, b)\n",
     "table t {\n id int64 primary key\n}\nvirtual table r using rtree (id, a, c)\n",
     "- virtual table r\n+ virtual table r\n"},
    {"a new enum value", "enum E { a, b }\ntable t {\n id int64 primary key\n e E\n}\n",
     "enum E { a, b, c }\ntable t {\n id int64 primary key\n e E\n}\n",
     "+ enum value E.c\n~ column t.e: values a, b → a, b, c\n"},
    {"an enum value that goes", "enum E { a, b }\ntable t {\n id int64 primary key\n e E\n}\n",
     "enum E { a } map { b -> a }\ntable t {\n id int64 primary key\n e E\n}\n",
     "- enum value E.b\n~ column t.e: values a, b → a\n"},
    {"the order of enum values", "enum E { a, b }\ntable t {\n id int64 primary key\n e E\n}\n",
     "enum E { b, a }\ntable t {\n id int64 primary key\n e E\n}\n", "~ column t.e: values a, b → b, a\n"},
    {"a swap of columns", "table t {\n id int64 primary key\n a text\n b int64\n}\n",
     "table t {\n id int64 primary key\n b text was a\n a int64 was b\n}\n",
     "~ column t.b (was a)\n~ column t.a (was b)\n"},
    {"a swap of tables", "table t {\n a text\n}\ntable u {\n b int64\n}\n",
     "table u was t {\n a text\n}\ntable t was u {\n b int64\n}\n", "~ table u (was t)\n~ table t (was u)\n"},
    {"a swap of indexes",
     "table t {\n id int64 primary key\n a text\n b int64\n index i (a)\n index j (b)\n}\n",
     "table t {\n id int64 primary key\n a text\n b int64\n index j (a) was i\n index i (b) was j\n}\n",
     "~ index t.j (was i)\n~ index t.i (was j)\n"},
};

}  // namespace

Facets facets_of_objects() {
    return {facets, std::size(facets)};
}

}  // namespace varve::compiler::testing
