#include "generator/history/demands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "generator/history/computed_names.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/manipulation.hpp"
#include "generator/history/rename.hpp"
#include "generator/model/terms.hpp"
#include "generator/model/type.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::fold;

/// What is unique in a table: columns with their collation, or expressions, under the names before the step.
struct Uniqueness {
    std::set<std::pair<std::string, std::string>> terms;
    SqlText where;
};

const Table* table_named(const Schema& schema, const std::string& folded) {
    for (const Table& table : schema.tables)
        if (fold(table.name) == folded) return &table;
    return nullptr;
}

std::string listed(const std::vector<std::string>& names) {
    return fmt::format("`{}`", fmt::join(names, "`, `"));
}

/// One without a name is known by what it speaks of.
std::string named(const char* kind, const ObjectName& name, const std::vector<std::string>& words) {
    return name.value.empty() ? fmt::format("{} ({})", kind, listed(words))
                              : fmt::format("{} `{}`", kind, name.value);
}

std::string named(const char* kind, const ObjectName& name, const std::string& otherwise) {
    return fmt::format("{} `{}`", kind, name.value.empty() ? otherwise : name.value);
}

std::vector<std::string> words_of(const std::vector<KeyTerm>& terms) {
    std::vector<std::string> words;
    for (const KeyTerm& term : terms)
        words.push_back(term.column.empty() ? term.expression : term.column);
    return words;
}

/// Tables whose rows the step's own statements change or delete: it may mend what would not fit.
std::set<std::string> mended_tables(std::string_view up) {
    std::set<std::string> tables;
    for (const detail::Step& step : detail::split_steps(up)) {
        if (step.directive) continue;
        const auto manipulation = StatementReader(step.text).manipulation();
        if (manipulation && (manipulation->verb == "update" || manipulation->verb == "delete"))
            tables.insert(manipulation->table);
    }
    return tables;
}

/// The demands on one table that stands on both sides.
class TableDemands {
public:
    /// `computed`: names of columns that the step's statements fill.
    TableDemands(const Schema& after, const Carry& carry, const std::set<std::string>& computed,
                 const Table& old, const Table& now, std::vector<Demand>& found)
        : after_(after),
          carry_(carry),
          computed_(computed),
          carried_(carry.at(fold(now.name))),
          old_(old),
          now_(now),
          found_(found) {
        for (const Column& column : now.columns) {
            const auto from = origin(column.name);
            for (const Column& was : old.columns)
                if (from == fold(was.name) && was.name != column.name) old_names_[column.name] = was.name;
        }
    }

    void run() {
        collect_old();
        if (now_.primary_key) key(*now_.primary_key);
        for (const Unique& rule : now_.uniques)
            unique(terms_of(rule), "", named("unique", rule.name, words_of(terms_of(rule))), rule.span);
        for (const Index& index : now_.indexes)
            if (index.unique)
                unique(index.terms, index.where, named("unique index", index.name, ""), index.span);
        checks();
        for (const ForeignKey& key : now_.foreign_keys)
            reference(key);
    }

private:
    void key(const PrimaryKey& key) {
        unique(key.terms, "", fmt::format("primary key ({})", listed(words_of(key.terms))), key.span);
    }

    /// The column's name before the step. One that the step assigns anew still stands where it stood.
    std::optional<std::string> origin(const std::string& column) const {
        const auto found = carried_.columns.find(fold(column));
        if (found != carried_.columns.end()) return found->second;
        for (const Column& was : old_.columns)
            if (fold(was.name) == fold(column)) return fold(was.name);
        return std::nullopt;
    }

    /// One text for all that says the same: under the names before the step, and none of them with its
    /// table's.
    SqlText in_old_names(const SqlText& sql) const {
        return normal(rename_words(without_table(sql, now_.name), old_names_));
    }
    SqlText as_it_was(const SqlText& sql) const { return normal(without_table(sql, old_.name)); }

    static SqlText normal(const SqlText& sql) { return sql.empty() ? sql : detail::normalise_structure(sql); }

