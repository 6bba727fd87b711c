#include <fmt/format.h>

#include <algorithm>

#include "generator/check/print.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

std::string print_check(const Check& check) {
    return fmt::format("check {} {}", print_name(check.name.value), check.sql);
}

std::string print_default(const Schema& schema, const Column& column) {
    const Default& value = *column.default_value;
    const bool is_bool =
        storage_kind(schema, column.type) == TypeKind::boolean && (value.sql == "0" || value.sql == "1");
    if (value.kind == Default::Kind::literal && is_bool) return value.sql == "1" ? "= true" : "= false";
    return "= " + (value.sql == "NULL" ? "null" : value.sql);
}

std::string print_modifiers(const Schema& schema, const Table& table, const Column& column) {
    std::vector<std::string> words;
    const PrimaryKey* key = table.primary_key && table.primary_key->on_column ? &*table.primary_key : nullptr;
    if (column.type.sqltype) words.push_back("sqltype " + print_text(*column.type.sqltype));
    if (key != nullptr && key->terms.front().column == column.name)
        words.push_back(key->autoincrement ? "primary key autoincrement" : "primary key");
    if (!column.collate.empty()) words.push_back("collate " + print_name(column.collate));
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
        rows.push_back({print_name(column.name),
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

std::string print_terms(const std::vector<KeyTerm>& terms) {
    std::string out;
    for (const KeyTerm& term : terms) {
        out += (out.empty() ? "" : ", ") + (term.column.empty() ? term.expression : print_name(term.column));
        if (!term.collate.empty()) out += " collate " + print_name(term.collate);
        if (term.descending) out += " desc";
    }
    return "(" + out + ")";
}

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string print_foreign_key(const ForeignKey& key) {
    std::string out =
        fmt::format("foreign {} {} -> {} {}", print_name(key.name.value), print_names(key.columns),
                    print_name(key.table), print_names(key.references));
    if (!key.on_delete.empty()) out += " on delete " + lower_case(key.on_delete);
    if (!key.on_update.empty()) out += " on update " + lower_case(key.on_update);
    return out + (key.deferral == Deferral::deferred ? " deferrable" : "");
}

std::string print_index(const Index& index) {
    return fmt::format("{}index {} {}{}", index.unique ? "unique " : "", print_name(index.name.value),
                       print_terms(index.terms), index.where.empty() ? "" : " where " + index.where);
}

}  // namespace

std::string print_table(const Schema& schema, const Table& table) {
    std::string out = fmt::format("table {} {{\n", print_name(table.name));
    const auto item = [&](const std::string& text) { out += "  " + text + "\n"; };
    out += print_columns(schema, table);
    if (table.primary_key && !table.primary_key->on_column)
        item("primary key " + print_terms(table.primary_key->terms));
    for (const Unique& unique : table.uniques)
        item(fmt::format("unique {} {}", print_name(unique.name.value), print_names(unique.columns)));
    for (const Check& check : table.checks)
        item(print_check(check));
    for (const ForeignKey& key : table.foreign_keys)
        item(print_foreign_key(key));
    for (const Index& index : table.indexes)
        item(print_index(index));
    if (table.strict) item("on sqlite strict");
    if (table.without_rowid) item("on sqlite without rowid");
    return out + "}\n";
}

}  // namespace varve::compiler
