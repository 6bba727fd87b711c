#include <fmt/format.h>

#include <algorithm>

#include "generator/base/suggest.hpp"
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
    View made{view.name.text, check_cpp_name(context, view.cpp_name), {}, sql_text(view.sql), view.doc,
              view.name.span};
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

void check_trigger_table(Context& context, const ast::Trigger& trigger) {
    std::vector<std::string_view> names;
    for (const ast::View& view : context.file.views) {
        if (view.name.text == trigger.table.text) return;
        names.push_back(view.name.text);
    }
    for (const ast::Table& table : context.file.tables) {
        names.push_back(table.name.text);
        if (table.name.text != trigger.table.text) continue;
        for (const ast::Name& column : trigger.columns)
            check_column_exists(context, table, column);
        return;
    }
    if (!context.file.damaged)
        context.sink.error(DiagnosticKind::unknown_table, trigger.table.span,
                           fmt::format("unknown table `{}`", trigger.table.text), {},
                           did_you_mean(trigger.table.text, names));
}

std::string timing_and_event(const ast::Trigger& trigger) {
    std::string text = trigger.timing + " " + trigger.event;
    for (const ast::Name& column : trigger.columns) {
        text += &column == &trigger.columns.front() ? " OF \"" : ", \"";
        for (char c : column.text)
            text += c == '"' ? std::string("\"\"") : std::string(1, c);
        text += '"';
    }
    return text;
}

}  // namespace

void check_views(Context& context) {
    for (const ast::View& view : context.file.views)
        context.schema.views.push_back(make_view(context, view));
    for (const ast::Trigger& trigger : context.file.triggers) {
        check_trigger_table(context, trigger);
        context.schema.triggers.push_back({trigger.name.text, trigger.table.text, timing_and_event(trigger),
                                           sql_text(trigger.sql), trigger.name.span});
    }
}

}  // namespace varve::compiler