    static SqlText without_table(const SqlText& sql, const std::string& table) {
        const std::vector<detail::SqlToken> tokens = detail::sql_tokens(sql);
        const auto text = [&](std::size_t at) {
            return std::string_view(sql).substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
        };
        SqlText bare;
        std::size_t copied = 0;
        for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
            if (text(i + 1) != "." || fold(detail::unquote(text(i))) != fold(table)) continue;
            bare.append(sql, copied, tokens[i].begin - copied);
            copied = tokens[i + 2].begin;
        }
        return bare.append(sql, copied);
    }

    static std::string collation(const Table& table, const KeyTerm& term) {
        const Column* column = find_column(table, term.column);
        const std::string own = column == nullptr ? std::string() : column->collate;
        const std::string name = fold(term.collate.empty() ? own : term.collate);
        return name.empty() ? "binary" : name;
    }

    void collect(const std::vector<KeyTerm>& terms, const SqlText& where) {
        Uniqueness& uniqueness = old_uniques_.emplace_back();
        uniqueness.where = as_it_was(where);
        for (const KeyTerm& term : terms)
            uniqueness.terms.emplace(term.column.empty() ? as_it_was(term.expression) : fold(term.column),
                                     collation(old_, term));
    }

    void collect_old() {
        if (old_.primary_key) collect(old_.primary_key->terms, "");
        for (const Unique& rule : old_.uniques)
            collect(terms_of(rule), "");
        for (const Index& index : old_.indexes)
            if (index.unique) collect(index.terms, index.where);
    }

    /// What a term's values come from under the names before the step; nothing where the step itself makes
    /// them.
    std::optional<std::string> values_of(const KeyTerm& term) const {
        if (term.column.empty()) return in_old_names(term.expression);
        if (auto name = origin(term.column)) return name;
        const Column* column = find_column(now_, term.column);
        if (column == nullptr || !column->generated) return std::nullopt;
        return in_old_names(column->generated->sql);
    }

    /// Whether a column is new and every row that stands gets the same from its default.
    bool is_one_value(const KeyTerm& term) const {
        const Column* column = find_column(now_, term.column);
        return column != nullptr && !origin(term.column) && computed_.count(fold(column->name)) == 0 &&
               column->default_value && column->default_value->kind == Default::Kind::literal &&
               fold(column->default_value->sql) != "null";
    }

    void unique(const std::vector<KeyTerm>& terms, const SqlText& where, const std::string& what, Span span) {
        std::set<std::pair<std::string, std::string>> wanted;
        for (const KeyTerm& term : terms) {
            if (is_one_value(term)) continue;
            const auto name = values_of(term);
            if (!name) return;
            wanted.emplace(*name, collation(now_, term));
        }
        // What differs under any collation differs byte by byte.
        const auto keeps = [&](const std::pair<std::string, std::string>& term) {
            return wanted.count(term) != 0 || wanted.count({term.first, "binary"}) != 0;
        };
        for (const Uniqueness& old : old_uniques_)
            if ((old.where.empty() || old.where == in_old_names(where)) &&
                std::all_of(old.terms.begin(), old.terms.end(), keeps))
                return;
        add(fmt::format("two rows of `{}` have the same {}{}", old_.name, listed(words_of(terms)),
                        where.empty() ? "" : fmt::format(" and `{}` is true of both", where)),
            what, span);
    }

    void checks() {
        for (const Check& check : now_.checks)
            if (!stands(check.sql) && speaks_of_carried(check.sql)) add_check(check);
        for (const Column& column : now_.columns) {
            const bool is_new = !origin(column.name);
            const std::optional<SqlText> implied = implied_check(after_, column);
            for (const Check& check : column.checks) {
                const bool is_own = !implied || !same_sql(check.sql, *implied);
                if (is_new && !(is_own && speaks_of_carried(check.sql))) continue;
                if ((is_own || was_unheld(column)) && !stands(check.sql)) add_check(check);
            }
        }
    }

    /// A bool of an existing database is taken over as it is, and no check held it to 0 and 1.
    bool was_unheld(const Column& column) const {
        const auto from = carried_.columns.find(fold(column.name));
        return from != carried_.columns.end() &&
               std::any_of(old_.columns.begin(), old_.columns.end(), [&](const Column& old) {
                   return fold(old.name) == from->second && old.type.kind == TypeKind::boolean &&
                          old.type.sqltype.has_value();
               });
    }

    bool stands(const SqlText& sql) const {
        const SqlText was = in_old_names(sql);
        const auto equal = [&](const Check& check) { return as_it_was(check.sql) == was; };
        if (std::any_of(old_.checks.begin(), old_.checks.end(), equal)) return true;
        return std::any_of(old_.columns.begin(), old_.columns.end(), [&](const Column& column) {
            return std::any_of(column.checks.begin(), column.checks.end(), equal);
        });
    }

    bool speaks_of_carried(const SqlText& sql) const {
        for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
            const std::string word =
                detail::unquote(std::string_view(sql).substr(token.begin, token.end - token.begin));
            if (find_column(now_, word) != nullptr && origin(word)) return true;
        }
        return false;
    }

    void add_check(const Check& check) {
        add(fmt::format("`{}` is false of a row of `{}`", check.sql, old_.name),
            named("check", check.name, check.sql), check.span);
    }

    void reference(const ForeignKey& key) {
        if (key.unchecked) return;
        ForeignKey old = key;
        for (std::string& column : old.columns) {
            const auto name = origin(column);
            if (!name) return;
            column = *name;
        }
        const auto parent = carry_.find(fold(key.table));
        old.table = parent == carry_.end() ? std::string() : parent->second.from;
        for (std::string& column : old.references) {
            const bool known = parent != carry_.end() && parent->second.columns.count(fold(column)) != 0;
            column = known ? parent->second.columns.at(fold(column)) : std::string();
        }
        if (stands(old)) return;
        add(fmt::format("a row of `{}` has a {} that no row of `{}` has", old_.name, listed(key.columns),
                        key.table),
            named("foreign key", key.name, key.columns), key.span);
    }

    bool stands(const ForeignKey& wanted) const {
        const auto folded = [](std::vector<std::string> names) {
            for (std::string& name : names)
                name = fold(name);
            return names;
        };
        return std::any_of(old_.foreign_keys.begin(), old_.foreign_keys.end(), [&](const ForeignKey& key) {
            return fold(key.table) == wanted.table && folded(key.columns) == wanted.columns &&
                   folded(key.references) == wanted.references;
        });
    }

    void add(std::string breaking, std::string constraint, Span span) {
        found_.push_back({old_.name, std::move(breaking), std::move(constraint), span, carried_.touched});
    }

    const Schema& after_;
    const Carry& carry_;
    const std::set<std::string>& computed_;
    const CarriedTable& carried_;
    const Table& old_;
    const Table& now_;
    std::vector<Demand>& found_;
    NameMap old_names_;  ///< of renamed columns, by the new ones
    std::vector<Uniqueness> old_uniques_;
};

}  // namespace

std::vector<Demand> new_demands(const Schema& before, const Schema& after, const Carry& carry,
                                std::string_view up) {
    const std::set<std::string> mended = mended_tables(up);
    const std::set<std::string> computed = computed_names(up);
    std::vector<Demand> found;
    for (const Table& now : after.tables) {
        const auto carried = carry.find(fold(now.name));
        if (carried == carry.end()) continue;
        const Table* old = table_named(before, carried->second.from);
        if (old == nullptr) continue;
        const std::size_t first = found.size();
        TableDemands(after, carry, computed, *old, now, found).run();
        if (mended.count(fold(now.name)) == 0 && mended.count(carried->second.from) == 0) continue;
        for (std::size_t i = first; i != found.size(); ++i)
            found[i].mended = true;
    }
    return found;
}

}  // namespace varve::compiler
