#include "generator/sqlite/lift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "generator/model/type.hpp"
#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

bool begins_table_constraint(const TokenReader& reader) {
    for (const std::string_view word : {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
        if (reader.is(word)) return true;
    return false;
}

void lift_options(TokenReader& reader, Table& table) {
    while (!reader.at_end()) {
        const std::string option = reader.name();
        if (option == "STRICT" || option == "strict") table.strict = true;
        if (option == "WITHOUT" || option == "without") table.without_rowid = true;
    }
}

TableLift lift_table(const std::string& sql) {
    TokenReader reader(sql);
    reader.accept("CREATE");
    reader.accept("TABLE");
    TableLift lift;
    lift.table.name = reader.name();
    reader.accept("(");
    while (!reader.at_end() && !reader.accept(")")) {
        if (begins_table_constraint(reader))
            lift_table_constraint(reader, lift);
        else
            lift_column(reader, lift);
        reader.accept(",");
    }
    lift_options(reader, lift.table);
    for (Column& column : lift.table.columns)
        if (is_rowid_alias({}, lift.table, column)) column.nullable = false;
    return lift;
}

bool is_virtual(const std::string& sql) {
    return sql.rfind("CREATE VIRTUAL", 0) == 0;
}

/// REFERENCES without columns means the parent's primary key.
void resolve_references(Schema& schema) {
    for (Table& table : schema.tables)
        for (ForeignKey& key : table.foreign_keys) {
            const Table* parent = schema.find_table(key.table);
            if (!key.references.empty() || parent == nullptr || !parent->primary_key) continue;
            for (const KeyTerm& term : parent->primary_key->terms)
                key.references.push_back(term.column);
        }
}

void lift_index_into(Schema& schema, const detail::StructureObject& object) {
    for (Table& table : schema.tables)
        if (table.name == object.table) table.indexes.push_back(lift_index(object.sql));
}

}  // namespace

ColumnType lift_type(const std::string& declared) {
    constexpr std::array kinds = {TypeKind::int64, TypeKind::text, TypeKind::real, TypeKind::blob,
                                  TypeKind::any};
    ColumnType type;
    for (const TypeKind kind : kinds)
        if (row_of(kind).storage == declared) {
            type.kind = kind;
            return type;
        }
    type.kind = TypeKind::any;
    type.sqltype = declared;
    return type;
}

Lifted lift(const detail::Structure& structure) {
    Lifted lifted;
    for (const detail::StructureObject& object : structure.objects) {
        if (object.type != "table") continue;
        if (is_virtual(object.sql)) {
            lifted.left_out.push_back(fmt::format("virtual table `{}`", object.name));
            continue;
        }
        TableLift table = lift_table(object.sql);
        lifted.schema.tables.push_back(std::move(table.table));
        std::move(table.left_out.begin(), table.left_out.end(), std::back_inserter(lifted.left_out));
    }
    for (const detail::StructureObject& object : structure.objects) {
        if (object.type == "index") lift_index_into(lifted.schema, object);
        if (object.type == "view") lifted.schema.views.push_back(lift_view(object.sql));
        if (object.type == "trigger") lifted.schema.triggers.push_back(lift_trigger(object.sql));
    }
    resolve_references(lifted.schema);
    return lifted;
}

Lifted lift(sqlite3* db) {
    return lift(detail::read_structure(db));
}

}  // namespace varve::compiler::sqlite
