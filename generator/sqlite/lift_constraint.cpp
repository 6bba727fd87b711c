#include <fmt/format.h>

#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

std::string lift_action(TokenReader& reader) {
    if (reader.accept("SET")) return reader.accept("NULL") ? "SET NULL" : (reader.skip(), "SET DEFAULT");
    if (reader.accept("NO")) return reader.skip(), "NO ACTION";
    if (reader.accept("CASCADE")) return "CASCADE";
    reader.skip();
    return "RESTRICT";
}

bool lift_deferrable(TokenReader& reader) {
    const bool negated = reader.accept("NOT");
    if (!reader.accept("DEFERRABLE")) return false;
    if (!reader.accept("INITIALLY")) return false;
    const bool deferred = reader.accept("DEFERRED");
    reader.accept("IMMEDIATE");
    return deferred && !negated;
}

bool is_not_deferrable(const TokenReader& reader) {
    return reader.is("NOT") && (reader.peek(1) == "DEFERRABLE" || reader.peek(1) == "deferrable");
}

}  // namespace

void lift_conflict(TokenReader& reader, TableLift& lift) {
    if (!reader.is("ON")) return;
    for (int word = 0; word != 3; ++word)
        reader.skip();
    lift.left_out.push_back(fmt::format("ON CONFLICT in table `{}`", lift.table.name));
}

ForeignKey lift_reference(TokenReader& reader, TableLift& lift) {
    reader.accept("REFERENCES");
    ForeignKey key;
    key.table = reader.name();
    if (reader.is("(")) key.references = reader.names();
    while (reader.is("ON") || reader.is("MATCH")) {
        if (reader.accept("MATCH")) {
            reader.skip();
            lift.left_out.push_back(fmt::format("MATCH in table `{}`", lift.table.name));
            continue;
        }
        reader.skip();
        const bool of_delete = reader.accept("DELETE");
        if (!of_delete) reader.accept("UPDATE");
        (of_delete ? key.on_delete : key.on_update) = lift_action(reader);
    }
    if (reader.is("DEFERRABLE") || is_not_deferrable(reader)) key.deferral = lift_deferrable(reader) ? Deferral::deferred : Deferral::none;
    return key;
}

void lift_table_constraint(TokenReader& reader, TableLift& lift) {
    ObjectName name;
    if (reader.accept("CONSTRAINT")) name = {reader.name(), true};
    if (reader.accept("PRIMARY")) {
        reader.accept("KEY");
        lift.table.primary_key = PrimaryKey{lift_terms(reader), false, false, {}};
    } else if (reader.accept("UNIQUE")) {
        Unique unique{name, {}, {}};
        for (const KeyTerm& term : lift_terms(reader))
            unique.columns.push_back(term.column);
        lift.table.uniques.push_back(std::move(unique));
    } else if (reader.accept("CHECK")) {
        lift.table.checks.push_back({name, reader.group(), {}});
    } else if (reader.accept("FOREIGN")) {
        reader.accept("KEY");
        std::vector<std::string> columns = reader.names();
        ForeignKey key = lift_reference(reader, lift);
        key.name = name;
        key.columns = std::move(columns);
        lift.table.foreign_keys.push_back(std::move(key));
    } else {
        reader.skip();
    }
    lift_conflict(reader, lift);
}

}  // namespace varve::compiler::sqlite
