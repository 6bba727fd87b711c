#include "generator/history/plan_down.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/history/plan_steps.hpp"
#include "generator/history/script.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

bool has_value(const Enum& values, const std::string& name) {
    return std::any_of(values.values.begin(), values.values.end(),
                       [&](const EnumValue& value) { return value.name == name; });
}

/// A map can be undone where each new value comes from exactly one old one.
bool can_be_undone(const Enum& now, const Enum& old, const std::pair<Hint, std::string>& entry) {
    const auto same_target = std::count_if(now.map.begin(), now.map.end(),
                                           [&](const auto& other) { return other.second == entry.second; });
    return same_target == 1 && !has_value(old, entry.second);
}

std::optional<Hint> was(const std::string& before, const std::string& after) {
    return before == after ? std::nullopt : std::optional(Hint{after, {}});
}

bool is_mapped(const Enum& values, const std::string& name) {
    return std::any_of(values.map.begin(), values.map.end(),
                       [&](const auto& entry) { return entry.first.value == name; });
}

void map_back(const Enum& now, const Enum& old, Schema& back) {
    const auto turned = std::find_if(back.enums.begin(), back.enums.end(),
                                     [&](const Enum& values) { return values.name == old.name; });
    for (const auto& entry : now.map)
        // Of several that became one the first stands for all.
        if (has_value(old, entry.first.value) && !has_value(old, entry.second) &&
            !is_mapped(*turned, entry.second))
            turned->map.emplace_back(Hint{entry.second, {}}, entry.first.value);
}

void turn_columns(Table& table, const TableMatch* match) {
    for (Column& column : table.columns) {
        column.was = column.fill = column.convert = std::nullopt;
        if (match == nullptr) continue;
        for (const ColumnMatch& pair : match->columns)
            if (pair.before->name == column.name) column.was = was(column.name, pair.after->name);
    }
}

bool merges(const Course& up, const ColumnMatch& column) {
    if (column.before->type.kind != TypeKind::enumeration || column.after->type.kind != TypeKind::enumeration)
        return false;
    const Enum* now = up.after.find_enum(column.after->type.name);
    const Enum* old = up.before.find_enum(column.before->type.name);
    return now != nullptr && old != nullptr &&
           std::any_of(now->map.begin(), now->map.end(), [&](const auto& entry) {
               return has_value(*old, entry.first.value) && !can_be_undone(*now, *old, entry);
           });
}

bool rewrites(const Course& up, const TableMatch& table, const ColumnMatch& column) {
    const bool fills = column.after->fill && holds_null(up.before, *table.before, *column.before) &&
                       !holds_null(up.after, *table.after, *column.after);
    return fills || column.after->convert || merges(up, column);
}

std::string column_name(const Table& table, const Column& column) {
    return directive_name(table.name) + '.' + directive_name(column.name);
}

/// Whether the key's parent, or a column of it that the key names, is made anew.
bool comes_back_empty(const Course& down, const ForeignKey& key) {
    const Table* parent = down.after.find_table(key.table);
    const TableMatch* match = parent != nullptr ? down.matching.of_after(*parent) : nullptr;
    if (match == nullptr) return parent != nullptr;
    // A key that becomes the rowid again has the rowids that stand.
    const Column* alias = sqlite::rowid_alias(down.after, *parent);
    return std::any_of(key.references.begin(), key.references.end(), [&](const std::string& name) {
        const Column* column = find_column(*parent, name);
        return column != nullptr && column != alias && match->before_of(*column) == nullptr;
    });
}

/// Whether the key's own columns are made anew with it, so that no row names anything.
bool comes_back_null(const TableMatch& table, const ForeignKey& key) {
    return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
        const Column* column = find_column(*table.after, name);
        return column != nullptr && table.before_of(*column) == nullptr && !column->default_value &&
               !column->generated;
    });
}

}  // namespace

Schema hints_back(const Course& up) {
    Schema back = up.before;
    for (Table& table : back.tables) {
        const TableMatch* match = up.matching.of_before(table.name);
        table.was = match != nullptr ? was(table.name, match->after->name) : std::nullopt;
        turn_columns(table, match);
        for (Index& index : table.indexes)
            index.was.reset();
    }
    for (Enum& values : back.enums)
        values.map.clear();
    for (const Enum& now : up.after.enums)
        for (const Enum* old : predecessors(up.before, now.name, up.matching))
            map_back(now, *old, back);
    return back;
}

std::vector<std::string> lost_by(const Course& up) {
    std::vector<std::string> names = dropped_names(up);
    for (const TableMatch& table : up.matching.tables)
        for (const ColumnMatch& column : table.columns)
            if (rewrites(up, table, column)) {
                names.push_back(column_name(*table.before, *column.before));
                // The way back and up again converts what was written since, under the new name.
                if (column.after->convert) names.push_back(column_name(*table.after, *column.after));
            }
    return names;
}

std::vector<std::string> empty_parents(const Course& down) {
    std::vector<std::string> reasons;
    for (const TableMatch& table : down.matching.tables)
        for (const ForeignKey& key : table.after->foreign_keys)
            if (!key.unchecked && comes_back_empty(down, key) && !comes_back_null(table, key))
                reasons.push_back(
                    fmt::format("rows of `{}` name rows of `{}` by `{}`, and those do not come back",
                                table.after->name, key.table, fmt::join(key.columns, "`, `")));
    return reasons;
}

}  // namespace varve::compiler
