// What a table that is rebuilt, or whose text is edited in place, must find again afterwards: each action of
// a foreign key, to the table itself and from another, beside each thing that a rebuild can lose, with
// foreign keys enforced at the start and not. All of it is read by SQL and pragmas alone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/migrate.hpp"
#include "tests/generator/history/two_schemas.hpp"
#include "tests/runtime/chain_maker.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/row_probe.hpp"

using namespace varve;
using namespace varve::compiler;
using Lines = std::vector<std::string>;

namespace {

/// Something about the table `t` or near it that a rebuild can lose.
struct Feature {
    const char* name;
    const char* key = "id int64 primary key";
    const char* lines = "";    ///< in the table
    const char* objects = "";  ///< behind it
};

constexpr std::array<Feature, 15> features{{
    {"trigger", "id int64 primary key", "",
     "trigger own after update of a on t sql { BEGIN INSERT INTO log (text) VALUES (old.a); END }\n"},
    {"trigger elsewhere", "id int64 primary key", "",
     "trigger far after insert on log sql { BEGIN UPDATE t SET a = 'z' WHERE id = 0; END }\n"},
    {"view", "id int64 primary key", "",
     "view v { a text? } = sql { SELECT a FROM t }\nview w { a text? } = sql { SELECT a FROM v }\n"},
    {"trigger on a view", "id int64 primary key", "",
     "view v { a text? } = sql { SELECT a FROM t }\ntrigger through instead of insert on v sql { BEGIN "
     "INSERT INTO "
     "log (text) VALUES (new.a); END }\n"},
    {"index desc", "id int64 primary key", " index ix (a desc, id)\n"},
    {"partial index", "id int64 primary key", " unique index ix (a) where (a > 'b')\n"},
    {"index of an expression", "id int64 primary key", " index ix ((lower(a)), (length(a)) desc)\n"},
    {"collated index", "id int64 primary key", " index ix (a collate nocase)\n"},
    {"collated column", "id int64 primary key", " b text? collate nocase unique\n"},
    {"stored column", "id int64 primary key", " g text? := (upper(a)) stored\n"},
    {"computed column", "id int64 primary key", " g text? := (upper(a))\n index ix (g)\n"},
    {"strict", "id int64 primary key", " on sqlite strict\n"},
    {"without rowid", "id int64 primary key", " on sqlite without rowid\n"},
    {"autoincrement", "id int64 primary key autoincrement"},
    {"hidden rowid", "id int64 unique"},
}};

constexpr std::array<const char*, 5> actions{"cascade", "set null", "set default", "restrict", "no action"};

/// Something that has nothing to do with any of it.
struct Unrelated {
    const char* name;
    const char* before;
    const char* after;
    const char* way;  ///< a part of the plan; "" where it may choose
};

constexpr std::array<Unrelated, 3> changes{{
    {"a column in the middle", " a text?\n note text?\n", " a text?\n extra text?\n note text?\n",
     "--@ rebuild t\n"},
    {"a column that goes", " a text?\n junk text?\n note text?\n", " a text?\n note text?\n", ""},
    {"a new check", " a text?\n note text?\n", " a text?\n note text? check short (length(note) < 100)\n",
     ""},
}};

struct Cell {
    const char* action;
    bool self;
    const Feature& feature;
    const Unrelated& change;
    bool foreign_keys;

    std::string name() const {
        return fmt::format("{}, {}, {}, {}, foreign keys {}", action, self ? "self" : "other", feature.name,
                           change.name, foreign_keys ? "on" : "off");
    }

