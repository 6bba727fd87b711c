#include <algorithm>
#include <utility>

#include "runtime/src/sql_table_parts.hpp"

namespace varve::detail {
namespace {

void add(std::string& out, const std::string& part) {
    if (!part.empty()) out.append(" ").append(part);
}

const ColumnParts* column_named(const TableParts& table, const std::string& name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const ColumnParts& column) { return column.name == name; });
    return found == table.columns.end() ? nullptr : &*found;
}

/// Chains are frozen whose keys say no more than their column, which is NOT NULL, and stand behind all.
bool stays_behind(const KeyParts& key, const ColumnParts& column) {
    return key.name.empty() && key.conflict.empty() && !key.autoincrement && column.not_null == "NOT NULL";
}

/// A key of one column says the same on it and behind all, but for DESC and COLLATE.
void move_key_to_column(TableParts& table) {
    if (!table.primary_key || !table.primary_key->on_column.empty() || !table.primary_key->plain) return;
    const ColumnParts* column = column_named(table, table.primary_key->terms[0]);
    if (column != nullptr && !stays_behind(*table.primary_key, *column))
        table.primary_key->on_column = column->name;
}

std::string key_on_column(const KeyParts& key) {
    std::string sql = key.descending ? "PRIMARY KEY DESC" : "PRIMARY KEY";
    add(sql, key.conflict);
    if (key.autoincrement) sql += " AUTOINCREMENT";
    return named(key.name, sql);
}

std::string key_behind_columns(const KeyParts& key) {
    std::string sql = "PRIMARY KEY (";
    for (std::size_t i = 0; i != key.terms.size(); ++i)
        sql += (i == 0 ? " " : " , ") + key.terms[i];
    sql += key.autoincrement ? " AUTOINCREMENT )" : " )";
    add(sql, key.conflict);
    return named(key.name, sql);
}

std::string foreign_key_rule(const ForeignKeyParts& key) {
    std::string sql = key.reference;
    add(sql, key.deferral);
    return sql;
}

bool stands_on(const ForeignKeyParts& key, const ColumnParts& column) {
    return key.columns.size() == 1 && key.columns[0] == column.name;
}

std::string print_column(const TableParts& table, const ColumnParts& column) {
    std::string sql = column.name;
    add(sql, column.type);
    if (table.primary_key && table.primary_key->on_column == column.name)
        add(sql, key_on_column(*table.primary_key));
    add(sql, column.not_null);
    add(sql, column.default_value);
    add(sql, column.collate);
    for (const std::string& check : column.checks)
        add(sql, check);
    for (const ForeignKeyParts& key : table.foreign_keys)
        if (stands_on(key, column)) add(sql, named(key.name, foreign_key_rule(key)));
    add(sql, column.generated);
    return sql;
}

/// The foreign keys that no column carries.
std::vector<RuleParts> foreign_rules(const TableParts& table) {
    std::vector<RuleParts> rules;
    for (const ForeignKeyParts& key : table.foreign_keys) {
        if (key.columns.size() == 1 && column_named(table, key.columns[0]) != nullptr) continue;
        std::string sql = "FOREIGN KEY (";
        for (std::size_t i = 0; i != key.columns.size(); ++i)
            sql += (i == 0 ? " " : " , ") + key.columns[i];
        rules.push_back({key.name, sql + " ) " + foreign_key_rule(key)});
    }
    return rules;
}

/// By name, then by text.
void add_sorted(std::vector<RuleParts> rules, std::vector<std::string>& items) {
    std::vector<std::pair<std::string, std::string>> sorted;
    for (RuleParts& rule : rules)
        sorted.emplace_back(unquote(rule.name), named(rule.name, std::move(rule.text)));
    std::sort(sorted.begin(), sorted.end());
    for (auto& [name, text] : sorted)
        items.push_back(std::move(text));
}

}  // namespace

std::string named(const std::string& name, std::string rule) {
    return name.empty() ? rule : "CONSTRAINT " + name + ' ' + rule;
}

std::string print_table(TableParts table) {
    move_key_to_column(table);
    std::vector<std::string> items;
    for (const ColumnParts& column : table.columns)
        items.push_back(print_column(table, column));
    if (table.primary_key && table.primary_key->on_column.empty())
        items.push_back(key_behind_columns(*table.primary_key));
    add_sorted(table.uniques, items);
    add_sorted(table.checks, items);
    add_sorted(foreign_rules(table), items);
    std::string sql = table.head;
    for (std::size_t i = 0; i != items.size(); ++i)
        sql.append(i == 0 ? " ( " : " , ").append(items[i]);
    sql += " )";
    if (table.without_rowid) sql += " WITHOUT ROWID";
    if (table.strict) sql += table.without_rowid ? " , STRICT" : " STRICT";
    return sql;
}

}  // namespace varve::detail
