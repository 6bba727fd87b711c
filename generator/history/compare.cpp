#include "generator/history/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler {

namespace {

using Kind = Change::Kind;

bool uses_enum(const Table& table, const std::string& name) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& column) {
        return column.type.kind == TypeKind::enumeration && column.type.name == name && !column.type.sqltype;
    });
}

/// Values of an enum that an existing table uses: they explain why the table's CHECK changes.
void compare_enums(const Schema& before, const Schema& after, const Matching& matching, Changes& changes) {
    const auto lacks = [](const Enum& values, const EnumValue& wanted) {
        return std::none_of(values.values.begin(), values.values.end(),
                            [&](const EnumValue& value) { return value.name == wanted.name; });
    };
    for (const Enum& now : after.enums) {
        const Enum* old = before.find_enum(now.name);
        const bool used =
            std::any_of(matching.tables.begin(), matching.tables.end(), [&](const TableMatch& table) {
                return uses_enum(*table.before, now.name) && uses_enum(*table.after, now.name);
            });
        if (old == nullptr || !used) continue;
        for (const EnumValue& value : old->values)
            if (lacks(now, value))
                changes.push_back({Kind::drop_enum_value, now.name, value.name, "", "", now.span});
        for (const EnumValue& value : now.values)
            if (lacks(*old, value))
                changes.push_back({Kind::add_enum_value, now.name, value.name, "", "", value.span});
    }
}

const std::string& table_of(const View& view) {
    return view.name;
}
const std::string& table_of(const VirtualTable& table) {
    return table.name;
}
const std::string& table_of(const Trigger& trigger) {
    return trigger.table;
}

/// Virtual tables, views and triggers have no halves: one that reads otherwise is dropped and created.
template <typename Object, typename Render>
void compare_objects(const std::vector<Object>& before, const std::vector<Object>& after, Render render,
                     Kind drop, Kind create, Changes& changes) {
    const auto lacks = [&](const std::vector<Object>& objects, const Object& wanted) {
        return std::none_of(objects.begin(), objects.end(), [&](const Object& object) {
            return object.name == wanted.name && same_sql(render(object), render(wanted));
        });
    };
    for (const Object& object : before)
        if (lacks(after, object)) changes.push_back({drop, table_of(object), object.name, "", "", Span{}});
    for (const Object& object : after)
        if (lacks(before, object))
            changes.push_back({create, table_of(object), object.name, "", "", object.span});
}

}  // namespace

Changes compare(const Schema& before, const Schema& after, const Matching& matching) {
    Changes changes;
    const Renames renames = renames_of(matching);
    for (const Table* table : matching.dropped)
        changes.push_back({Kind::drop_table, table->name, table->name, "", "", Span{}});
    for (const Table* table : matching.created)
        changes.push_back({Kind::create_table, table->name, table->name, "", "", table->span});
    compare_enums(before, after, matching, changes);
    for (const TableMatch& table : matching.tables)
        compare_table(before, renamed(*table.before, renames), after, table, changes);
    compare_objects(before.virtual_tables, after.virtual_tables, sqlite::render_virtual_table,
                    Kind::drop_virtual_table, Kind::create_virtual_table, changes);
    compare_objects(before.views, after.views, sqlite::render_view, Kind::drop_view, Kind::create_view,
                    changes);
    compare_objects(before.triggers, after.triggers, sqlite::render_trigger, Kind::drop_trigger,
                    Kind::create_trigger, changes);
    return changes;
}

}  // namespace varve::compiler