    std::string schema(const char* columns) const {
        const std::string reference = fmt::format("int64? -> t.id on delete {0} on update {0}\n", action);
        return fmt::format("table t {{\n {}\n{}{}{}}}\ntable child {{\n id int64 primary key\n{}}}\n",
                           feature.key, columns, self ? " up " + reference : "", feature.lines,
                           self ? "" : " t_id " + reference) +
               "table log {\n id int64 primary key\n text text?\n}\n" + feature.objects;
    }
};

std::string rows_of_cell(const Cell& cell) {
    const std::string columns = cell.self ? "id, a, note, up" : "id, a, note";
    const auto row = [&](int id, const char* a, const char* up) {
        return fmt::format("INSERT INTO t ({}) VALUES ({}, {}, 'n{}'{});", columns, id, a, id,
                           cell.self ? std::string(", ") + up : "");
    };
    std::string rows =
        row(1, "'a'", "NULL") + row(30, "'Bc'", "1") + row(4, "NULL", "30") + row(99, "'z'", "1");
    rows += "DELETE FROM t WHERE id = 99;";
    rows += cell.self ? "INSERT INTO child (id) VALUES (7);"
                      : "INSERT INTO child (id, t_id) VALUES (1, 1), (2, 30), (5, 30), (6, NULL);";
    return rows + "INSERT INTO log (id, text) VALUES (3, 'kept');";
}

void add(Lines& facts, sqlite3* db, const std::string& what, const std::string& sql) {
    for (const std::string& line : testing::probe(db, sql))
        facts.push_back(what + ": " + line);
}

/// All that has to be identical, one fact a line. Of `t` itself neither its text nor the columns that change.
Lines picture(sqlite3* db) {
    Lines facts;
    add(facts, db, "object",
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name <> 't' AND name NOT LIKE 'varve%' "
        "AND name NOT "
        "LIKE 'sqlite~_auto%' ESCAPE '~' ORDER BY 1, 2");
    add(facts, db, "options",
        "SELECT name, type, wr, strict FROM pragma_table_list WHERE name IN ('t', 'child', 'log')");
    for (const char* table : {"t", "child", "log"}) {
        const std::string list = fmt::format("('{}')", table);
        add(facts, db, std::string("reference of ") + table,
            "SELECT \"table\", \"from\", \"to\", on_update, on_delete, \"match\" FROM "
            "pragma_foreign_key_list" +
                list);
        add(facts, db, std::string("column of ") + table,
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo" + list +
                " WHERE name NOT IN ('extra', 'junk') ORDER BY name");
        add(facts, db, std::string("index of ") + table,
            "SELECT i.\"unique\", i.origin, i.partial, x.seqno, x.\"desc\", x.coll, x.\"key\", CASE WHEN "
            "x.cid < 0 THEN x.cid "
            "ELSE x.name END FROM pragma_index_list" +
                list +
                " i, pragma_index_xinfo(i.name) x WHERE i.origin <> 'pk' ORDER BY 1, 2, 3, 4, 5, 6, 7, 8");
    }
    for (auto& [name, table] : testing::probe_rows(db)) {
        Lines columns = table.columns;
        std::erase(columns, "extra");
        std::erase(columns, "junk");
        std::sort(columns.begin(), columns.end());
        for (const std::string& row : table.projected(columns))
            facts.push_back("row of " + name + ": " + row);
        facts.push_back("mark of " + name + ": " + table.mark);
    }
    add(facts, db, "settings",
        "SELECT (SELECT foreign_keys FROM pragma_foreign_keys), (SELECT * FROM pragma_legacy_alter_table)");
    std::sort(facts.begin(), facts.end());
    return facts;
}

std::string create_all(const Schema& schema) {
    std::string script;
    for (const sqlite::Statement& statement : sqlite::render(schema))
        script += statement.sql + ";\n";
    return script;
}

void try_cell(const Cell& cell) {
    const auto schemas =
        testing::compare_texts(cell.schema(cell.change.before), cell.schema(cell.change.after));
    INFO(cell.name() << "\n" << schemas.diagnostics << schemas.plan.up);
    REQUIRE(schemas.plan.up != "");
    REQUIRE(testing::contains(schemas.plan.up, cell.change.way));
    ChainMaker maker;
    maker.add({"first", create_all(schemas.before), create_all(schemas.before), ""});
    maker.add({"step", schemas.plan.up, create_all(schemas.after), schemas.plan.down, schemas.plan.grade});
    Connection db = Connection::open({.path = ":memory:"});
    upgrade(db, maker.chain(1));
    db.execute(rows_of_cell(cell));
    db.execute(cell.foreign_keys ? "PRAGMA foreign_keys = ON" : "PRAGMA foreign_keys = OFF");
    const Lines before = picture(db.native_handle());
    upgrade(db, maker.chain());
    REQUIRE(picture(db.native_handle()) == before);
    REQUIRE(testing::probe(db.native_handle(), "PRAGMA foreign_key_check").empty());
    REQUIRE(testing::probe(db.native_handle(), "PRAGMA integrity_check") == Lines{"ok"});
    MigrateOptions options;
    options.allow_loss = true;
    downgrade(db, maker.chain(), maker[0].digest, options);
    REQUIRE(picture(db.native_handle()) == before);
}

}  // namespace

TEST_CASE("identical before and after in every cell of the rebuild matrix", "[plan][matrix]") {
    std::size_t cells = 0;
    for (const char* action : actions)
        for (const bool self : {true, false})
            for (const Feature& feature : features)
                for (const Unrelated& change : changes)
                    for (const bool foreign_keys : {true, false}) {
                        try_cell({action, self, feature, change, foreign_keys});
                        ++cells;
                    }
    REQUIRE(cells == 5 * 2 * 15 * 3 * 2);
}
