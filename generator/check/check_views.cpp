#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

bool has_semicolon(std::string_view sql) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(sql);
    return std::any_of(tokens.begin(), tokens.end(), [](const detail::SqlToken& token) {
        return token.kind == detail::SqlTokenKind::semicolon;
    });
}

View make_view(Context& context, const ast::View& view) {
    View made{view.name.text,
              check_cpp_name(context, view.cpp_name),
              {},
              sql_text(view.sql),
              view.doc,
              view.name.span,
              view.inferred,
              view.sql.span};
    Declared declared(context.sink, "column");
    for (const ast::ViewColumn& column : view.columns) {
        declared.add(column.name);
        made.columns.push_back({column.name.text, resolve_type(context, column.type), column.type.nullable,
                                check_cpp_name(context, column.cpp_name)});
    }
    if (has_semicolon(made.sql))
        context.sink.error(
            DiagnosticKind::invalid_sql, view.sql.span,
            fmt::format("view `{}` is one SELECT, and this is more than one statement", made.name));
    return made;
}

}  // namespace

void check_views(Context& context) {
    for (const ast::View& view : context.file.views)
        context.schema.views.push_back(make_view(context, view));
}

}  // namespace varve::compiler
