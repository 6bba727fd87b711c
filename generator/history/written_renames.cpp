#include "generator/history/written_renames.hpp"

#include <utility>

#include "generator/history/carry.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

const Table* table_named(const Schema& schema, std::string_view name) {
    for (const Table& table : schema.tables)
        if (same_name(table.name, name)) return &table;
    return nullptr;
}

void add_hints(Table& table, const Table& old, const CarriedTable& carried) {
    if (!same_name(old.name, table.name)) table.was = Hint{old.name, {}};
    for (Column& column : table.columns) {
        const auto origin = carried.columns.find(detail::fold(column.name));
        if (origin == carried.columns.end() || same_name(origin->second, column.name)) continue;
        for (const Column& each : old.columns)
            if (same_name(each.name, origin->second)) column.was = Hint{each.name, {}};
    }
}

bool is_taken(const Schema& schema, const Renames& renames) {
    for (const auto& [before, after] : renames.tables)
        if (table_named(schema, after) != nullptr) return true;
    for (const auto& [name, columns] : renames.columns) {
        const Table* table = table_named(schema, name);
        for (const auto& [before, after] : columns)
            for (std::size_t i = 0; table != nullptr && i != table->columns.size(); ++i)
                if (same_name(table->columns[i].name, after)) return true;
    }
    return false;
}

}  // namespace

Schema with_written_renames(Schema after, const Schema& before, std::string_view up) {
    const Carry carry = carry_of(up, before);
    for (Table& table : after.tables) {
        const auto carried = carry.find(detail::fold(table.name));
        if (carried == carry.end()) continue;
        if (const Table* old = table_named(before, carried->second.from))
            add_hints(table, *old, carried->second);
    }
    return after;
}

Schema under_new_names(const Schema& schema, const Renames& renames) {
    if (is_taken(schema, renames)) return schema;
    Schema under = schema;
    for (Table& table : under.tables)
        table = renamed(table, renames);
    return under;
}

}  // namespace varve::compiler
