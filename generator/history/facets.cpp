#include "generator/history/facets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

std::vector<std::string> check_texts(const Column& column) {
    std::vector<std::string> texts;
    for (const Check& check : column.checks)
        texts.push_back(detail::normalise_structure(sqlite::render_check(check)));
    std::sort(texts.begin(), texts.end());
    return texts;
}

/// Most often they are written alike, and nothing need be normalised.
bool have_same_checks(const Column& a, const Column& b) {
    const bool alike = std::equal(a.checks.begin(), a.checks.end(), b.checks.begin(), b.checks.end(),
                                  [](const Check& one, const Check& other) {
                                      return sqlite::render_check(one) == sqlite::render_check(other);
                                  });
    return alike || check_texts(a) == check_texts(b);
}

std::string join(const std::vector<std::string>& texts) {
    std::string joined;
    for (const std::string& text : texts)
        joined += (joined.empty() ? "" : ", ") + text;
    return joined.empty() ? "none" : joined;
}

std::string values_of(const Schema& schema, const Column& column) {
    const Enum* values =
        column.type.kind == TypeKind::enumeration ? schema.find_enum(column.type.name) : nullptr;
    std::vector<std::string> names;
    if (values != nullptr)
        for (const EnumValue& value : values->values)
            names.push_back(value.name);
    return names.empty() ? "" : join(names);
}

std::string default_text(const Column& column) {
    return column.default_value ? column.default_value->sql : "none";
}

std::string generated_text(const Column& column) {
    if (!column.generated) return "none";
    return column.generated->sql + (column.generated->stored ? " stored" : " virtual");
}

/// What a NOT NULL says beyond itself.
std::string not_null_text(const Schema& schema, const Table& table, const Column& column) {
    if (!column.not_null) return "plain";
    std::string text = column.not_null->name.empty() ? "" : "named " + sqlite::quote(column.not_null->name);
    if (!column.not_null->conflict.empty())
        text += (text.empty() ? "" : " ") + ("on conflict " + column.not_null->conflict);
    if (!text.empty()) return text;
    return sqlite::is_rowid_alias(schema, table, column) ? "stated" : "plain";
}

std::string collation(const Column& column) {
    return column.collate.empty() ? "none" : column.collate;
}

}  // namespace

bool same_sql(std::string_view a, std::string_view b) {
    return a == b || detail::normalise_structure(a) == detail::normalise_structure(b);
}

std::string type_words(const ColumnType& type) {
    std::string words = type.name.empty() ? std::string(row_of(type.kind).word) : type.name;
    if (type.length) words += fmt::format("({})", *type.length);
    if (type.sqltype) words += fmt::format(" sqltype \"{}\"", *type.sqltype);
    return words;
}

std::string shape_words(const Column& column) {
    return type_words(column.type) + (column.nullable ? "?" : "");
}

bool holds_null(const Schema& schema, const Table& table, const Column& column) {
    return column.nullable && !sqlite::is_rowid_alias(schema, table, column);
}

bool has_conflict_clause(const Table& table) {
    return (table.primary_key && !table.primary_key->conflict.empty()) ||
           std::any_of(table.uniques.begin(), table.uniques.end(),
                       [](const Unique& unique) { return !unique.conflict.empty(); }) ||
           std::any_of(table.columns.begin(), table.columns.end(), [](const Column& column) {
               return column.not_null && !column.not_null->conflict.empty();
           });
}

std::vector<FacetChange> column_changes(const Schema& before_schema, const Table& before_table,
                                        const Column& before, const Schema& after_schema,
                                        const Table& after_table, const Column& after) {
    std::vector<FacetChange> changes;
    const bool same_checks = have_same_checks(before, after);
    const bool same_type =
        same_sql(declared_type(before_schema, before.type), declared_type(after_schema, after.type));
    const std::string type_before = type_words(before.type);
    const std::string type_after = type_words(after.type);
    if (!same_type || (!same_checks && type_before != type_after))
        changes.push_back({"type", type_before, type_after});
    else if (!same_checks && values_of(before_schema, before) != values_of(after_schema, after))
        changes.push_back({"values", values_of(before_schema, before), values_of(after_schema, after)});
    else if (!same_checks)
        changes.push_back({"check", join(check_texts(before)), join(check_texts(after))});
    const bool null_before = holds_null(before_schema, before_table, before);
    const bool null_after = holds_null(after_schema, after_table, after);
    if (null_before != null_after)
        changes.push_back({"", null_before ? "nullable" : "not null", null_after ? "nullable" : "not null"});
    const auto compare = [&](std::string_view facet, std::string text_before, std::string text_after) {
        if (!same_sql(text_before, text_after))
            changes.push_back({facet, std::move(text_before), std::move(text_after)});
    };
    compare("not null", not_null_text(before_schema, before_table, before),
            not_null_text(after_schema, after_table, after));
    compare("default", default_text(before), default_text(after));
    compare("collation", collation(before), collation(after));
    compare("generated", generated_text(before), generated_text(after));
    return changes;
}

bool changes_values(const Schema& before_schema, const Table& before_table, const Column& before,
                    const Schema& after_schema, const Table& after_table, const Column& after) {
    const std::vector<FacetChange> changes =
        column_changes(before_schema, before_table, before, after_schema, after_table, after);
    return std::any_of(changes.begin(), changes.end(), [](const FacetChange& change) {
        return change.facet == "type" || change.facet == "values" || change.facet == "check";
    });
}

}  // namespace varve::compiler
