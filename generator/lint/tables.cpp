#include <fmt/format.h>

#include <set>

#include "generator/lint/rules.hpp"

namespace varve::compiler::lint_rules {

namespace {

void text_key(const Table& table, DiagnosticSink& sink) {
    if (!table.primary_key || table.without_rowid || table.primary_key->terms.size() != 1) return;
    const Column* column = find_column(table, table.primary_key->terms.front().column);
    if (column == nullptr || column->type.kind != TypeKind::text || column->type.sqltype) return;
    sink.warning(
        DiagnosticKind::text_primary_key, table.primary_key->span,
        fmt::format("table `{}` keeps its primary key `{}` beside the rowid", table.name, column->name), {},
        "take an `int64` key and make the text `unique`, or write `on sqlite without rowid`");
}

void untyped_columns(const Table& table, DiagnosticSink& sink) {
    if (table.strict) return;
    for (const Column& column : table.columns)
        if (column.type.kind == TypeKind::any && !column.type.sqltype)
            sink.warning(DiagnosticKind::any_without_strict, column.span,
                         fmt::format("`{}.{}` turns texts that look like numbers into numbers", table.name,
                                     column.name),
                         {}, "write `on sqlite strict` into the table, or give the column a type");
}

}  // namespace

void tables(const Schema& schema, DiagnosticSink& sink) {
    std::set<std::string> parents;
    for (const Table& table : schema.tables)
        for (const ForeignKey& key : table.foreign_keys)
            parents.insert(key.table);
    for (const Table& table : schema.tables) {
        text_key(table, sink);
        untyped_columns(table, sink);
        if (table.primary_key && table.primary_key->autoincrement && parents.count(table.name) == 0)
            sink.warning(
                DiagnosticKind::needless_autoincrement, table.primary_key->span,
                fmt::format("nothing refers to table `{}`, so its numbers may come again", table.name), {},
                "leave `autoincrement` out");
    }
}

}  // namespace varve::compiler::lint_rules
