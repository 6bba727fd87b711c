#include <fmt/format.h>

#include <algorithm>

#include "generator/base/schema_words.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/judge.hpp"
#include "generator/history/rename.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler {

namespace {

bool same_shape(const Schema& before, const Column& gone, const Schema& after, const Column& fresh) {
    return gone.nullable == fresh.nullable &&
           same_sql(declared_type(before, gone.type), declared_type(after, fresh.type));
}

bool same_shape(const Schema& before, const Table& gone, const Schema& after, const Table& fresh) {
    return std::equal(gone.columns.begin(), gone.columns.end(), fresh.columns.begin(), fresh.columns.end(),
                      [&](const Column& a, const Column& b) {
                          return same_name(a.name, b.name) && same_shape(before, a, after, b);
                      });
}

/// A column that says how it is filled is new on purpose; a generated one carries no value of its own.
bool may_be_renamed(const Column& column) {
    return !column.fill && !column.generated;
}

std::string fill_for(const Column& column) {
    if (column.default_value) return column.default_value->sql;
    return column.nullable ? "NULL" : "…";
}

void report_column(const TableMatch& table, const Column& gone, const Column& fresh, DiagnosticSink& sink) {
    const std::string line = fmt::format("{} {}", name_in_schema(fresh.name), shape_words(fresh));
    sink.error(
        DiagnosticKind::undeclared_rename, fresh.span,
        fmt::format(
            "column `{0}.{1}` is new and `{0}.{2}` of the same type is gone: a rename, or another column?",
            table.after->name, fresh.name, gone.name),
        {{fresh.span,
          fmt::format("a rename keeps every value: `{} was {}`", line, name_in_schema(gone.name))},
         {fresh.span, fmt::format("another column loses the values of `{}`: `{} fill ({})`", gone.name, line,
                                  fill_for(fresh))}},
        "write one of the two lines");
}

void report_table(const Table& gone, const Table& fresh, DiagnosticSink& sink) {
    sink.error(
        DiagnosticKind::undeclared_rename, fresh.span,
        fmt::format("table `{}` is new and `{}` with the same columns is gone: a rename, or another table?",
                    fresh.name, gone.name),
        {{fresh.span, fmt::format("a rename keeps every row: `table {} was {}`", name_in_schema(fresh.name),
                                  name_in_schema(gone.name))},
         {fresh.span, fmt::format("another table loses the rows of `{}`: freeze a revision without `{}` "
                                  "first, then add `{}`",
                                  gone.name, gone.name, fresh.name)}},
        "write `was`, or make two revisions");
}

void report_columns(const TableMatch& table, const Schema& before, const Schema& after,
                    DiagnosticSink& sink) {
    for (const Column& fresh : table.after->columns) {
        if (table.before_of(fresh) != nullptr || !may_be_renamed(fresh)) continue;
        for (const Column& gone : table.before->columns) {
            if (table.after_of(gone) != nullptr || gone.generated || !same_shape(before, gone, after, fresh))
                continue;
            report_column(table, gone, fresh, sink);
            break;
        }
    }
}

std::string terms_words(const Index& index) {
    std::string words;
    for (const KeyTerm& term : index.terms) {
        words += (words.empty() ? "" : ", ") +
                 (term.column.empty() ? term.expression : name_in_schema(term.column));
        if (!term.collate.empty()) words += " collate " + term.collate;
        if (term.descending) words += " desc";
    }
    return words;
}

void report_index(const Table& table, const Index& gone, const Index& fresh, DiagnosticSink& sink) {
    const std::string line =
        fmt::format("{}index {} ({}){}", fresh.unique ? "unique " : "", name_in_schema(fresh.name.value),
                    terms_words(fresh), fresh.where.empty() ? "" : " where " + fresh.where);
    sink.error(DiagnosticKind::undeclared_rename, fresh.span,
               fmt::format(
                   "index `{0}.{1}` is new and `{0}.{2}` over the same columns is gone: a rename, or another "
                   "index?",
                   table.name, fresh.name.value, gone.name.value),
               {{fresh.span, fmt::format("a rename: `{} was {}`", line, name_in_schema(gone.name.value))},
                {fresh.span, fmt::format("another index: freeze a revision without `{}` first, then add `{}`",
                                         gone.name.value, line)}},
               "write `was`, or make two revisions");
}

bool has_index(const Table& table, const std::string& name) {
    return std::any_of(table.indexes.begin(), table.indexes.end(),
                       [&](const Index& index) { return same_name(index.name.value, name); });
}

bool became_another(const Table& table, const Index& gone) {
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
        return index.was && same_name(index.was->value, gone.name.value);
    });
}

bool same_shape(const Table& before, Index gone, const Table& after, const Index& fresh) {
    gone.name = fresh.name;
    return same_sql(sqlite::render_index(before, gone), sqlite::render_index(after, fresh));
}

/// An index holds nothing, but statements name it (INDEXED BY).
void report_indexes(const TableMatch& table, const Renames& renames, DiagnosticSink& sink) {
    const Table before = renamed(*table.before, renames);
    for (const Index& fresh : table.after->indexes) {
        if (fresh.was || has_index(before, fresh.name.value)) continue;
        for (const Index& gone : before.indexes) {
            if (has_index(*table.after, gone.name.value) || became_another(*table.after, gone) ||
                !same_shape(before, gone, *table.after, fresh))
                continue;
            report_index(*table.after, gone, fresh, sink);
            break;
        }
    }
}

}  // namespace

void report_undeclared_renames(const Matching& matching, const Schema& before, const Schema& after,
                               DiagnosticSink& sink) {
    for (const Table* fresh : matching.created)
        for (const Table* gone : matching.dropped)
            if (same_shape(before, *gone, after, *fresh)) {
                report_table(*gone, *fresh, sink);
                break;
            }
    const Renames renames = renames_of(matching);
    for (const TableMatch& table : matching.tables) {
        report_columns(table, before, after, sink);
        report_indexes(table, renames, sink);
    }
}

}  // namespace varve::compiler
