#include <algorithm>
#include <array>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_table_parts.hpp"

namespace varve::detail {
namespace {

constexpr std::array<std::string_view, 6> standard_types = {"ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT"};

bool ends_type(const NormalReader& reader) {
    constexpr std::array<std::string_view, 13> words = {
        "CONSTRAINT", "PRIMARY", "NOT",        "NULL",       "UNIQUE", "CHECK", "DEFAULT",
        "COLLATE",    "AS",      "REFERENCES", "DEFERRABLE", ",",      ")"};
    return reader.at_end() || std::find(words.begin(), words.end(), reader.peek()) != words.end() ||
           (reader.is("GENERATED") && reader.is("ALWAYS", 1));
}

/// A quoted word of a type keeps its quotes: to SQLite they are part of the declared type.
std::string type_word(const NormalToken& token) {
    if (token.kind != SqlTokenKind::quoted) return std::string(token.raw);
    std::string quoted = "\"";
    for (const char c : unquote(token.raw))
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

/// SQLite reports its six own types in upper case, whatever was written, and all others as written.
std::string read_type(NormalReader& reader) {
    std::string type;
    std::size_t words = 0;
    for (; !ends_type(reader) && !reader.is("("); ++words) {
        if (words != 0) type += ' ';
        type += type_word(reader.take());
    }
    if (words == 0) return type;
    if (reader.is("(")) return type + ' ' + reader.group();
    for (const std::string_view standard : standard_types) {
        if (words == 1 && equal_ignoring_case(type, standard)) return std::string(standard);
    }
    return type;
}

/// A bare word is a string here, so its case counts; but NULL and the three clocks are keywords.
std::string read_default(NormalReader& reader) {
    if (reader.is("(")) return "DEFAULT " + reader.group();
    std::string sql = "DEFAULT ";
    if (reader.is("-") || reader.is("+")) sql += reader.take().text + ' ';
    const NormalToken& token = reader.take();
    const bool is_keyword = token.kind == SqlTokenKind::word && is_sql_keyword(token.raw);
    const bool is_value = token.text == "NULL" || token.text.substr(0, 8) == "CURRENT_";
    return sql + (is_keyword && !is_value ? normal_name(token.raw) : token.text);
}

std::string read_generated(NormalReader& reader) {
    std::string sql = "GENERATED ALWAYS AS " + reader.group();
    if (reader.is_word("STORED")) {
        reader.take();
        return sql + " STORED";
    }
    reader.accept("VIRTUAL");
    return sql + " VIRTUAL";
}

void set_primary_key(NormalReader& reader, TableParts& table, KeyParts key) {
    if (table.primary_key) return reader.fail();
    table.primary_key = std::move(key);
}

/// SQLite lets a deferral stand anywhere behind its foreign key.
bool read_stray_deferral(NormalReader& reader, TableParts& table) {
    const std::optional<std::string> deferral = read_deferral(reader);
    if (deferral && !table.foreign_keys.empty()) table.foreign_keys.back().deferral = *deferral;
    return deferral.has_value();
}

void read_constraint(NormalReader& reader, TableParts& table, ColumnParts& column) {
    std::string name;
    while (reader.accept("CONSTRAINT"))
        name = reader.name();
    if (reader.at_end() || reader.is(",") || reader.is(")") || read_stray_deferral(reader, table)) return;
    if (reader.is("PRIMARY")) {
        KeyParts key = read_key_on_column(reader, column.name);
        key.name = name;
        set_primary_key(reader, table, std::move(key));
    } else if (reader.is("UNIQUE")) {
        RuleParts unique = read_unique_on_column(reader, column.name);
        unique.name = name;
        table.uniques.push_back(std::move(unique));
    } else if (reader.is("REFERENCES")) {
        table.foreign_keys.push_back({name, {column.name}, read_reference(reader), {}});
    } else if (reader.accept("NOT")) {
        reader.expect("NULL");
        const std::string conflict = read_conflict(reader);
        column.not_null = named(name, conflict.empty() ? "NOT NULL" : "NOT NULL " + conflict);
    } else if (reader.accept("NULL")) {
        read_conflict(reader);
    } else if (reader.accept("CHECK")) {
        column.checks.push_back(named(name, "CHECK " + reader.group()));
    } else if (reader.accept("DEFAULT")) {
        column.default_value = read_default(reader);
    } else if (reader.accept("COLLATE")) {
        column.collate = "COLLATE " + reader.name();
    } else {
        if (reader.accept("GENERATED")) reader.expect("ALWAYS");
        reader.expect("AS");
        column.generated = read_generated(reader);
    }
}

}  // namespace

void read_column(NormalReader& reader, TableParts& table) {
    ColumnParts column;
    column.name = reader.name();
    column.type = read_type(reader);
    while (!reader.at_end() && !reader.is(",") && !reader.is(")"))
        read_constraint(reader, table, column);
    table.columns.push_back(std::move(column));
}

}  // namespace varve::detail
