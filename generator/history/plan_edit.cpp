#include "generator/history/plan_edit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

/// Which rows the value of a column changes. A declared conversion may change any.
std::string rows_that_change(const Course& course, const TableMatch& table, const Column& old,
                             const Column& column) {
    if (column.convert) return {};
    const std::string name = quote(old.name);
    std::string where;
    if (const std::string gone = mapped_values(course, old, column); !gone.empty())
        where = fmt::format("{} IN ({})", name, gone);
    const bool fills = column.fill && holds_null(course.before, *table.before, old) &&
                       !holds_null(course.after, *table.after, column);
    if (fills) where += fmt::format("{}{} IS NULL", where.empty() ? "" : " OR ", name);
    return where;
}

bool has_term(const std::vector<KeyTerm>& terms, const std::string& column) {
    return std::any_of(terms.begin(), terms.end(), [&](const KeyTerm& term) {
        return same_name(term.column, column) || detail::has_word(term.expression, detail::fold(column)) ||
               term.expression.find('"') != std::string::npos;
    });
}

bool is_unique(const Table& table, const std::string& column) {
    if (table.primary_key && has_term(table.primary_key->terms, column)) return true;
    for (const Unique& unique : table.uniques) {
        const bool named = std::any_of(unique.columns.begin(), unique.columns.end(),
                                       [&](const std::string& name) { return same_name(name, column); });
        if (named || has_term(unique.terms, column)) return true;
    }
    return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
        return index.unique && (!index.where.empty() || has_term(index.terms, column));
    });
}

}  // namespace

std::vector<RowChange> row_changes(const Course& course, const TableMatch& table) {
    std::vector<RowChange> changes;
    for (const ColumnMatch& match : table.columns) {
        const std::string name = quote(match.before->name);
        const std::optional<std::string> value = copied_value(course, table, *match.after);
        if (!value || *value == name) continue;
        changes.push_back({name, *value, rows_that_change(course, table, *match.before, *match.after)});
    }
    return changes;
}

std::string why_not_updated(const Course& course, const TableMatch& table) {
    const std::vector<RowChange> changes = row_changes(course, table);
    if (changes.empty()) return {};
    const bool loses_columns = table.columns.size() != table.before->columns.size();
    for (const ColumnMatch& match : table.columns)
        if (loses_columns || match.before->name != match.after->name)
            return "values change while columns are renamed or dropped";
    for (const ColumnMatch& match : table.columns) {
        const std::string name = quote(match.before->name);
        const auto change = std::find_if(changes.begin(), changes.end(),
                                         [&](const RowChange& each) { return each.column == name; });
        if (change == changes.end()) continue;
        const std::string what = fmt::format("values of `{}` change, which ", match.before->name);
        if (is_unique(*table.before, match.before->name) || is_unique(*table.after, match.after->name))
            return what + "a unique rule may hold against it half way";
        if (!holds_null(course.before, *table.before, *match.before) &&
            holds_null(course.after, *table.after, *match.after))
            return what + "could not hold NULL";
        if (detail::has_word(change->value, "select")) return what + "are read from rows that change too";
    }
    return {};
}

std::vector<std::string> edit_statements(const Course& course, const TableMatch& table) {
    std::vector<std::string> statements;
    std::string sets;
    std::string where;
    bool all = false;
    for (const RowChange& change : row_changes(course, table)) {
        sets += fmt::format("{}{} = {}", sets.empty() ? "" : ", ", change.column, change.value);
        all = all || change.where.empty();
        where += (where.empty() ? "" : " OR ") + change.where;
    }
    const std::string name = quote(table.after->name);
    // A conflict clause of the table would change rows or leave them out without a word.
    const bool clause = has_conflict_clause(*table.before) || has_conflict_clause(*table.after);
    if (!sets.empty())
        statements.push_back(fmt::format("UPDATE {}{}\n    SET {}{}", clause ? "OR ABORT " : "", name, sets,
                                         all ? "" : "\n    WHERE " + where));
    statements.push_back(sqlite::render_table(course.after, *table.after, table.after->name));
    return statements;
}

}  // namespace varve::compiler
