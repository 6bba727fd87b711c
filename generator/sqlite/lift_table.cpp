#include <algorithm>

#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

bool begins_table_constraint(const TokenReader& reader) {
    for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
        if (reader.is(word)) return true;
    return false;
}

/// `WITHOUT ROWID, STRICT`, in any order.
void lift_options(TokenReader& reader, Table& table) {
    while (!reader.at_end()) {
        if (reader.accept("STRICT")) {
            table.strict = true;
        } else if (reader.accept("WITHOUT")) {
            table.without_rowid = true;
            reader.skip();
        } else {
            reader.skip();
        }
    }
}

/// What a column is only together with its table.
void settle_columns(Table& table) {
    for (Column& column : table.columns) {
        if (is_rowid_alias({}, table, column)) {
            // Behind its column `primary key` leaves out a NOT NULL; elsewhere `?` does.
            if (!column.nullable && !column.not_null) column.not_null = NotNull{};
            if (table.primary_key->on_column) column.nullable = false;
        }
        // Outside of STRICT tables ANY is a word like any other.
        if (!table.strict && column.type.kind == TypeKind::any && !column.type.sqltype)
            column.type.sqltype = "ANY";
    }
}

}  // namespace

Table lift_table(const std::string& sql) {
    TokenReader reader(sql);
    while (!reader.at_end() && !reader.accept("TABLE"))
        reader.skip();
    Table table;
    table.name = reader.qualified_name();
    reader.accept("(");
    std::vector<TableItem> items;
    while (!reader.at_end() && !reader.accept(")")) {
        TableItem item{reader.position(), 0, -1};
        if (!table.columns.empty() && begins_table_constraint(reader)) {
            lift_table_constraint(reader, table);
        } else {
            item.column = static_cast<int>(table.columns.size());
            lift_column(reader, table);
        }
        item.last = reader.position();
        items.push_back(item);
        reader.accept(",");
    }
    lift_options(reader, table);
    settle_columns(table);
    lift_comments(reader, items, table);
    return table;
}

}  // namespace varve::compiler::sqlite
