#include <fmt/format.h>

#include <algorithm>

#include "generator/base/suggest.hpp"
#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"

namespace varve::compiler {

namespace {

template <typename Item>
const Item* find(const std::vector<Item>& items, std::string_view name) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.name.text == name; });
    return found == items.end() ? nullptr : &*found;
}

void report_unknown(Context& context, const ast::Name& table) {
    if (context.file.damaged) return;
    std::vector<std::string_view> names;
    for (const ast::Table& candidate : context.file.tables)
        names.push_back(candidate.name.text);
    for (const ast::View& candidate : context.file.views)
        names.push_back(candidate.name.text);
    context.sink.error(DiagnosticKind::unknown_table, table.span,
                       fmt::format("unknown table `{}`", table.text), {}, did_you_mean(table.text, names));
}

void refuse_table(Context& context, const ast::Name& table, std::string message, std::string help) {
    context.sink.error(DiagnosticKind::misplaced_trigger, table.span, std::move(message), {},
                       std::move(help));
}

/// SQLite takes INSTEAD OF for views only, and BEFORE and AFTER for tables only; it says so at the statement,
/// which is soon enough. What it cannot say is that the table is not there in every database.
void check_table(Context& context, const ast::Trigger& trigger) {
    const ast::Name& name = trigger.table;
    if (find(context.file.views, name.text) != nullptr) return;
    if (const ast::Table* table = find(context.file.tables, name.text)) {
        for (const ast::Name& column : trigger.columns)
            check_column_exists(context, *table, column);
        return;
    }
    if (find(context.file.virtual_tables, name.text) || find(context.file.searches, name.text))
        return refuse_table(
            context, name,
            fmt::format("`{}` is a virtual table, and SQLite fires no triggers on those", name.text),
            "put the trigger on the table that the virtual one is filled from");
    for (const char* type : {"table", "view"})
        if (find_unmanaged(context.schema, type, name.text) != nullptr)
            return refuse_table(
                context, name, fmt::format("`{}` is unmanaged: a new database does not have it", name.text),
                fmt::format("declare the table, or leave the trigger unmanaged, too: `unmanaged trigger {}`",
                            trigger.name.text));
    report_unknown(context, name);
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

void check_triggers(Context& context) {
    for (const ast::Trigger& trigger : context.file.triggers) {
        check_table(context, trigger);
        context.schema.triggers.push_back({trigger.name.text, trigger.table.text, timing_and_event(trigger),
                                           sql_text(trigger.sql), trigger.name.span, trigger.sql.span,
                                           trigger.doc});
    }
}

}  // namespace varve::compiler
