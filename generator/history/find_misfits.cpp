#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "generator/history/demanded_rows.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/type_change.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

/// One number, string or blob: never NULL.
bool is_literal(const SqlText& sql) {
    std::size_t words = 0;
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        using Kind = detail::SqlTokenKind;
        if (token.kind == Kind::op) continue;
        if (token.kind != Kind::number && token.kind != Kind::string && token.kind != Kind::blob)
            return false;
        ++words;
    }
    return words == 1;
}

std::string without_brackets(const SqlText& sql) {
    return sql.size() > 1 && sql.front() == '(' && sql.back() == ')' ? sql.substr(1, sql.size() - 2) : sql;
}

bool has_value(const Enum& values, const std::string& name) {
    return std::any_of(values.values.begin(), values.values.end(),
                       [&](const EnumValue& value) { return value.name == name; });
}

bool maps(const Enum& values, const std::string& name) {
    return std::any_of(values.map.begin(), values.map.end(),
                       [&](const auto& entry) { return entry.first.value == name; });
}

class MisfitSearch {
public:
    MisfitSearch(const RowAfter& row, std::vector<RowQuery>& found) : row_(row), found_(found) {}

    void run() {
        for (const Column& column : row_.after().columns) {
            if (may_be_null(column)) add_null(column);
            if (!column.generated) look_at_storage(column);
        }
        for (const Column& column : row_.after().columns)
            look_at_checks(column);
        for (const Check& check : row_.after().checks)
            if (row_.speaks_of_old(check.sql) && (!stands(check.sql) || row_.speaks_of_changed(check.sql)))
                add_check(check.sql, fmt::format("`{}` is false", without_brackets(check.sql)));
    }

private:
    const Schema& before() const { return row_.course().before; }
    const Schema& after() const { return row_.course().after; }
    bool is_alias(const Column& column) const {
        return sqlite::is_rowid_alias(after(), row_.after(), column);
    }

    void add(const std::string& words, const std::string& where) {
        found_.push_back({words, select_keys(row_, where)});
    }

    bool may_be_null(const Column& column) const {
        if (holds_null(after(), row_.after(), column)) return false;
        const Column* old = row_.match().before_of(column);
        const bool held = old != nullptr && holds_null(before(), row_.before(), *old);
        if (column.generated && row_.unchanged(column) == nullptr) return is_computed_of_old(column);
        if (old == nullptr) return column.fill && !is_literal(column.fill->value) && !is_alias(column);
        if (column.fill && is_literal(column.fill->value)) return false;
        if (column.convert && bare_cast(*old, column).empty()) return !is_literal(column.convert->value);
        return held;
    }

    bool is_computed_of_old(const Column& column) const {
        return column.generated && row_.speaks_of_old(column.generated->sql);
    }

    void add_null(const Column& column) {
        const Column* old = row_.unchanged(column);
        const auto value = row_.value(column);
        if (!value) return;
        add(fmt::format("`{}` {} NULL", old != nullptr ? old->name : column.name,
                        old != nullptr ? "is" : "would be"),
            *value + " IS NULL");
    }

    /// The column that its values are copied from as they are, whatever either is declared as.
    const Column* copied_from(const Column& column) const {
        const Column* old = row_.match().before_of(column);
        const bool plain =
            old != nullptr && !old->generated && row_.value(column) == sqlite::quote(old->name);
        return plain ? old : nullptr;
    }

    /// What a STRICT table and a rowid refuse.
    void look_at_storage(const Column& column) {
        const Column* old = copied_from(column);
        if (old == nullptr || sqlite::is_rowid_alias(before(), row_.before(), *old)) return;
        const bool becomes_strict = row_.after().strict && !row_.before().strict;
        if (!becomes_strict && !is_alias(column)) return;
        std::string type = declared_type(after(), column.type);
        std::transform(type.begin(), type.end(), type.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        if (type == "INTEGER" || type == "INT")
            add_storage(*old, "no integer", "NOT IN ('integer', 'null')");
        else if (type == "REAL")
            add_storage(*old, "no number", "IN ('text', 'blob')");
        else if (type == "TEXT")
            add_storage(*old, "a blob", "= 'blob'");
        else if (type == "BLOB")
            add_storage(*old, "no blob", "NOT IN ('blob', 'null')");
    }

    void add_storage(const Column& old, const char* words, const char* condition) {
        add(fmt::format("`{}` is {}", old.name, words),
            fmt::format("typeof({}) {}", sqlite::quote(old.name), condition));
    }

    void look_at_checks(const Column& column) {
        const std::optional<SqlText> implied = implied_check(after(), column);
        for (const Check& check : column.checks) {
            const bool is_own = !implied || !same_sql(check.sql, *implied);
            if (!row_.speaks_of_old(check.sql)) continue;
            if (is_own && (!stands(check.sql) || row_.speaks_of_changed(check.sql)))
                add_check(check.sql, fmt::format("`{}` is false", without_brackets(check.sql)));
            else if (!is_own && may_misfit(column))
                add_check(check.sql, misfit_words(column));
        }
    }

    bool stands(const SqlText& sql) const {
        const SqlText was = row_.in_old_names(sql);
        const auto equal = [&](const Check& check) { return same_sql(check.sql, was); };
        const Table& old = row_.before();
        return std::any_of(old.checks.begin(), old.checks.end(), equal) ||
               std::any_of(old.columns.begin(), old.columns.end(), [&](const Column& column) {
                   return std::any_of(column.checks.begin(), column.checks.end(), equal);
               });
    }

    /// Whether a value may be one that the column's type does not have.
    bool may_misfit(const Column& column) const {
        const Column* old = row_.match().before_of(column);
        if (column.generated && row_.unchanged(column) == nullptr) return is_computed_of_old(column);
        if (old == nullptr) return column.fill && !is_literal(column.fill->value);
        if (column.convert) return !is_literal(column.convert->value);
        if (old->type.kind == TypeKind::boolean && old->type.sqltype) return true;
        const Enum* values = after().find_enum(column.type.name);
        const Enum* old_values = before().find_enum(old->type.name);
        if (column.type.kind != TypeKind::enumeration || old->type.kind != TypeKind::enumeration ||
            values == nullptr || old_values == nullptr)
            return type_change(before(), *old, after(), row_.after(), column) == TypeChange::narrowing;
        return std::any_of(old_values->values.begin(), old_values->values.end(), [&](const EnumValue& value) {
            return !has_value(*values, value.name) && !maps(*values, value.name);
        });
    }

    std::string misfit_words(const Column& column) const {
        const Column* old = row_.unchanged(column);
        return fmt::format("`{}` {} no `{}`", old != nullptr ? old->name : column.name,
                           old != nullptr ? "is" : "would be", type_words(column.type));
    }

    void add_check(const SqlText& check, const std::string& words) {
        if (const auto sql = row_.expression(check)) add(words, "NOT " + *sql);
    }

    const RowAfter& row_;
    std::vector<RowQuery>& found_;
};

}  // namespace

void find_misfits(const RowAfter& row, std::vector<RowQuery>& found) {
    MisfitSearch(row, found).run();
}

}  // namespace varve::compiler
