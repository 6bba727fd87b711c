#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "generator/model/rowid_alias.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

std::string constraint(const ObjectName& name, std::string rule) {
    return name.value.empty() ? rule : fmt::format("CONSTRAINT {} {}", quote(name.value), rule);
}

std::string with_conflict(std::string rule, const Conflict& conflict) {
    return conflict.empty() ? rule : fmt::format("{} ON CONFLICT {}", rule, conflict);
}

const PrimaryKey* key_on_column(const Table& table, const Column& column) {
    const bool stands_here = table.primary_key && table.primary_key->on_column &&
                             table.primary_key->terms.size() == 1 &&
                             table.primary_key->terms[0].column == column.name;
    return stands_here ? &*table.primary_key : nullptr;
}

std::string render_key_on_column(const PrimaryKey& key) {
    const std::string rule = key.terms[0].descending ? "PRIMARY KEY DESC" : "PRIMARY KEY";
    const std::string sql = constraint({key.name, true}, with_conflict(rule, key.conflict));
    return key.autoincrement ? sql + " AUTOINCREMENT" : sql;
}

/// "" for a column that may hold NULL, and for a rowid alias of which nobody said it.
std::string render_not_null(const Schema& schema, const Table& table, const Column& column) {
    if (column.not_null)
        return constraint({column.not_null->name, true},
                          with_conflict("NOT NULL", column.not_null->conflict));
    return column.nullable || is_rowid_alias(schema, table, column) ? "" : "NOT NULL";
}

/// In the order of their names, then of their text, so that moving a line in the schema file is no
/// difference.
template <typename Rule>
void add_sorted(const std::vector<Rule>& rules, std::string (*render)(const Rule&),
                std::vector<std::string>& out) {
    std::vector<std::pair<std::string_view, std::string>> sorted;
    for (const Rule& rule : rules)
        sorted.emplace_back(rule.name.value, render(rule));
    std::sort(sorted.begin(), sorted.end());
    for (auto& [name, sql] : sorted)
        out.push_back(std::move(sql));
}

std::vector<std::string> table_constraints(const Table& table) {
    std::vector<std::string> rules;
    if (table.primary_key && !table.primary_key->on_column)
        rules.push_back(render_primary_key(*table.primary_key));
    add_sorted(table.uniques, render_unique, rules);
    add_sorted(table.checks, render_check, rules);
    std::vector<ForeignKey> behind;
    std::copy_if(table.foreign_keys.begin(), table.foreign_keys.end(), std::back_inserter(behind),
                 [](const ForeignKey& key) { return !stands_on_column(key); });
    add_sorted(behind, render_foreign_key, rules);
    return rules;
}

}  // namespace

bool is_rowid_alias(const Schema& schema, const Table& table, const Column& column) {
    const Column* alias = compiler::rowid_alias(schema, table);
    return alias != nullptr && alias->name == column.name;
}

const Column* rowid_alias(const Schema& schema, const Table& table) {
    return compiler::rowid_alias(schema, table);
}

bool stands_on_column(const ForeignKey& key) {
    return key.columns.size() == 1;
}

std::string render_reference(const ForeignKey& key) {
    std::string sql = "REFERENCES " + quote(key.table);
    if (!key.implicit && !key.references.empty()) sql += fmt::format(" ({})", quoted_list(key.references));
    if (!key.match.empty()) sql += " MATCH " + key.match;
    if (!key.on_delete.empty()) sql += " ON DELETE " + key.on_delete;
    if (!key.on_update.empty()) sql += " ON UPDATE " + key.on_update;
    if (key.deferral == Deferral::deferred) sql += " DEFERRABLE INITIALLY DEFERRED";
    if (key.deferral == Deferral::immediate) sql += " DEFERRABLE INITIALLY IMMEDIATE";
    return sql;
}

std::string render_primary_key(const PrimaryKey& key) {
    const std::string rule =
        fmt::format("PRIMARY KEY ({}{})", term_list(key.terms), key.autoincrement ? " AUTOINCREMENT" : "");
    return constraint({key.name, true}, with_conflict(rule, key.conflict));
}

std::string render_unique(const Unique& unique) {
    const std::string terms = unique.terms.empty() ? quoted_list(unique.columns) : term_list(unique.terms);
    return constraint(unique.name, with_conflict(fmt::format("UNIQUE ({})", terms), unique.conflict));
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
    if (const PrimaryKey* key = key_on_column(table, column)) sql += ' ' + render_key_on_column(*key);
    if (const std::string rule = render_not_null(schema, table, column); !rule.empty()) sql += ' ' + rule;
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
