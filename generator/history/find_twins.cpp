#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "generator/base/letters.hpp"
#include "generator/history/demanded_rows.hpp"
#include "generator/history/facets.hpp"
#include "generator/model/terms.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

/// Columns (folded) or expressions, each with the collation in which no two are equal.
using Terms = std::map<std::string, std::string>;

std::string collation(const Table& table, const KeyTerm& term) {
    const Column* column = term.column.empty() ? nullptr : find_column(table, term.column);
    const std::string own = column == nullptr ? std::string() : column->collate;
    const std::string name = lower_case(term.collate.empty() ? own : term.collate);
    return name.empty() ? "binary" : name;
}

struct Promise {
    Terms terms;
    SqlText where;
};

std::vector<Promise> promises_of(const Table& table) {
    std::vector<Promise> all;
    const auto collect = [&](const std::vector<KeyTerm>& terms, const SqlText& where) {
        Promise& promise = all.emplace_back();
        promise.where = where;
        for (const KeyTerm& term : terms)
            promise.terms[term.column.empty() ? term.expression : lower_case(term.column)] =
                collation(table, term);
    };
    if (table.primary_key) collect(table.primary_key->terms, "");
    for (const Unique& rule : table.uniques)
        collect(terms_of(rule), "");
    for (const Index& index : table.indexes)
        if (index.unique) collect(index.terms, index.where);
    return all;
}

class TwinSearch {
public:
    TwinSearch(const RowAfter& row, std::vector<RowQuery>& found)
        : row_(row), found_(found), promises_(promises_of(row.before())) {}

    void run() {
        const Table& table = row_.after();
        if (table.primary_key) ask(table.primary_key->terms, "");
        for (const Unique& rule : table.uniques)
            ask(terms_of(rule), "");
        for (const Index& index : table.indexes)
            if (index.unique) ask(index.terms, index.where);
    }

private:
    /// In the old names, as promises are; nothing where a value is changed or new.
    std::optional<Terms> unchanged(const std::vector<KeyTerm>& terms) const {
        Terms all;
        for (const KeyTerm& term : terms) {
            std::string name = row_.in_old_names(term.expression);
            if (!term.column.empty()) {
                const Column* column = find_column(row_.after(), term.column);
                const Column* old = column == nullptr ? nullptr : row_.unchanged(*column);
                if (old == nullptr) return std::nullopt;
                name = lower_case(old->name);
            } else if (row_.speaks_of_changed(term.expression)) {
                return std::nullopt;
            }
            all[name] = collation(row_.after(), term);
        }
        return all;
    }

    bool is_promised(const Terms& wanted, const SqlText& where) const {
        // What differs under any collation differs byte by byte.
        const auto keeps = [&](const auto& term) {
            const auto at = wanted.find(term.first);
            return at != wanted.end() && (at->second == term.second || at->second == "binary");
        };
        return std::any_of(promises_.begin(), promises_.end(), [&](const Promise& promise) {
            return (promise.where.empty() || same_sql(promise.where, row_.in_old_names(where))) &&
                   std::all_of(promise.terms.begin(), promise.terms.end(), keeps);
        });
    }

    /// New columns without a default are NULL in each row, and so is what is computed of them.
    bool speaks_of_held(const std::vector<KeyTerm>& terms) const {
        return std::any_of(terms.begin(), terms.end(), [&](const KeyTerm& term) {
            return row_.speaks_of_held(term.column.empty() ? term.expression : quote(term.column));
        });
    }

    /// A new rowid alias numbers the rows itself; a new column without default is NULL in each.
    bool tells_rows_apart(const Column& column) const {
        if (row_.match().before_of(column) != nullptr || column.fill || column.generated) return false;
        return sqlite::is_rowid_alias(row_.course().after, row_.after(), column) || !column.default_value;
    }

    void ask(const std::vector<KeyTerm>& terms, const SqlText& where) {
        if (const auto same = unchanged(terms); same && is_promised(*same, where)) return;
        if (!speaks_of_held(terms)) return;
        std::vector<std::string> parts;
        std::vector<std::string> conditions;
        for (const KeyTerm& term : terms) {
            const auto part = part_of(term);
            if (!part) return;
            parts.push_back(*part);
            if (may_be_null(term)) conditions.push_back(*part + " IS NOT NULL");
        }
        if (!where.empty()) {
            const auto holds = row_.expression(where);
            if (!holds) return;
            conditions.push_back(*holds);
        }
        const std::string keys = fmt::format("{}", fmt::join(key_of(row_.before()), ", "));
        const char* where_word = conditions.empty() ? "" : " WHERE ";
        found_.push_back(
            {words(terms, where),
             fmt::format("SELECT {0} FROM (SELECT {0}, count(*) OVER (PARTITION BY {1}) AS \"varve_twins\" "
                         "FROM {2}{3}{4}) WHERE \"varve_twins\" > 1",
                         keys, fmt::join(parts, ", "), row_.source(), where_word,
                         fmt::join(conditions, " AND "))});
    }

    /// NULLs are no duplicates of each other.
    bool may_be_null(const KeyTerm& term) const {
        const Column* column = term.column.empty() ? nullptr : find_column(row_.after(), term.column);
        const Column* old = column == nullptr ? nullptr : row_.unchanged(*column);
        if (old != nullptr) return holds_null(row_.course().before, row_.before(), *old);
        const bool is_new = column != nullptr && row_.match().before_of(*column) == nullptr;
        return !is_new || column->fill || !column->default_value ||
               holds_null(row_.course().after, row_.after(), *column);
    }

    std::optional<std::string> part_of(const KeyTerm& term) const {
        if (term.column.empty()) {
            const auto sql = row_.expression(term.expression);
            return sql && !term.collate.empty() ? *sql + " COLLATE " + quote(term.collate) : sql;
        }
        const Column* column = find_column(row_.after(), term.column);
        if (column == nullptr || tells_rows_apart(*column)) return std::nullopt;
        const Column* old = row_.unchanged(*column);
        const auto value = old != nullptr ? std::optional(quote(old->name)) : row_.value(*column);
        const std::string wanted = collation(row_.after(), term);
        const std::string had = old == nullptr || old->collate.empty() ? "binary" : lower_case(old->collate);
        if (!value || (wanted == had && !row_.has_foreign_collation(*column))) return value;
        return *value + " COLLATE " + quote(wanted);
    }

    static std::string words(const std::vector<KeyTerm>& terms, const SqlText& where) {
        std::vector<std::string> names;
        for (const KeyTerm& term : terms)
            names.push_back(term.column.empty() ? term.expression : term.column);
        return fmt::format("`{}` {}{}", fmt::join(names, "`, `"),
                           names.size() == 1 ? "is not unique" : "are not unique together",
                           where.empty() ? "" : fmt::format(" where `{}`", where));
    }

    const RowAfter& row_;
    std::vector<RowQuery>& found_;
    const std::vector<Promise> promises_;
};

}  // namespace

void find_twins(const RowAfter& row, std::vector<RowQuery>& found) {
    TwinSearch(row, found).run();
}

}  // namespace varve::compiler
