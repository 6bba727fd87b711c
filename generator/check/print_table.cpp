#include <fmt/format.h>

#include <algorithm>

#include "generator/check/default_types.hpp"
#include "generator/check/print.hpp"
#include "generator/model/type.hpp"

namespace varve::compiler {

namespace {

/// `word name`, or the word alone where there is no name.
std::string with_name(std::string word, const std::string& name) {
    return name.empty() ? word : word + " " + print_name(name);
}

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

std::string print_conflict(const Conflict& conflict) {
    return conflict.empty() ? "" : " on conflict " + lower_case(conflict);
}

std::string print_check(const Check& check) {
    return with_name("check", check.name.value) + " " + check.sql;
}

/// Quoted, so that no name is taken for the next modifier.
std::string print_name_among_modifiers(const std::string& name) {
    return name.empty() ? "" : " " + print_text(name);
}

std::string print_key_on_column(const PrimaryKey& key) {
    std::string out = "primary key" + print_name_among_modifiers(key.name);
    if (key.terms.front().descending) out += " desc";
    if (key.autoincrement) out += " autoincrement";
    return out + print_conflict(key.conflict);
}

std::string print_modifiers(const Schema& schema, const Table& table, const Column& column) {
    std::vector<std::string> words;
    const PrimaryKey* key = table.primary_key && table.primary_key->on_column ? &*table.primary_key : nullptr;
    if (column.type.sqltype) words.push_back("sqltype " + print_text(*column.type.sqltype));
    if (key != nullptr && key->terms.front().column == column.name)
        words.push_back(print_key_on_column(*key));
    if (column.not_null)
        words.push_back("not null" + print_name_among_modifiers(column.not_null->name) +
                        print_conflict(column.not_null->conflict));
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

std::string print_primary_key(const PrimaryKey& key) {
    return with_name("primary key", key.name) + " " + print_terms(key.terms) +
           (key.autoincrement ? " autoincrement" : "") + print_conflict(key.conflict);
}

std::string print_unique(const Unique& unique) {
    return with_name("unique", unique.name.value) + " " +
           (unique.terms.empty() ? print_names(unique.columns) : print_terms(unique.terms)) +
           print_conflict(unique.conflict);
}

std::string print_foreign_key(const ForeignKey& key) {
    std::string out = fmt::format("{} {} -> {} {}", with_name("foreign", key.name.value),
                                  print_names(key.columns), print_name(key.table),
                                  print_names(key.implicit ? std::vector<std::string>{} : key.references));
    if (!key.on_delete.empty()) out += " on delete " + lower_case(key.on_delete);
    if (!key.on_update.empty()) out += " on update " + lower_case(key.on_update);
    if (!key.match.empty()) out += " match " + print_name(lower_case(key.match));
    if (key.deferral != Deferral::none) out += " deferrable";
    if (key.deferral == Deferral::immediate) out += " initially immediate";
    return out + (key.unchecked ? " unchecked" : "");
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
    if (table.primary_key && !table.primary_key->on_column) item(print_primary_key(*table.primary_key));
    for (const Unique& unique : table.uniques)
        item(print_unique(unique));
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
