#include "generator/history/row_after.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "generator/history/facets.hpp"
#include "generator/model/default_expression.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

}  // namespace

const Column* RowAfter::unchanged(const Column& column) const {
    const Column* old = table_.before_of(column);
    if (old == nullptr) return nullptr;
    if (column.generated) return is_recomputed_alike(column) ? old : nullptr;
    const bool same_type =
        same_sql(declared_type(course_.before, old->type), declared_type(course_.after, column.type));
    return same_type && !old->generated && value(column) == quote(old->name) ? old : nullptr;
}

/// A generated column that computes the same of unchanged columns holds what it held.
bool RowAfter::is_recomputed_alike(const Column& column) const {
    const Column* old = table_.before_of(column);
    if (old == nullptr || !old->generated) return false;
    const std::vector<const Column*> read = columns_in(column.generated->sql);
    return std::all_of(read.begin(), read.end(),
                       [&](const Column* each) { return unchanged(*each) != nullptr; }) &&
           same_sql(in_old_names(column.generated->sql), old->generated->sql);
}

std::optional<std::string> RowAfter::value(const Column& column) const {
    if (column.generated) return computed_value(column);
    if (const auto copied = copied_value(course_, table_, column)) {
        const Column* old = table_.before_of(column);
        const bool to_text = old != nullptr && !column.convert &&
                             storage_kind(course_.before, old->type) != TypeKind::text && is_text(column);
        const bool was_text = old != nullptr && same_name(declared_type(course_.before, old->type), "TEXT");
        return to_text && !was_text ? fmt::format("CAST({} AS TEXT)", *copied) : *copied;
    }
    return column.default_value ? default_expression(*column.default_value) : "NULL";
}

std::optional<std::string> RowAfter::computed_value(const Column& column) const {
    if (const Column* old = unchanged(column)) return quote(old->name);
    const auto value = expression(column.generated->sql);
    return value && is_text(column) ? fmt::format("CAST({} AS TEXT)", *value) : value;
}

bool RowAfter::has_foreign_collation(const Column& column) const {
    return column.generated && is_text(column) && unchanged(column) == nullptr;
}

bool RowAfter::is_text(const Column& column) const {
    return same_name(declared_type(course_.after, column.type), "TEXT");
}

std::vector<const Column*> RowAfter::columns_in(const SqlText& sql) const {
    std::vector<const Column*> found;
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        if (token.kind != detail::SqlTokenKind::word && token.kind != detail::SqlTokenKind::quoted) continue;
        const std::string_view word = std::string_view(sql).substr(token.begin, token.end - token.begin);
        const Column* column = find_column(*table_.after, detail::unquote(word));
        if (column != nullptr && std::find(found.begin(), found.end(), column) == found.end())
            found.push_back(column);
    }
    return found;
}

SqlText RowAfter::in_old_names(const SqlText& sql) const {
    NameMap names;
    for (const ColumnMatch& column : table_.columns)
        if (column.before->name != column.after->name) names[column.after->name] = column.before->name;
    return rename_words(sql, names);
}

std::optional<std::string> RowAfter::expression(const SqlText& sql) const {
    std::string values;
    bool plain = true;
    for (const Column* column : columns_in(sql)) {
        const Column* old = unchanged(*column);
        const auto value = old != nullptr ? std::optional(quote(old->name)) : this->value(*column);
        if (!value) return std::nullopt;
        const bool collated =
            old != nullptr ? !same_name(old->collate, column->collate) : has_foreign_collation(*column);
        plain = plain && old != nullptr && !collated;
        const std::string collate = column->collate.empty() ? "BINARY" : column->collate;
        values += fmt::format(
            "{}{}{} AS {}", values.empty() ? "" : ", ", *value,
            collated || (old == nullptr && !column->collate.empty()) ? " COLLATE " + quote(collate) : "",
            quote(column->name));
    }
    if (plain) return in_old_names(sql);
    return fmt::format("(SELECT {} FROM (SELECT {}) AS {})", sql, values, quote(table_.after->name));
}

bool RowAfter::speaks_of_old(const SqlText& sql) const {
    const std::vector<const Column*> columns = columns_in(sql);
    return std::any_of(columns.begin(), columns.end(), [&](const Column* column) {
        if (column->generated) return speaks_of_old(column->generated->sql);
        return table_.before_of(*column) != nullptr || column->fill;
    });
}

bool RowAfter::speaks_of_held(const SqlText& sql) const {
    const std::vector<const Column*> columns = columns_in(sql);
    if (columns.empty()) return true;
    return std::any_of(columns.begin(), columns.end(), [&](const Column* column) {
        if (column->generated) return speaks_of_held(column->generated->sql);
        return table_.before_of(*column) != nullptr || column->fill || column->default_value;
    });
}

bool RowAfter::speaks_of_changed(const SqlText& sql) const {
    const std::vector<const Column*> columns = columns_in(sql);
    return std::any_of(columns.begin(), columns.end(), [&](const Column* column) {
        return table_.before_of(*column) != nullptr && unchanged(*column) == nullptr;
    });
}

std::string RowAfter::source() const {
    const std::string name = quote(table_.before->name);
    if (same_name(table_.before->name, table_.after->name)) return name;
    return name + " AS " + quote(table_.after->name);
}

}  // namespace varve::compiler
