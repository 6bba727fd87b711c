#include "generator/sqlite/lift.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "generator/sqlite/lift_parts.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/structure_names.hpp"

namespace varve::compiler::sqlite {

namespace {

using Objects = std::vector<detail::StructureObject>;

bool is_virtual(const std::string& sql) {
    const TokenReader reader(sql);
    return reader.is("VIRTUAL", 1);
}

class SchemaLift {
public:
    Lifted run(const Objects& objects) {
        for (const detail::StructureObject& object : objects)
            if (object.type == "table") table(object);
        for (const detail::StructureObject& object : objects)
            if (object.type != "table") other(object);
        settle_references(lifted_.schema);
        lifted_.schema.unnamed_constraints = has_unnamed() || has_one_name_twice();
        return std::move(lifted_);
    }

private:
    bool leave_out(const detail::StructureObject& object, const std::string& reason) {
        if (reason.empty()) return false;
        lifted_.left_out.push_back(fmt::format("{} `{}`: {}", object.type, object.name, reason));
        lifted_.schema.unmanaged.push_back({object.type, object.name, {}});
        return true;
    }

    void table(const detail::StructureObject& object) {
        if (leave_out(object, unsayable(object))) return;
        if (is_virtual(object.sql)) {
            lifted_.schema.virtual_tables.push_back(lift_virtual_table(object.sql));
            return;
        }
        Table table = lift_table(object.sql);
        if (leave_out(object, unsayable(table))) return;
        tables_.emplace(object.name, lifted_.schema.tables.size());
        lifted_.schema.tables.push_back(std::move(table));
    }

    void other(const detail::StructureObject& object) {
        if (leave_out(object, unsayable(object))) return;
        if (object.type == "view") lifted_.schema.views.push_back(lift_view(object.sql));
        if (object.type == "trigger") lifted_.schema.triggers.push_back(lift_trigger(object.sql));
        if (object.type != "index") return;
        const auto table = tables_.find(object.table);
        if (table == tables_.end())
            leave_out(object, fmt::format("table `{}` is left out", object.table));
        else
            lifted_.schema.tables[table->second].indexes.push_back(lift_index(object.sql));
    }

    /// A name that two constraints of a table share is no name to know one by.
    bool has_one_name_twice() const {
        const auto& tables = lifted_.schema.tables;
        return std::any_of(tables.begin(), tables.end(), [](const Table& table) {
            std::set<std::string> names;
            bool twice = false;
            const auto add = [&](const auto& rules) {
                for (const auto& rule : rules)
                    twice = !names.insert(detail::fold(rule.name.value)).second || twice;
            };
            for (const Column& column : table.columns)
                add(column.checks);
            add(table.checks);
            add(table.uniques);
            add(table.foreign_keys);
            return twice;
        });
    }

    bool has_unnamed() const {
        const auto unnamed = [](const auto& rules) {
            return std::any_of(rules.begin(), rules.end(),
                               [](const auto& rule) { return rule.name.value.empty(); });
        };
        return std::any_of(
            lifted_.schema.tables.begin(), lifted_.schema.tables.end(), [&](const Table& table) {
                return unnamed(table.uniques) || unnamed(table.checks) || unnamed(table.foreign_keys) ||
                       std::any_of(table.columns.begin(), table.columns.end(),
                                   [&](const Column& column) { return unnamed(column.checks); });
            });
    }

    Lifted lifted_;
    std::map<std::string, std::size_t> tables_;
};

}  // namespace

Lifted lift(const detail::Structure& structure) {
    return SchemaLift().run(structure.objects);
}

Lifted lift(sqlite3* db) {
    std::set<std::pair<std::string, std::string>> ours;
    for (const detail::StructureObject& object : detail::read_structure(db).objects)
        ours.emplace(object.type, object.name);
    Objects objects;
    detail::Statement rows(db,
                           "SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL "
                           "ORDER BY rowid",
                           "cannot read the schema of the database");
    while (rows.step()) {
        detail::StructureObject object{rows.text(0), rows.text(1), rows.text(2), rows.text(3)};
        if (ours.contains({object.type, object.name})) objects.push_back(std::move(object));
    }
    detail::settle_names(objects);
    return SchemaLift().run(objects);
}

}  // namespace varve::compiler::sqlite
