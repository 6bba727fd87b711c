#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_table_parts.hpp"

namespace varve::detail {
namespace {

/// A name of a constraint's list as the column itself is spelled: to SQLite case makes no difference.
std::string as_declared(const TableParts& table, std::string name) {
    for (const ColumnParts& column : table.columns) {
        if (equal_ignoring_case(column.name, name)) return column.name;
    }
    return name;
}

std::vector<std::string> read_names(NormalReader& reader) {
    std::vector<std::string> names;
    reader.expect("(");
    while (!reader.at_end() && !reader.is(")")) {
        names.push_back(reader.name());
        if (!reader.is(")")) reader.expect(",");
    }
    reader.expect(")");
    return names;
}

std::string bracketed(const std::vector<std::string>& parts) {
    std::string list;
    for (const std::string& part : parts)
        list += (list.empty() ? "( " : " , ") + part;
    return list + " )";
}

/// A column of a key, which may stand in brackets that mean nothing.
std::string read_key_column(NormalReader& reader, const TableParts& table) {
    int depth = 0;
    while (reader.accept("("))
        ++depth;
    std::string column = as_declared(table, reader.name());
    for (; depth != 0; --depth)
        reader.expect(")");
    return column;
}

/// `( a COLLATE nocase DESC , b )`, for PRIMARY KEY with AUTOINCREMENT at its end.
KeyParts read_key_terms(NormalReader& reader, const TableParts& table) {
    KeyParts key;
    reader.expect("(");
    while (!reader.at_end() && !reader.is(")")) {
        std::string term = read_key_column(reader, table);
        if (reader.accept("COLLATE")) {
            term += " COLLATE " + reader.name();
            key.plain = false;
        }
        if (reader.accept("DESC")) {
            term += " DESC";
            key.plain = false;
        }
        reader.accept("ASC");
        key.terms.push_back(std::move(term));
        key.autoincrement = reader.accept("AUTOINCREMENT");
        if (!reader.is(")")) reader.expect(",");
    }
    reader.expect(")");
    key.plain = key.plain && key.terms.size() == 1;
    return key;
}

void read_primary_key(NormalReader& reader, TableParts& table, const std::string& name) {
    reader.expect("PRIMARY");
    reader.expect("KEY");
    KeyParts key = read_key_terms(reader, table);
    key.name = name;
    key.conflict = read_conflict(reader);
    if (table.primary_key) return reader.fail();
    table.primary_key = std::move(key);
}

std::string with_conflict(std::string rule, const std::string& conflict) {
    return conflict.empty() ? rule : rule + ' ' + conflict;
}

std::string read_action(NormalReader& reader) {
    if (reader.accept("SET")) return "SET " + reader.take().text;
    if (reader.accept("NO")) return reader.expect("ACTION"), std::string();
    return reader.take().text;
}

void read_foreign_key(NormalReader& reader, TableParts& table, const std::string& name) {
    reader.expect("FOREIGN");
    reader.expect("KEY");
    ForeignKeyParts key;
    key.name = name;
    for (std::string& column : read_names(reader))
        key.columns.push_back(as_declared(table, std::move(column)));
    key.reference = read_reference(reader);
    key.deferral = read_deferral(reader).value_or("");
    table.foreign_keys.push_back(std::move(key));
}

}  // namespace

std::string read_conflict(NormalReader& reader) {
    if (!reader.is("ON") || !reader.is("CONFLICT", 1)) return {};
    reader.take();
    reader.take();
    return "ON CONFLICT " + reader.take().text;
}

KeyParts read_key_on_column(NormalReader& reader, const std::string& column) {
    reader.expect("PRIMARY");
    reader.expect("KEY");
    KeyParts key;
    key.on_column = column;
    key.descending = reader.accept("DESC");
    reader.accept("ASC");
    key.conflict = read_conflict(reader);
    key.autoincrement = reader.accept("AUTOINCREMENT");
    return key;
}

RuleParts read_unique_on_column(NormalReader& reader, const std::string& column) {
    reader.expect("UNIQUE");
    return {{}, with_conflict("UNIQUE ( " + column + " )", read_conflict(reader))};
}

std::string read_reference(NormalReader& reader) {
    reader.expect("REFERENCES");
    std::string sql = "REFERENCES " + reader.name();
    if (reader.is("(")) sql += ' ' + bracketed(read_names(reader));
    std::string match;
    std::string on_delete;
    std::string on_update;
    while (reader.is("ON") || reader.is("MATCH")) {
        if (reader.accept("MATCH")) {
            match = unquote(reader.take().raw);
            for (char& c : match)
                c = ascii_upper(c);
            continue;
        }
        reader.take();
        const std::string event = reader.take().text;
        const std::string action = read_action(reader);
        if (event == "DELETE") on_delete = action;
        if (event == "UPDATE") on_update = action;
    }
    if (!match.empty()) sql += " MATCH " + match;
    if (!on_delete.empty()) sql += " ON DELETE " + on_delete;
    if (!on_update.empty()) sql += " ON UPDATE " + on_update;
    return sql;
}

std::optional<std::string> read_deferral(NormalReader& reader) {
    const bool negated = reader.is("NOT") && reader.is("DEFERRABLE", 1);
    if (negated) reader.take();
    if (!reader.accept("DEFERRABLE")) return std::nullopt;
    std::string when = "IMMEDIATE";
    if (reader.accept("INITIALLY")) when = reader.take().text;
    return negated ? std::string() : "DEFERRABLE INITIALLY " + when;
}

void read_table_constraint(NormalReader& reader, TableParts& table) {
    std::string name;
    while (reader.accept("CONSTRAINT"))
        name = reader.name();
    if (reader.is("PRIMARY")) return read_primary_key(reader, table, name);
    if (reader.is("FOREIGN")) return read_foreign_key(reader, table, name);
    if (reader.accept("UNIQUE")) {
        const std::string terms = bracketed(read_key_terms(reader, table).terms);
        table.uniques.push_back({name, with_conflict("UNIQUE " + terms, read_conflict(reader))});
    } else if (reader.accept("CHECK")) {
        table.checks.push_back({name, "CHECK " + reader.group()});
        read_conflict(reader);
    } else if (!reader.is(",") && !reader.is(")")) {
        reader.fail();
    }
}

}  // namespace varve::detail
