#include "generator/history/head_state.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>
#include <utility>

#include "generator/history/cells.hpp"
#include "generator/history/head_rows.hpp"
#include "generator/history/head_virtual.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {
namespace {

using detail::Structure;
using detail::StructureObject;

/// 0 before 1 before 2.
int turn_of(const std::string& type) {
    if (type == "table") return 0;
    return type == "trigger" ? 2 : 1;
}

/// The objects that are ours, as SQLite keeps them, in the order in which they are made.
std::vector<StructureObject> objects_of(sqlite3* db) {
    const Structure known = detail::read_structure(db);
    std::set<std::pair<std::string, std::string>> ours;
    for (const StructureObject& object : known.objects)
        ours.emplace(object.type, object.name);
    std::vector<StructureObject> objects;
    for (const Row& row : rows_of(db,
                                  "SELECT type, name, tbl_name, sql FROM main.sqlite_schema "
                                  "WHERE sql IS NOT NULL ORDER BY rowid")) {
        const auto text = [&](std::size_t at) { return std::get<std::string>(row[at]); };
        const std::string name = text(1);
        if (name.rfind("sqlite_stat", 0) == 0) throw NotBaked("the chain analyses the database");
        if (ours.count({text(0), name}) != 0) objects.push_back({text(0), name, text(2), text(3)});
    }
    std::stable_sort(objects.begin(), objects.end(),
                     [](const auto& a, const auto& b) { return turn_of(a.type) < turn_of(b.type); });
    return objects;
}

/// The highest ids that tables with AUTOINCREMENT ever gave out.
HeadState::Content marks_of(sqlite3* db, const std::vector<StructureObject>& objects) {
    HeadState::Content marks{"sqlite_sequence", "", ""};
    if (count_of(db, "SELECT count(*) FROM main.sqlite_schema WHERE name = 'sqlite_sequence'") == 0)
        return marks;
    std::string names;
    std::string values;
    for (const StructureObject& object : objects) {
        Prepared query(db, "SELECT seq FROM main.sqlite_sequence WHERE name = ?1");
        query.bind(1, object.name);
        const std::string name = exact_literal(object.name);
        while (object.type == "table" && query.step() == SQLITE_ROW) {
            names += (names.empty() ? "" : ", ") + name;
            values +=
                fmt::format("{}({}, {})", values.empty() ? "" : ", ", name, exact_literal(query.row()[0]));
        }
    }
    if (!names.empty())
        marks.sql = fmt::format(
            "DELETE FROM main.sqlite_sequence WHERE name IN ({});\n"
            "INSERT INTO main.sqlite_sequence(name, seq) VALUES {};\n",
            names, values);
    return marks;
}

HeadState::Content content_of(sqlite3* db, const detail::TableFacts& table) {
    try {
        if (!table.is_virtual) return {table.name, insert_rows(db, table), ""};
        VirtualContent content = content_of_virtual(db, table);
        return {table.name, std::move(content.sql), std::move(content.facts)};
    } catch (const NotBaked& reason) {
        throw NotBaked(fmt::format("the rows of `{}`: {}", table.name, reason.what()));
    }
}

}  // namespace

std::string HeadState::rows() const {
    std::string sql = "-- rows that the chain inserts\n";
    for (const Content& content : contents)
        sql += content.sql;
    return sql;
}

HeadState read_head_state(sqlite3* db) {
    const std::vector<StructureObject> objects = objects_of(db);
    HeadState state;
    state.structure = detail::to_text({objects});
    for (const bool is_virtual : {false, true}) {
        for (const StructureObject& object : objects) {
            if (object.type != "table") continue;
            const detail::TableFacts table = detail::read_table_facts(db, object.name);
            if (table.is_virtual == is_virtual) state.contents.push_back(content_of(db, table));
        }
        if (!is_virtual) state.contents.push_back(marks_of(db, objects));
    }
    if (state.rows().size() > most_baked_bytes)
        throw NotBaked("the rows that it inserts are too many to be carried");
    return state;
}

std::string first_difference(const HeadState& a, const HeadState& b) {
    if (a.structure != b.structure || a.contents.size() != b.contents.size()) return "structure";
    for (std::size_t i = 0; i != a.contents.size(); ++i)
        if (a.contents[i] != b.contents[i]) return a.contents[i].table;
    return {};
}

}  // namespace varve::compiler
