#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

void check_prefix(Context& context, const ast::Name& name) {
    for (std::string_view prefix : {"varve_", "sqlite_"})
        if (folded(name.text).compare(0, prefix.size(), prefix) == 0)
            context.sink.error(DiagnosticKind::reserved_prefix, name.span,
                               fmt::format("`{}`: the prefix `{}` is reserved", name.text, prefix));
}

/// Where constraints may go without a name, a name is but a remark, as it is to SQLite.
void check_constraint_names(Context& context, const ast::Table& table) {
    if (context.schema.unnamed_constraints) return;
    Declared constraints(context.sink, "constraint");
    const auto add = [&](const ast::Name& name) {
        if (name) constraints.add(name);
    };
    for (const ast::Column& column : table.columns) {
        if (column.primary_key) add(column.primary_key->name);
        if (column.not_null) add(column.not_null->name);
        for (const ast::Check& check : column.checks)
            add(check.name);
    }
    for (const ast::PrimaryKey& key : table.primary_keys)
        add(key.name);
    for (const ast::Check& check : table.checks)
        add(check.name);
    for (const ast::Unique& unique : table.uniques)
        add(unique.name);
    for (const ast::ForeignKey& key : table.foreign_keys)
        add(key.name);
}

}  // namespace

std::string folded(std::string_view name) {
    std::string out(name);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

void Declared::add(const ast::Name& name, std::string_view what) {
    const auto [first, fresh] = first_.emplace(folded(name.text), name.span);
    if (fresh) return;
    sink_.error(DiagnosticKind::duplicate_name, name.span,
                fmt::format("{} `{}` {} twice", what, name.text, stands_),
                {{first->second, stands_ == "is declared" ? "first declared here" : "the first is here"}});
}

/// Tables, views and indexes share one set of names in SQLite; triggers have their own.
void check_names(Context& context) {
    Declared objects(context.sink, "table");
    Declared triggers(context.sink, "trigger");
    const auto object = [&](const ast::Name& name, std::string_view what) {
        check_prefix(context, name);
        objects.add(name, what);
    };
    for (const ast::Table& table : context.file.tables)
        object(table.name, "table");
    for (const ast::VirtualTable& table : context.file.virtual_tables)
        object(table.name, "table");
    for (const ast::Search& search : context.file.searches)
        object(search.name, "search");
    for (const ast::View& view : context.file.views)
        object(view.name, "view");
    for (const ast::Table& table : context.file.tables) {
        check_constraint_names(context, table);
        for (const ast::Index& index : table.indexes)
            if (index.name) object(index.name, "index");
    }
    for (const ast::Trigger& trigger : context.file.triggers) {
        check_prefix(context, trigger.name);
        triggers.add(trigger.name);
    }
}

}  // namespace varve::compiler
