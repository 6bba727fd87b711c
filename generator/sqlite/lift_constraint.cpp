#include <algorithm>

#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

/// The word behind ON DELETE or ON UPDATE; NO ACTION is what holds without one.
std::string lift_action(TokenReader& reader) {
    if (reader.accept("SET")) return reader.accept("NULL") ? "SET NULL" : (reader.skip(), "SET DEFAULT");
    if (reader.accept("NO")) return reader.skip(), "";
    if (reader.accept("CASCADE")) return "CASCADE";
    reader.skip();
    return "RESTRICT";
}

/// Whether the canonical structure leaves the key of one column behind a column that is NOT NULL.
bool stays_behind(const PrimaryKey& key, const Table& table) {
    const Column* column = find_column(table, key.terms.front().column);
    return key.name.empty() && key.conflict.empty() && !key.autoincrement && column != nullptr &&
           !column->nullable && !column->not_null;
}

/// One column without DESC stands on the column, but where the canonical structure leaves it.
void lift_primary_key(TokenReader& reader, Table& table, const ObjectName& name) {
    reader.accept("KEY");
    PrimaryKey key;
    key.name = name.value;
    key.terms = lift_terms(reader);
    key.autoincrement = reader.accept("AUTOINCREMENT");
    reader.accept(")");
    key.conflict = lift_conflict(reader);
    key.on_column = key.terms.size() == 1 && !key.terms[0].descending && key.terms[0].collate.empty() &&
                    !stays_behind(key, table);
    table.primary_key = std::move(key);
}

Unique lift_unique(TokenReader& reader, const ObjectName& name) {
    Unique unique{name, {}, {}};
    std::vector<KeyTerm> terms = lift_terms(reader);
    reader.accept(")");
    for (const KeyTerm& term : terms)
        unique.columns.push_back(term.column);
    const bool plain = std::all_of(terms.begin(), terms.end(), [](const KeyTerm& term) {
        return term.collate.empty() && !term.descending;
    });
    if (!plain) unique.terms = std::move(terms);
    unique.conflict = lift_conflict(reader);
    return unique;
}

}  // namespace

Conflict lift_conflict(TokenReader& reader) {
    if (!reader.is("ON") || !reader.is("CONFLICT", 1)) return {};
    reader.skip();
    reader.skip();
    return upper_case(reader.name());
}

bool lift_deferral(TokenReader& reader, ForeignKey& key) {
    const bool negated = reader.is("NOT") && reader.is("DEFERRABLE", 1);
    if (negated) reader.skip();
    if (!reader.accept("DEFERRABLE")) return false;
    key.deferral = negated ? Deferral::none : Deferral::immediate;
    if (!reader.accept("INITIALLY")) return true;
    if (reader.accept("DEFERRED") && !negated) key.deferral = Deferral::deferred;
    reader.accept("DEFERRED");
    reader.accept("IMMEDIATE");
    return true;
}

ForeignKey lift_reference(TokenReader& reader) {
    reader.accept("REFERENCES");
    ForeignKey key;
    key.table = reader.name();
    if (reader.is("("))
        key.references = reader.names();
    else
        key.implicit = true;
    while (!reader.at_end()) {
        if (reader.accept("MATCH")) {
            key.match = upper_case(reader.name());
        } else if (reader.is("ON") && !reader.is("CONFLICT", 1)) {
            reader.skip();
            const bool of_delete = reader.accept("DELETE");
            const bool of_update = !of_delete && reader.accept("UPDATE");
            if (!of_delete && !of_update) reader.skip();
            std::string action = lift_action(reader);
            if (of_delete) key.on_delete = std::move(action);
            if (of_update) key.on_update = std::move(action);
        } else {
            break;
        }
    }
    lift_deferral(reader, key);
    return key;
}

void lift_table_constraint(TokenReader& reader, Table& table) {
    ObjectName name;
    while (reader.accept("CONSTRAINT"))
        name = {reader.name(), true};
    if (reader.accept("PRIMARY")) {
        lift_primary_key(reader, table, name);
    } else if (reader.accept("UNIQUE")) {
        table.uniques.push_back(lift_unique(reader, name));
    } else if (reader.accept("CHECK")) {
        table.checks.push_back({name, reader.group(), {}});
        lift_conflict(reader);
    } else if (reader.accept("FOREIGN")) {
        reader.accept("KEY");
        std::vector<std::string> columns = reader.names();
        ForeignKey key = lift_reference(reader);
        key.name = name;
        key.columns = std::move(columns);
        table.foreign_keys.push_back(std::move(key));
    } else if (!reader.is(")") && !reader.is(",")) {
        reader.skip();
    }
}

}  // namespace varve::compiler::sqlite
