#include <fmt/format.h>

#include <algorithm>

#include "generator/base/schema_words.hpp"
#include "generator/base/suggest.hpp"
#include "generator/check/check_columns.hpp"
#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"

namespace varve::compiler {

namespace {

Table make_table(Context& context, const ast::Table& table) {
    Table made;
    made.name = table.name.text;
    made.cpp_name = check_cpp_name(context, table.cpp_name);
    made.doc = table.doc;
    made.span = table.name.span;
    made.strict = table.strict.has_value();
    made.without_rowid = table.without_rowid.has_value();
    if (table.was) made.was = Hint{table.was->name.text, table.was->clause};
    Declared declared(context.sink, "column");
    for (const ast::Column& column : table.columns) {
        declared.add(column.name);
        made.columns.push_back(make_column(context, table, column));
    }
    for (const ast::Check& check : table.checks)
        made.checks.push_back(make_check(check));
    const bool all_generated = std::all_of(table.columns.begin(), table.columns.end(),
                                           [](const ast::Column& column) { return column.generated; });
    if (all_generated && !table.damaged)
        context.sink.error(DiagnosticKind::empty_declaration, table.name.span,
                           fmt::format("table `{}` has no columns{}", table.name.text,
                                       table.columns.empty() ? "" : " but generated ones"));
    return made;
}

}  // namespace

void check_tables(Context& context) {
    for (const ast::Table& table : context.file.tables)
        context.schema.tables.push_back(make_table(context, table));
}

bool check_column_exists(Context& context, const ast::Table& table, const ast::Name& column) {
    std::set<std::string_view>& known = context.columns[&table];
    if (known.empty())
        for (const ast::Column& candidate : table.columns)
            known.insert(candidate.name.text);
    if (known.find(column.text) != known.end()) return true;
    std::vector<std::string_view> names;
    for (const ast::Column& candidate : table.columns)
        names.push_back(candidate.name.text);
    if (!table.damaged)
        context.sink.error(DiagnosticKind::unknown_column, column.span,
                           fmt::format("table `{}` has no column `{}`", table.name.text, column.text), {},
                           did_you_mean(column.text, names));
    return false;
}

std::string check_cpp_name(Context& context, const ast::Name& name) {
    if (name && !is_identifier(name.text))
        context.sink.error(DiagnosticKind::bad_cpp_name, name.span,
                           fmt::format("`{}` is no C++ identifier", name.text));
    return name.text;
}

}  // namespace varve::compiler
