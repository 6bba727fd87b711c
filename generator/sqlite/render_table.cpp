#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

bool is_integer_word(std::string_view type) {
    const std::string_view word = "INTEGER";
    return std::equal(type.begin(), type.end(), word.begin(), word.end(),
                      [](unsigned char a, unsigned char b) { return std::toupper(a) == b; });
}

std::string constraint(const ObjectName& name, std::string rule) {
    return name.value.empty() ? rule : fmt::format("CONSTRAINT {} {}", quote(name.value), rule);
}

bool is_key_on_column(const Table& table, const Column& column) {
    return table.primary_key && table.primary_key->on_column && table.primary_key->terms.size() == 1 &&
           table.primary_key->terms[0].column == column.name;
}

/// In the order of their names, so that moving a line in the schema file is no difference.
template <typename Rule>
std::vector<const Rule*> by_name(const std::vector<Rule>& rules) {
    std::vector<const Rule*> sorted;
    for (const Rule& rule : rules)
        sorted.push_back(&rule);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const Rule* a, const Rule* b) { return a->name.value < b->name.value; });
    return sorted;
}

std::vector<std::string> table_constraints(const Table& table) {
    std::vector<std::string> rules;
    if (table.primary_key && !table.primary_key->on_column)
        rules.push_back(render_primary_key(*table.primary_key));
    for (const Unique* unique : by_name(table.uniques))
        rules.push_back(render_unique(*unique));
    for (const Check* check : by_name(table.checks))
        rules.push_back(render_check(*check));
    for (const ForeignKey* key : by_name(table.foreign_keys))
        if (!stands_on_column(*key)) rules.push_back(render_foreign_key(*key));
    return rules;
}

}  // namespace

bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column) {
    return !table.without_rowid && is_key_on_column(table, column) &&
           !table.primary_key->terms[0].descending && is_integer_word(declared_type(schema, column.type));
}

const Column* rowid_alias(const Schema& schema, const Table& table) {
    for (const Column& column : table.columns)
        if (is_rowid_alias(schema, table, column)) return &column;
    return nullptr;
}

bool stands_on_column(const ForeignKey& key) {
    return key.columns.size() == 1;
}

std::string render_reference(const ForeignKey& key) {
    std::string sql = fmt::format("REFERENCES {} ({})", quote(key.table), quoted_list(key.references));
    if (!key.on_delete.empty()) sql += " ON DELETE " + key.on_delete;
    if (!key.on_update.empty()) sql += " ON UPDATE " + key.on_update;
    if (key.deferral == Deferral::deferred) sql += " DEFERRABLE INITIALLY DEFERRED";
    return sql;
}

std::string render_primary_key(const PrimaryKey& key) {
    return fmt::format("PRIMARY KEY ({})", term_list(key.terms));
}

std::string render_unique(const Unique& unique) {
    return constraint(unique.name, fmt::format("UNIQUE ({})", quoted_list(unique.columns)));
}

std::string render_check(const Check& check) {
    return constraint(check.name, "CHECK " + check.sql);
}

std::string render_foreign_key(const ForeignKey& key) {
    return constraint(key.name,
                      fmt::format("FOREIGN KEY ({}) {}", quoted_list(key.columns), render_reference(key)));
}

std::string render_options(const Table& table) {
    if (table.strict && table.without_rowid) return "WITHOUT ROWID, STRICT";
    if (table.strict) return "STRICT";
    return table.without_rowid ? "WITHOUT ROWID" : "";
}

std::string render_column(const Schema& schema, const Table& table, const Column& column) {
    std::string sql = quote(column.name);
    if (const std::string type = declared_type(schema, column.type); !type.empty()) sql += ' ' + type;
    if (is_key_on_column(table, column)) {
        sql += " PRIMARY KEY";
        if (table.primary_key->terms[0].descending) sql += " DESC";
        if (table.primary_key->autoincrement) sql += " AUTOINCREMENT";
    }
    if (!column.nullable && !is_rowid_alias(schema, table, column)) sql += " NOT NULL";
    if (column.default_value) sql += " DEFAULT " + column.default_value->sql;
    if (!column.collate.empty()) sql += " COLLATE " + quote(column.collate);
    for (const Check& check : column.checks)
        sql += ' ' + render_check(check);
    for (const ForeignKey& key : table.foreign_keys)
        if (stands_on_column(key) && key.columns[0] == column.name)
            sql += ' ' + constraint(key.name, render_reference(key));
    if (column.generated)
        sql += fmt::format(" GENERATED ALWAYS AS {} {}", column.generated->sql,
                           column.generated->stored ? "STORED" : "VIRTUAL");
    return sql;
}

std::string render_table(const Schema& schema, const Table& table, std::string_view as_name) {
    std::string sql = fmt::format("CREATE TABLE {} (", quote(as_name));
    std::string_view separator = "\n    ";
    const auto add = [&](const std::string& part) {
        sql += separator;
        sql += part;
        separator = ",\n    ";
    };
    for (const Column& column : table.columns)
        add(render_column(schema, table, column));
    for (const std::string& rule : table_constraints(table))
        add(rule);
    sql += "\n)";
    if (const std::string options = render_options(table); !options.empty()) sql += ' ' + options;
    return sql;
}

}  // namespace varve::compiler::sqlite
