#include "generator/check/check_columns.hpp"

#include <fmt/format.h>

#include "generator/check/sql_shapes.hpp"
#include "generator/check/sql_text.hpp"
#include "generator/model/type.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

void contradiction(Context& context, Span span, std::string message, std::string help = {}) {
    context.sink.error(DiagnosticKind::contradiction, span, std::move(message), {}, std::move(help));
}

void check_generated(Context& context, const ast::Column& column) {
    if (!column.generated) return;
    const std::string generated = fmt::format("generated column `{}` cannot", column.name.text);
    if (column.default_value)
        contradiction(context, column.default_value->span, generated + " have a default");
    if (column.primary_key) contradiction(context, column.primary_key->span, generated + " be a primary key");
    if (column.fill) contradiction(context, column.fill->clause, generated + " be filled");
}

void check_lazy(Context& context, const ast::Column& column, const Column& made) {
    if (!column.lazy || !row_of(storage_kind(context.schema, made.type)).cpp_input.empty()) return;
    contradiction(context, *column.lazy, fmt::format("`lazy` is for `blob`, and `{}` is none", made.name));
}

void check_strict_type(Context& context, const ast::Column& column) {
    const std::string type = folded(detail::unquote(column.sqltype->text));
    for (std::string_view strict_type : {"int", "integer", "real", "text", "blob", "any"})
        if (type == strict_type) return;
    contradiction(context, column.sqltype->span,
                  type.empty()
                      ? "every column of a STRICT table has a declared type"
                      : fmt::format("a STRICT table has no columns of type `{}`", column.sqltype->text),
                  "it takes INT, INTEGER, REAL, TEXT, BLOB and ANY");
}

/// Outside of a STRICT table SQLite takes a column declared ANY for a numeric one, and turns '1' into 1.
void check_storage(Context& context, const ast::Table& table, const ast::Column& column, const Column& made) {
    if (made.type.kind == TypeKind::any && column.type.name.text == "any" && !table.strict &&
        !made.type.sqltype)
        contradiction(context, column.type.span, "`any` keeps values as they are in STRICT tables only",
                      "write `on sqlite strict` into the table, or `sqltype \"BLOB\"` behind the type");
    if (!made.type.sqltype) return;
    if (!is_type_name(*made.type.sqltype))
        context.sink.error(DiagnosticKind::malformed_sqltype, column.sqltype->span,
                           fmt::format("`{}` is nothing that SQLite reads as a type", *made.type.sqltype), {},
                           "it is made of words, and of one or two numbers in parentheses");
    else if (table.strict)
        check_strict_type(context, column);
}

void check_nullable(Context& context, const ast::Column& column) {
    if (!column.not_null || !column.type.nullable) return;
    contradiction(context, column.not_null->span,
                  fmt::format("column `{}` is both nullable and not null", column.name.text),
                  "leave out the `?` or the `not null`");
}

void copy_hints(const ast::Column& column, Column& made) {
    if (column.was) made.was = Hint{column.was->name.text, column.was->clause};
    if (column.fill) made.fill = Hint{sql_text(column.fill->sql), column.fill->clause};
    if (column.convert) made.convert = Hint{sql_text(column.convert->sql), column.convert->clause};
}

}  // namespace

Check make_check(const ast::Check& check) {
    return {
        {check.name.text, static_cast<bool>(check.name)}, sql_text(check.sql), check.span, check.sql.span};
}

Column make_column(Context& context, const ast::Table& table, const ast::Column& column) {
    Column made;
    made.name = column.name.text;
    made.span = column.broken ? column.name.span : column.span;
    if (column.broken) return made;
    made.type = resolve_type(context, column.type);
    if (column.sqltype) made.type.sqltype = column.sqltype->text;
    made.nullable = column.type.nullable;
    made.collate = column.collate.text;
    made.doc = column.doc;
    made.lazy = column.lazy.has_value();
    made.cpp_name = check_cpp_name(context, column.cpp_name);
    if (column.not_null) made.not_null = NotNull{column.not_null->name.text, column.not_null->conflict.text};
    for (const ast::Check& check : column.checks)
        made.checks.push_back(make_check(check));
    if (column.generated)
        made.generated =
            Generated{sql_text(column.generated->sql), column.generated->stored, column.generated->sql.span};
    if (column.default_value) made.default_value = lower_default(context, made, *column.default_value);
    copy_hints(column, made);
    check_generated(context, column);
    check_nullable(context, column);
    check_lazy(context, column, made);
    check_storage(context, table, column, made);
    return made;
}

}  // namespace varve::compiler
