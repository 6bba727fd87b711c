#include <fmt/format.h>

#include <algorithm>

#include "generator/base/schema_words.hpp"
#include "generator/check/default_types.hpp"
#include "generator/check/print.hpp"
#include "generator/check/print_clauses.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

std::string print_modifiers(const Schema& schema, const Table& table, const Column& column) {
    std::vector<std::string> words;
    const PrimaryKey* key = table.primary_key && table.primary_key->on_column ? &*table.primary_key : nullptr;
    if (column.type.sqltype) words.push_back("sqltype " + in_double_quotes(*column.type.sqltype));
    if (key != nullptr && key->terms.front().column == column.name) words.push_back(print_column_key(*key));
    if (column.not_null && !goes_without_saying(table, column))
        words.push_back(print_not_null(*column.not_null));
    if (!column.collate.empty()) words.push_back("collate " + name_in_schema(column.collate));
    if (column.default_value) words.push_back(print_default(schema, column));
    if (column.generated)
        words.push_back(
            fmt::format(":= {} {}", column.generated->sql, column.generated->stored ? "stored" : "virtual"));
    for (const Check& check : column.checks)
        words.push_back(print_check(check));
    return fmt::format("{}", fmt::join(words, " "));
}

std::string print_columns(const Schema& schema, const Table& table) {
    struct Row {
        std::string name;
        std::string type;
        std::string modifiers;
    };
    std::vector<Row> rows;
    std::size_t name_width = 0;
    std::size_t type_width = 0;
    for (const Column& column : table.columns) {
        rows.push_back({name_in_schema(column.name),
                        print_type(schema, column.type) + (column.nullable ? "?" : ""),
                        print_modifiers(schema, table, column)});
        name_width = std::max(name_width, rows.back().name.size());
        type_width = std::max(type_width, rows.back().type.size());
    }
    std::string out;
    for (const Row& row : rows) {
        std::string line =
            fmt::format("  {:<{}} {:<{}} {}", row.name, name_width, row.type, type_width, row.modifiers);
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

/// In a snapshot the parent's columns always stand in parentheses.
std::string print_lowered_key(const ForeignKey& key) {
    return fmt::format("foreign{} {} -> {} {}{}",
                       key.name.value.empty() ? "" : " " + name_in_schema(key.name.value),
                       print_names(key.columns), name_in_schema(key.table),
                       key.implicit ? "()" : print_names(key.references), print_reference_rules(key));
}

}  // namespace

std::string print_table(const Schema& schema, const Table& table) {
    std::string out = fmt::format("table {} {{\n", name_in_schema(table.name));
    const auto item = [&](const std::string& text) { out += "  " + text + "\n"; };
    out += print_columns(schema, table);
    if (table.primary_key && !table.primary_key->on_column) item(print_primary_key(*table.primary_key));
    for (const Unique& unique : table.uniques)
        item(print_unique(unique));
    for (const Check& check : table.checks)
        item(print_check(check));
    for (const ForeignKey& key : table.foreign_keys)
        item(print_lowered_key(key));
    for (const Index& index : table.indexes)
        item(print_index(index));
    if (table.strict) item("on sqlite strict");
    if (table.without_rowid) item("on sqlite without rowid");
    return out + "}\n";
}

}  // namespace varve::compiler
