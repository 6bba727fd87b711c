#include "generator/history/narrow.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "generator/model/type.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

Table* table_named(Schema& schema, const std::string& folded) {
    for (Table& table : schema.tables)
        if (detail::fold(table.name) == folded) return &table;
    return nullptr;
}

const Table* table_named(const Schema& schema, const std::string& folded) {
    for (const Table& table : schema.tables)
        if (detail::fold(table.name) == folded) return &table;
    return nullptr;
}

template <class AnyTable>
auto column_named(AnyTable& table, const std::string& folded) -> decltype(table.columns.data()) {
    for (auto& column : table.columns)
        if (detail::fold(column.name) == folded) return &column;
    return nullptr;
}

bool has_value(const Enum& values, const std::string& name) {
    return std::any_of(values.values.begin(), values.values.end(),
                       [&](const EnumValue& value) { return value.name == name; });
}

void add_checks(std::vector<Check>& checks, const std::vector<Check>& others) {
    for (const Check& other : others)
        if (std::none_of(checks.begin(), checks.end(),
                         [&](const Check& check) { return check.sql == other.sql; }))
            checks.push_back(other);
}

void narrow_enum(Schema& schema, const std::string& name, const Enum& other) {
    for (Enum& values : schema.enums) {
        if (values.name != name) continue;
        std::vector<EnumValue> common;
        for (const EnumValue& value : values.values)
            if (has_value(other, value.name)) common.push_back(value);
        if (!common.empty()) values.values = std::move(common);
    }
}

void narrow_column(Schema& schema, Column& column, const Schema& other_schema, const Column& other) {
    column.nullable = column.nullable && other.nullable;
    if (other.type.length && column.type.length)
        column.type.length = std::min(*column.type.length, *other.type.length);
    else if (other.type.length && column.type.kind == other.type.kind)
        column.type.length = other.type.length;
    if (column.name == other.name) add_checks(column.checks, other.checks);
    const Enum* values = other_schema.find_enum(other.type.name);
    if (values != nullptr && column.type.kind == TypeKind::enumeration)
        narrow_enum(schema, column.type.name, *values);
}

void narrow_pair(Schema& schema, const std::string& table_name, const std::string& column_name,
                 const Schema& other, const std::string& other_table, const std::string& other_column) {
    Table* table = table_named(schema, table_name);
    const Table* partner = table_named(other, other_table);
    if (table == nullptr || partner == nullptr) return;
    Column* column = column_named(*table, column_name);
    const Column* mate = column_named(*partner, other_column);
    if (column != nullptr && mate != nullptr) narrow_column(schema, *column, other, *mate);
}

void narrow_table(Schema& schema, const std::string& table_name, const Schema& other,
                  const std::string& other_table) {
    Table* table = table_named(schema, table_name);
    const Table* partner = table_named(other, other_table);
    if (table != nullptr && partner != nullptr) add_checks(table->checks, partner->checks);
}

/// Where a name of the one schema stands in the other. What is not there keeps a name that is not there
/// either: a reference to it can only be NULL.
class NameMap {
public:
    NameMap(const Carry& carry, bool to_before) {
        for (const auto& [name, carried] : carry) {
            const std::string& from = to_before ? name : carried.from;
            tables_[from] = to_before ? carried.from : name;
            for (const auto& [column, origin] : carried.columns)
                columns_[{from, to_before ? column : origin}] = to_before ? origin : column;
        }
    }

    std::string table(const std::string& name) const {
        const auto found = tables_.find(detail::fold(name));
        return found == tables_.end() ? std::string() : found->second;
    }

    std::string column(const std::string& table, const std::string& name) const {
        const auto found = columns_.find({detail::fold(table), detail::fold(name)});
        return found == columns_.end() ? std::string() : found->second;
    }

private:
    std::map<std::string, std::string> tables_;
    std::map<std::pair<std::string, std::string>, std::string> columns_;
};

/// A column's own spelling of its folded name; "" where there is none.
std::string spelled(const Table* table, const std::string& folded) {
    const Column* column = table == nullptr ? nullptr : column_named(*table, folded);
    return column == nullptr ? std::string() : column->name;
}

bool has_reference(const Table& table, const ForeignKey& key) {
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& other) {
        return other.columns == key.columns && other.table == key.table && other.references == key.references;
    });
}

void add_references(Schema& schema, const Schema& other, const NameMap& names) {
    for (const Table& partner : other.tables) {
        Table* table = table_named(schema, names.table(partner.name));
        if (table == nullptr) continue;
        for (const ForeignKey& key : partner.foreign_keys) {
            if (key.unchecked) continue;
            const Table* parent = table_named(std::as_const(schema), names.table(key.table));
            ForeignKey added = key;
            for (std::string& column : added.columns)
                column = spelled(table, names.column(partner.name, column));
            for (std::string& column : added.references)
                column = spelled(parent, names.column(key.table, column));
            added.table = parent == nullptr ? std::string() : parent->name;
            if (!has_reference(*table, added)) table->foreign_keys.push_back(std::move(added));
        }
    }
}

std::vector<SqlText> own_checks(const Schema& schema, const Column& column) {
    const std::optional<SqlText> implied = implied_check(schema, column);
    std::vector<SqlText> checks;
    for (const Check& check : column.checks)
        if (check.sql != implied) checks.push_back(check.sql);
    return checks;
}

bool keeps_values(const Schema& before, const Column& old, const Schema& after, const Column& column) {
    if (column.generated || old.generated || column.type.sqltype != old.type.sqltype) return false;
    if (storage_kind(before, old.type) != storage_kind(after, column.type)) return false;
    if (old.nullable && !column.nullable) return false;
    if (column.type.length && (!old.type.length || *old.type.length > *column.type.length)) return false;
    if (own_checks(before, old) != own_checks(after, column)) return false;
    const Enum* old_values = before.find_enum(old.type.name);
    const Enum* values = after.find_enum(column.type.name);
    if (old_values == nullptr || values == nullptr) return old_values == values;
    return std::all_of(old_values->values.begin(), old_values->values.end(),
                       [&](const EnumValue& value) { return has_value(*values, value.name); });
}

}  // namespace

Schema narrowed_before(const Schema& before, const Schema& after, const Carry& carry) {
    Schema narrow = before;
    for (const auto& [name, carried] : carry) {
        narrow_table(narrow, carried.from, after, name);
        for (const auto& [column, origin] : carried.columns)
            narrow_pair(narrow, carried.from, origin, after, name, column);
    }
    add_references(narrow, after, NameMap(carry, true));
    return narrow;
}

Schema narrowed_after(const Schema& before, const Schema& after, const Carry& carry) {
    Schema narrow = after;
    for (const auto& [name, carried] : carry) {
        narrow_table(narrow, name, before, carried.from);
        for (const auto& [column, origin] : carried.columns)
            narrow_pair(narrow, name, column, before, carried.from, origin);
    }
    add_references(narrow, before, NameMap(carry, false));
    return narrow;
}

Carry carried_as_they_are(Carry carry, const Schema& before, const Schema& after) {
    for (auto& [name, carried] : carry) {
        const Table* table = table_named(after, name);
        const Table* old_table = table_named(before, carried.from);
        if (table == nullptr || old_table == nullptr) continue;
        for (auto it = carried.columns.begin(); it != carried.columns.end();) {
            const Column* column = column_named(*table, it->first);
            const Column* old = column_named(*old_table, it->second);
            const bool both = column != nullptr && old != nullptr;
            it = both && !keeps_values(before, *old, after, *column) ? carried.columns.erase(it)
                                                                     : std::next(it);
        }
    }
    return carry;
}

}  // namespace varve::compiler
