#include <fmt/format.h>

#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

bool begins_constraint(const TokenReader& reader) {
    for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "NOT", "NULL", "UNIQUE", "CHECK", "DEFAULT",
                                        "COLLATE", "REFERENCES", "GENERATED", "AS", ",", ")"})
        if (reader.is(word)) return true;
    return false;
}

std::string declared_type(TokenReader& reader) {
    std::string type;
    while (!reader.at_end() && !begins_constraint(reader)) {
        if (reader.is("(")) {
            type += reader.group();
            continue;
        }
        if (!type.empty()) type += ' ';
        type += reader.name();
    }
    return type;
}

Default lift_default(TokenReader& reader) {
    if (reader.is("(")) return {Default::Kind::expression, reader.group(), {}};
    std::string sql;
    if (reader.is("-") || reader.is("+")) {
        sql = reader.peek();
        reader.skip();
    }
    sql += reader.peek();
    reader.skip();
    return {Default::Kind::literal, std::move(sql), {}};
}

void lift_key(TokenReader& reader, TableLift& lift, Column& column) {
    reader.accept("KEY");
    PrimaryKey key;
    key.on_column = true;
    key.terms.push_back({column.name, "", "", reader.accept("DESC")});
    reader.accept("ASC");
    lift_conflict(reader, lift);
    key.autoincrement = reader.accept("AUTOINCREMENT");
    lift.table.primary_key = std::move(key);
}

void lift_generated(TokenReader& reader, Column& column) {
    column.generated = Generated{reader.group(), reader.accept("STORED")};
    reader.accept("VIRTUAL");
}

/// One constraint; its name stands before it.
void lift_constraint(TokenReader& reader, TableLift& lift, Column& column, const ObjectName& name) {
    if (reader.accept("PRIMARY")) return lift_key(reader, lift, column);
    if (reader.accept("NOT")) {
        reader.accept("NULL");
        column.nullable = false;
        return lift_conflict(reader, lift);
    }
    if (reader.accept("UNIQUE")) {
        lift.table.uniques.push_back({name, {column.name}, {}});
        return lift_conflict(reader, lift);
    }
    if (reader.accept("CHECK")) {
        column.checks.push_back({name, reader.group(), {}});
        return lift_conflict(reader, lift);
    }
    if (reader.accept("DEFAULT")) {
        column.default_value = lift_default(reader);
    } else if (reader.accept("COLLATE")) {
        column.collate = reader.name();
    } else if (reader.is("REFERENCES")) {
        ForeignKey key = lift_reference(reader, lift);
        key.name = name;
        key.columns = {column.name};
        lift.table.foreign_keys.push_back(std::move(key));
    } else if (reader.accept("GENERATED")) {
        reader.accept("ALWAYS");
    } else if (reader.accept("AS")) {
        lift_generated(reader, column);
    } else {
        reader.skip();
    }
}

}  // namespace

void lift_column(TokenReader& reader, TableLift& lift) {
    Column column;
    column.name = reader.name();
    column.nullable = true;
    column.type = lift_type(declared_type(reader));
    while (!reader.at_end() && !reader.is(",") && !reader.is(")")) {
        ObjectName name;
        if (reader.accept("CONSTRAINT")) name = {reader.name(), true};
        lift_constraint(reader, lift, column, name);
    }
    lift.table.columns.push_back(std::move(column));
}

}  // namespace varve::compiler::sqlite
