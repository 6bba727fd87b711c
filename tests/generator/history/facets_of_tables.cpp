#include <iterator>

#include "tests/generator/history/facets_cases.hpp"

namespace varve::compiler::testing {

namespace {

constexpr Facet facets[] = {
    {"a new table", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key\n}\ntable u {\n x text\n}\n", "+ table u\n"},
    {"a table that goes", "table t {\n id int64 primary key\n}\ntable u {\n x text\n}\n",
     "table t {\n id int64 primary key\n}\n", "- table u\n"},
    {"a renamed table", "table t {\n id int64 primary key\n a text\n}\n",
     "table u was t {\n id int64 primary key\n a text\n}\n", "~ table u (was t)\n"},
    {"a table in other letters", "table t {\n id int64 primary key\n a text\n}\n",
     "table T {\n id int64 primary key\n a text\n}\n", "~ table T (was t)\n"},
    {"a new column", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key\n a text?\n}\n", "+ column t.a text?\n"},
    {"a column that goes", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n}\n", "- column t.a text\n"},
    {"a renamed column", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n b text was a\n}\n", "~ column t.b (was a)\n"},
    {"a column in other letters", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n A text\n}\n", "~ column t.A (was a)\n"},
    {"order of columns", "table t {\n id int64 primary key\n a text\n b text\n}\n",
     "table t {\n id int64 primary key\n b text\n a text\n}\n", "~ order of columns of t: id, b, a\n"},
    {"a new column in the middle", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n b text?\n a text\n}\n",
     "+ column t.b text?\n~ order of columns of t: id, b, a\n"},
    {"a type", "table t {\n id int64 primary key\n a int32\n}\n",
     "table t {\n id int64 primary key\n a int64\n}\n", "~ column t.a: type int32 → int64\n"},
    {"a length", "table t {\n id int64 primary key\n a text(5)\n}\n",
     "table t {\n id int64 primary key\n a text(9)\n}\n", "~ column t.a: type text(5) → text(9)\n"},
    {"a declared type", "table t {\n id int64 primary key\n a text sqltype \"VARCHAR(7)\"\n}\n",
     "table t {\n id int64 primary key\n a text sqltype \"VARCHAR(9)\"\n}\n",
     "~ column t.a: type text sqltype \"VARCHAR(7)\" → text sqltype \"VARCHAR(9)\"\n"},
    {"nullability", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text?\n}\n", "~ column t.a: not null → nullable\n"},
    {"nullability, back", "table t {\n id int64 primary key\n a text?\n}\n",
     "table t {\n id int64 primary key\n a text fill ('')\n}\n", "~ column t.a: nullable → not null\n"},
    {"a name of NOT NULL", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text not null given\n}\n",
     "~ column t.a: not null plain → named \"given\"\n"},
    {"a conflict clause of NOT NULL", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text not null on conflict fail\n}\n",
     "~ column t.a: not null plain → on conflict FAIL\n"},
    {"a new default", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text = 'x'\n}\n", "~ column t.a: default none → 'x'\n"},
    {"another default", "table t {\n id int64 primary key\n a int64 = 1\n}\n",
     "table t {\n id int64 primary key\n a int64 = 2\n}\n", "~ column t.a: default 1 → 2\n"},
    {"the spelling of a default", "table t {\n id int64 primary key\n a int64 = 1\n}\n",
     "table t {\n id int64 primary key\n a int64 = (1)\n}\n", "~ column t.a: default 1 → (1)\n"},
    {"a default that goes", "table t {\n id int64 primary key\n a int64 = 1\n}\n",
     "table t {\n id int64 primary key\n a int64\n}\n", "~ column t.a: default 1 → none\n"},
    {"now", "table t {\n id int64 primary key\n a timestamp\n}\n",
     "table t {\n id int64 primary key\n a timestamp = now\n}\n",
     "~ column t.a: default none → (CAST(strftime('%s', 'now') AS INTEGER) * 1000 + "
     "CAST(substr(strftime('%f', 'now'), 4) AS INTEGER))\n"},
    {"a collation", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text collate nocase\n}\n",
     "~ column t.a: collation none → nocase\n"},
    {"a named check, same name", "table t {\n id int64 primary key\n a int64\n check c (a > 0)\n}\n",
     "table t {\n id int64 primary key\n a int64\n check c (a > 1)\n}\n",
     "- constraint t.c: CONSTRAINT \"c\" CHECK (a > 0)\n+ constraint t.c: CONSTRAINT \"c\" CHECK (a > 1)\n"},
    {"the name of a check", "table t {\n id int64 primary key\n a int64\n check c (a > 0)\n}\n",
     "table t {\n id int64 primary key\n a int64\n check d (a > 0)\n}\n",
     "- constraint t.c: CONSTRAINT \"c\" CHECK (a > 0)\n+ constraint t.d: CONSTRAINT \"d\" CHECK (a > 0)\n"},
    {"an unnamed check", "table t {\n id int64 primary key\n a int64\n}\n",
     "table t {\n id int64 primary key\n a int64\n check (a > 0)\n}\n",
     "+ constraint t.t_check: CONSTRAINT \"t_check\" CHECK (a > 0)\n"},
    {"a check behind its column", "table t {\n id int64 primary key\n a int64\n}\n",
     "table t {\n id int64 primary key\n a int64 check (a > 0)\n}\n",
     "~ column t.a: check none → CONSTRAINT t_a_check CHECK ( a > 0 )\n"},
    {"a check that goes", "table t {\n id int64 primary key\n a int64 check (a > 0)\n}\n",
     "table t {\n id int64 primary key\n a int64\n}\n",
     "~ column t.a: check CONSTRAINT t_a_check CHECK ( a > 0 ) → none\n"},
    {"the order of two checks",
     "table t {\n id int64 primary key\n a int64 check one (a > 0) check two (a < 9)\n}\n",
     "table t {\n id int64 primary key\n a int64 check two (a < 9) check one (a > 0)\n}\n",
     "~ order within t\n"},
    {"unique", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text unique\n}\n",
     "+ constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\")\n"},
    {"a unique that goes", "table t {\n id int64 primary key\n a text unique\n}\n",
     "table t {\n id int64 primary key\n a text\n}\n",
     "- constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\")\n"},
    {"the columns of a unique", "table t {\n id int64 primary key\n a text\n b text\n unique u (a)\n}\n",
     "table t {\n id int64 primary key\n a text\n b text\n unique u (a, b)\n}\n",
     "- constraint t.u: CONSTRAINT \"u\" UNIQUE (\"a\")\n+ constraint t.u: CONSTRAINT \"u\" UNIQUE (\"a\", "
     "\"b\")\n"},
    {"the direction in a unique", "table t {\n id int64 primary key\n a text\n b text\n unique u (a, b)\n}\n",
     "table t {\n id int64 primary key\n a text\n b text\n unique u (a, b desc)\n}\n",
     "- constraint t.u: CONSTRAINT \"u\" UNIQUE (\"a\", \"b\")\n+ constraint t.u: CONSTRAINT \"u\" UNIQUE "
     "(\"a\", \"b\" DESC)\n"},
    {"the collation in a unique", "table t {\n id int64 primary key\n a text\n b text\n unique u (a, b)\n}\n",
     "table t {\n id int64 primary key\n a text\n b text\n unique u (a, b collate nocase)\n}\n",
     "- constraint t.u: CONSTRAINT \"u\" UNIQUE (\"a\", \"b\")\n+ constraint t.u: CONSTRAINT \"u\" UNIQUE "
     "(\"a\", \"b\" COLLATE \"nocase\")\n"},
    {"the conflict clause of a unique", "table t {\n id int64 primary key\n a text unique\n}\n",
     "table t {\n id int64 primary key\n a text unique on conflict ignore\n}\n",
     "- constraint t.t_a_key: CONSTRAINT \"t_a_key\" UNIQUE (\"a\")\n+ constraint t.t_a_key: CONSTRAINT "
     "\"t_a_key\" UNIQUE (\"a\") ON CONFLICT IGNORE\n"},
    {"a new primary key", "table t {\n id int64\n}\n", "table t {\n id int64 primary key\n}\n",
     "~ primary key of t: none → (\"id\") on the column\n"},
    {"a primary key that goes", "table t {\n id int64 primary key\n}\n", "table t {\n id int64\n}\n",
     "~ primary key of t: (\"id\") on the column → none\n"},
    {"a wider primary key", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64\n a text\n primary key (id, a)\n}\n",
     "~ primary key of t: (\"id\") on the column → (\"id\", \"a\")\n"},
    {"the direction of a primary key", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key desc\n}\n",
     "~ primary key of t: (\"id\") on the column → (\"id\" DESC) on the column\n"},
    {"the name of a primary key", "table t {\n id int64\n primary key k (id)\n}\n",
     "table t {\n id int64\n primary key j (id)\n}\n",
     "~ primary key of t: (\"id\") named \"k\" on the column → (\"id\") named \"j\" on the column\n"},
    {"the conflict clause of a primary key", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key on conflict replace\n}\n",
     "~ primary key of t: (\"id\") on the column → (\"id\") on the column on conflict REPLACE\n"},
    {"autoincrement", "table t {\n id int64 primary key\n}\n",
     "table t {\n id int64 primary key autoincrement\n}\n",
     "~ primary key of t: (\"id\") on the column → (\"id\") autoincrement on the column\n"},
    {"autoincrement that goes", "table t {\n id int64 primary key autoincrement\n}\n",
     "table t {\n id int64 primary key\n}\n",
     "~ primary key of t: (\"id\") autoincrement on the column → (\"id\") on the column\n"},
    {"strict", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text\n on sqlite strict\n}\n", "~ options of t: none → STRICT\n"},
    {"without rowid", "table t {\n id int64 primary key\n a text\n}\n",
     "table t {\n id int64 primary key\n a text\n on sqlite without rowid\n}\n",
     "~ options of t: none → WITHOUT ROWID\n"},
    {"a new foreign key",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64?\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "+ constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n"},
    {"a foreign key that goes",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64?\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n"},
    {"the parent of a foreign key",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> q.id\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"q\" (\"id\")\n"},
    {"the parent's column",
     "table p {\n id text primary key\n code text unique\n}\ntable t {\n id int64 primary key\n p text? -> "
     "p.id\n}\n",
     "table p {\n id text primary key\n code text unique\n}\ntable t {\n id int64 primary key\n p text? -> "
     "p.code\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"code\")\n"},
    {"a parent's column left out",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p ()\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\"\n"},
    {"on delete cascade",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id on delete cascade\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") ON DELETE "
     "CASCADE\n"},
    {"on delete set null",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id on delete set null\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") ON DELETE "
     "SET NULL\n"},
    {"on delete set default",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id on delete set default\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") ON DELETE "
     "SET DEFAULT\n"},
    {"on delete restrict",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id on delete restrict\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") ON DELETE "
     "RESTRICT\n"},
    {"on update cascade",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id on update cascade\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") ON UPDATE "
     "CASCADE\n"},
    {"deferrable",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id deferrable\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") "
     "DEFERRABLE INITIALLY DEFERRED\n"},
    {"deferrable initially immediate",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id deferrable initially immediate\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") "
     "DEFERRABLE INITIALLY IMMEDIATE\n"},
    {"match full",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable q {\n id int64 primary key\n}\ntable t "
     "{\n id int64 primary key\n p int64? -> p.id match full\n}\n",
     "- constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ "
     "constraint t.t_p_fkey: CONSTRAINT \"t_p_fkey\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\") MATCH "
     "FULL\n"},
    {"the name of a foreign key",
     "table p {\n id int64 primary key\n code text unique\n}\ntable t {\n id int64 primary key\n p int64?\n "
     "foreign one (p) -> p (id)\n}\n",
     "table p {\n id int64 primary key\n code text unique\n}\ntable t {\n id int64 primary key\n p int64?\n "
     "foreign two (p) -> p (id)\n}\n",
     "- constraint t.one: CONSTRAINT \"one\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n+ constraint "
     "t.two: CONSTRAINT \"two\" FOREIGN KEY (\"p\") REFERENCES \"p\" (\"id\")\n"},
    {"a reference to itself", "table t {\n id int64 primary key\n up int64?\n}\n",
     "table t {\n id int64 primary key\n up int64? -> t.id\n}\n",
     "+ constraint t.t_up_fkey: CONSTRAINT \"t_up_fkey\" FOREIGN KEY (\"up\") REFERENCES \"t\" (\"id\")\n"},
    {"a generated expression", "table t {\n id int64 primary key\n a text\n g text? := (lower(a))\n}\n",
     "table t {\n id int64 primary key\n a text\n g text? := (upper(a))\n}\n",
     "~ column t.g: generated (lower(a)) virtual → (upper(a)) virtual\n"},
    {"stored", "table t {\n id int64 primary key\n a text\n g text? := (lower(a))\n}\n",
     "table t {\n id int64 primary key\n a text\n g text? := (lower(a)) stored\n}\n",
     "~ column t.g: generated (lower(a)) virtual → (lower(a)) stored\n"},
    {"generated from now on", "table t {\n id int64 primary key\n a text\n g text?\n}\n",
     "table t {\n id int64 primary key\n a text\n g text? := (lower(a))\n}\n",
     "~ column t.g: generated none → (lower(a)) virtual\n"},
    {"no longer generated", "table t {\n id int64 primary key\n a text\n g text? := (lower(a))\n}\n",
     "table t {\n id int64 primary key\n a text\n g text?\n}\n",
     "~ column t.g: generated (lower(a)) virtual → none\n"},
};

}  // namespace

Facets facets_of_tables() {
    return {facets, std::size(facets)};
}

}  // namespace varve::compiler::testing
