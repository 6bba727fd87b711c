#include "generator/history/plan_alter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

/// A default that SQLite takes for rows that exist: CURRENT_TIMESTAMP and expressions it refuses on a
/// populated table.
bool is_constant(const Default& value) {
    return value.kind == Default::Kind::literal && value.sql.rfind('(', 0) != 0 &&
           !same_name(value.sql.substr(0, 8), "CURRENT_");
}

bool is_null(const std::optional<Default>& value) {
    return !value || same_name(value->sql, "NULL");
}

bool fill_is_default(const Column& column) {
    if (!column.fill) return true;
    const std::string value = column.default_value ? column.default_value->sql : "NULL";
    return same_sql(column.fill->value, value) || same_sql(column.fill->value, "(" + value + ")");
}

bool names(const SqlText& sql, const std::string& column) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(sql);
    return std::any_of(tokens.begin(), tokens.end(), [&](const detail::SqlToken& token) {
        return same_name(detail::unquote(std::string_view(sql).substr(token.begin, token.end - token.begin)),
                         column);
    });
}

bool holds(const std::vector<KeyTerm>& terms, const std::string& column) {
    return std::any_of(terms.begin(), terms.end(), [&](const KeyTerm& term) {
        return same_name(term.column, column) || names(term.expression, column);
    });
}

/// In a check or an expression of anything but the column itself.
bool is_spoken_of(const Table& table, const Column& column) {
    const auto speaks = [&](const Check& check) { return names(check.sql, column.name); };
    return std::any_of(table.checks.begin(), table.checks.end(), speaks) ||
           std::any_of(table.columns.begin(), table.columns.end(), [&](const Column& other) {
               return &other != &column && (std::any_of(other.checks.begin(), other.checks.end(), speaks) ||
                                            (other.generated && names(other.generated->sql, column.name)));
           });
}

bool is_referred_to(const Schema& schema, const Table& table, const Column& column) {
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](const Table& child) {
        return std::any_of(child.foreign_keys.begin(), child.foreign_keys.end(), [&](const ForeignKey& key) {
            return same_name(key.table, table.name) && holds_name(key.references, column.name);
        });
    });
}

}  // namespace

std::optional<Hindrance> why_not_added(const Schema& schema, const Table& table, const Column& column) {
    const std::string what = fmt::format("the new column `{}` ", column.name);
    if (column.generated) {
        if (!column.generated->stored) return std::nullopt;
        return Hindrance{what + "is stored and has to be computed for every row",
                         "`virtual` instead of `stored` needs no rebuild"};
    }
    if (!fill_is_default(column))
        return Hindrance{what + "is filled for the rows that exist", "a constant default needs no rebuild"};
    if (column.default_value && !is_constant(*column.default_value))
        return Hindrance{what + "has a default that is no constant", "a constant default needs no rebuild"};
    if (is_null(column.default_value) && !holds_null(schema, table, column))
        return Hindrance{what + "is not null and has no default",
                         fmt::format("a constant default, or `{} {}?`, needs no rebuild", column.name,
                                     shape_words(column))};
    const bool refers =
        std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
            return sqlite::stands_on_column(key) && key.columns[0] == column.name;
        });
    if (!refers || is_null(column.default_value)) return std::nullopt;
    return Hindrance{what + "refers to a table and has a default", "without the default it needs no rebuild"};
}

std::optional<Hindrance> why_not_dropped(const Course& course, const Table& table, const Column& column) {
    const auto is = [&](const char* why) {
        return Hindrance{fmt::format("column `{}`, which goes, is {}", column.name, why), {}};
    };
    if (table.primary_key && holds(table.primary_key->terms, column.name)) return is("in the primary key");
    for (const Unique& unique : table.uniques)
        if (holds_name(unique.columns, column.name) || holds(unique.terms, column.name))
            return is("in a unique constraint");
    for (const ForeignKey& key : table.foreign_keys)
        if (!sqlite::stands_on_column(key) && holds_name(key.columns, column.name))
            return is("in a foreign key of several columns");
    if (is_spoken_of(table, column)) return is("in a check or a generated column");
    if (is_referred_to(course.before, table, column)) return is("what a foreign key refers to");
    return std::nullopt;
}

/// Where SQLite's rename loses sight of the column (measured on 3.40: "no such column").
bool is_twice_in_keys(const Table& table, const std::string& column) {
    if (!table.without_rowid || !table.primary_key) return false;
    const bool in_key = std::any_of(table.primary_key->terms.begin(), table.primary_key->terms.end(),
                                    [&](const KeyTerm& term) { return same_name(term.column, column); });
    return in_key && std::any_of(table.uniques.begin(), table.uniques.end(), [&](const Unique& unique) {
               return std::any_of(unique.columns.begin(), unique.columns.end(),
                                  [&](const std::string& name) { return same_name(name, column); });
           });
}

/// A name that another column of the old table has cannot be given before that one is out of the way.
std::optional<Hindrance> why_not_renamed(const TableMatch& table) {
    for (const ColumnMatch& renamed_column : table.columns)
        if (renamed_column.before->name != renamed_column.after->name &&
            is_twice_in_keys(*table.before, renamed_column.before->name))
            return Hindrance{fmt::format("`{}` is in the key of a table WITHOUT ROWID and in a UNIQUE",
                                         renamed_column.before->name),
                             {}};
    for (const ColumnMatch& renamed_column : table.columns)
        for (const Column& old : table.before->columns)
            if (&old != renamed_column.before && same_name(old.name, renamed_column.after->name))
                return Hindrance{
                    fmt::format("column `{}` takes the name of another", renamed_column.after->name), {}};
    return std::nullopt;
}

std::optional<Hindrance> why_not_so_many(const TableMatch& table) {
    const auto gone =
        std::count_if(table.before->columns.begin(), table.before->columns.end(), [&](const Column& column) {
            return table.after_of(column) == nullptr && !(column.generated && !column.generated->stored);
        });
    const std::size_t indexes = table.after->indexes.size() + table.after->uniques.size();
    if (static_cast<std::size_t>(gone) <= 2 + indexes) return std::nullopt;
    return Hindrance{fmt::format("{} columns go, and ALTER TABLE would write every row {} times", gone, gone),
                     {}};
}

std::vector<std::string> alter_statements(const Course& course, const TableMatch& match) {
    const std::string alter = "ALTER TABLE " + quote(match.after->name);
    std::vector<std::string> statements;
    for (const ColumnMatch& column : match.columns)
        if (column.before->name != column.after->name)
            statements.push_back(fmt::format("{} RENAME COLUMN {} TO {}", alter, quote(column.before->name),
                                             quote(column.after->name)));
    // New ones first: a table keeps at least one column.
    for (const Column& column : match.after->columns)
        if (match.before_of(column) == nullptr)
            statements.push_back(fmt::format("{} ADD COLUMN {}", alter,
                                             sqlite::render_column(course.after, *match.after, column)));
    for (const Column& column : match.before->columns)
        if (match.after_of(column) == nullptr)
            statements.push_back(fmt::format("{} DROP COLUMN {}", alter, quote(column.name)));
    return statements;
}

}  // namespace varve::compiler
