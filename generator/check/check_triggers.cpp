#include <fmt/format.h>

#include <set>

#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"

namespace varve::compiler {

namespace {

void report_unknown(Context& context, const ast::Name& table) {
    if (context.file.damaged) return;
    context.sink.error(DiagnosticKind::unknown_table, table.span,
                       fmt::format("unknown table `{}`", table.text), {},
                       suggest_table(context, table.text, Among::tables_and_views));
}

/// The names that are no tables of the language, and still may be meant.
struct OtherNames {
    std::set<std::string_view> views;
    std::set<std::string_view> virtual_tables;

    explicit OtherNames(const ast::File& file) {
        for (const ast::View& view : file.views)
            views.insert(view.name.text);
        for (const ast::VirtualTable& table : file.virtual_tables)
            virtual_tables.insert(table.name.text);
        for (const ast::Search& search : file.searches)
            virtual_tables.insert(search.name.text);
    }
};

void refuse_table(Context& context, const ast::Name& table, std::string message, std::string help) {
    context.sink.error(DiagnosticKind::misplaced_trigger, table.span, std::move(message), {},
                       std::move(help));
}

/// SQLite takes INSTEAD OF for views only, and BEFORE and AFTER for tables only; it says so at the statement,
/// which is soon enough. What it cannot say is that the table is not there in every database.
void check_table(Context& context, const ast::Trigger& trigger, const OtherNames& others) {
    const ast::Name& name = trigger.table;
    if (others.views.count(name.text) > 0) return;
    if (const ast::Table* table = find_table(context, name.text)) {
        for (const ast::Name& column : trigger.columns)
            check_column_exists(context, *table, column);
        return;
    }
    if (others.virtual_tables.count(name.text) > 0)
        return refuse_table(
            context, name,
            fmt::format("`{}` is a virtual table, and SQLite fires no triggers on those", name.text),
            "put the trigger on the table that the virtual one is filled from");
    for (const char* type : {"table", "view"})
        if (find_unmanaged(context, type, name.text) != nullptr)
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
    const OtherNames others(context.file);
    for (const ast::Trigger& trigger : context.file.triggers) {
        check_table(context, trigger, others);
        context.schema.triggers.push_back({trigger.name.text, trigger.table.text, timing_and_event(trigger),
                                           sql_text(trigger.sql), trigger.name.span, trigger.sql.span,
                                           trigger.doc});
    }
}

}  // namespace varve::compiler
