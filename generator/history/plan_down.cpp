#include "generator/history/plan_down.hpp"

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/history/plan_steps.hpp"
#include "generator/history/script.hpp"

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
    for (Enum& values : back.enums) {
        values.map.clear();
        const Enum* now = up.after.find_enum(values.name);
        if (now == nullptr) continue;
        for (const auto& entry : now->map)
            if (has_value(values, entry.first.value) && can_be_undone(*now, values, entry))
                values.map.emplace_back(Hint{entry.second, {}}, entry.first.value);
    }
    return back;
}

std::vector<std::string> lost_by(const Course& up) {
    std::vector<std::string> names = dropped_names(up);
    for (const TableMatch& table : up.matching.tables)
        for (const ColumnMatch& column : table.columns)
            if (rewrites(up, table, column))
                names.push_back(directive_name(table.before->name) + '.' +
                                directive_name(column.before->name));
    return names;
}

}  // namespace varve::compiler
