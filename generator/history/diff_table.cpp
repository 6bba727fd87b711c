#include <fmt/format.h>

#include <algorithm>

#include "generator/history/compare.hpp"
#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

using Kind = Change::Kind;

/// Compares one pair of tables, kind of thing by kind of thing.
class TableComparison {
public:
    TableComparison(const Schema& before_schema, const Table& before, const Schema& after_schema,
                    const TableMatch& match, Changes& changes)
        : before_schema_(before_schema),
          before_(before),
          after_schema_(after_schema),
          match_(match),
          after_(*match.after),
          changes_(changes) {}

    void run() {
        const std::size_t told = changes_.size();
        compare_parts();
        if (told == changes_.size()) compare_text();
    }

private:
    void compare_parts() {
        compare_name();
        compare_columns();
        compare_order();
        compare_key();
        compare_options();
        compare_rules(before_.uniques, after_.uniques, sqlite::render_unique);
        compare_rules(before_.checks, after_.checks, sqlite::render_check);
        compare_rules(before_.foreign_keys, after_.foreign_keys, sqlite::render_foreign_key);
        compare_indexes();
    }

    /// Several checks or references of one column stand in the order in which they were written.
    void compare_text() {
        if (!same_sql(sqlite::render_table(before_schema_, before_, before_.name),
                      sqlite::render_table(after_schema_, after_, after_.name)))
            add(Kind::respell_table, "", "", "", after_.span);
    }

    void add(Kind kind, std::string object, std::string was, std::string detail, Span span) {
        changes_.push_back({kind, after_.name, std::move(object), std::move(was), std::move(detail), span});
    }

    void compare_name() {
        if (match_.before->name != after_.name)
            add(Kind::rename_table, after_.name, match_.before->name, "", after_.span);
    }

    void compare_columns() {
        for (const Column& column : match_.before->columns)
            if (match_.after_of(column) == nullptr)
                add(Kind::drop_column, column.name, "", shape_words(column), after_.span);
        for (const Column& column : after_.columns) {
            const Column* old = match_.before_of(column);
            if (old == nullptr) {
                add(Kind::add_column, column.name, "", shape_words(column), column.span);
                continue;
            }
            if (old->name != column.name) add(Kind::rename_column, column.name, old->name, "", column.span);
            compare_facets(*find_column(before_, column.name), column);
        }
    }

    void compare_facets(const Column& old, const Column& column) {
        std::string detail;
        for (const FacetChange& change :
             column_changes(before_schema_, before_, old, after_schema_, after_, column)) {
            if (!detail.empty()) detail += "; ";
            if (!change.facet.empty()) detail += fmt::format("{} ", change.facet);
            detail += fmt::format("{} → {}", change.before, change.after);
        }
        if (!detail.empty()) add(Kind::alter_column, column.name, "", detail, column.span);
    }

    /// Kept columns in another order, or a new column that does not stand behind them.
    void compare_order() {
        std::vector<std::string> expected;
        std::vector<std::string> found;
        for (const Column& column : match_.before->columns)
            if (const Column* kept = match_.after_of(column)) expected.push_back(kept->name);
        for (const Column& column : after_.columns)
            if (match_.before_of(column) == nullptr) expected.push_back(column.name);
        for (const Column& column : after_.columns)
            found.push_back(column.name);
        if (expected != found)
            add(Kind::reorder_columns, "", "", fmt::format("{}", fmt::join(found, ", ")), after_.span);
    }

    static std::string key_text(const Table& table) {
        if (!table.primary_key) return "none";
        std::string text = fmt::format("({})", sqlite::term_list(table.primary_key->terms));
        if (!table.primary_key->name.empty()) text += " named " + sqlite::quote(table.primary_key->name);
        if (table.primary_key->autoincrement) text += " autoincrement";
        if (table.primary_key->on_column) text += " on the column";
        if (!table.primary_key->conflict.empty()) text += " on conflict " + table.primary_key->conflict;
        return text;
    }

    void compare_key() {
        const std::string old = key_text(before_);
        const std::string now = key_text(after_);
        if (!same_sql(old, now))
            add(Kind::alter_primary_key, "", "", fmt::format("{} → {}", old, now),
                after_.primary_key ? after_.primary_key->span : after_.span);
    }

    void compare_options() {
        const std::string old = sqlite::render_options(before_);
        const std::string now = sqlite::render_options(after_);
        if (old != now)
            add(Kind::alter_table_options, "", "",
                fmt::format("{} → {}", old.empty() ? "none" : old, now.empty() ? "none" : now), after_.span);
    }

    template <typename Rule, typename Render>
    void compare_rules(const std::vector<Rule>& old, const std::vector<Rule>& now, Render render) {
        // Each stands for one: a table may hold the same nameless constraint twice.
        std::vector<const Rule*> fresh;
        for (const Rule& rule : now)
            fresh.push_back(&rule);
        for (const Rule& rule : old) {
            const auto same = std::find_if(fresh.begin(), fresh.end(), [&](const Rule* other) {
                return same_sql(render(*other), render(rule));
            });
            if (same != fresh.end())
                fresh.erase(same);
            else
                add(Kind::drop_constraint, rule.name.value, "", render(rule), after_.span);
        }
        for (const Rule* rule : fresh)
            add(Kind::add_constraint, rule->name.value, "", render(*rule), rule->span);
    }

    const Index* find_index(const std::vector<Index>& indexes, const std::string& name) const {
        for (const Index& index : indexes)
            if (index.name.value == name) return &index;
        return nullptr;
    }

    void compare_indexes() {
        for (const Index& index : before_.indexes) {
            const Index* kept = find_index(after_.indexes, index.name.value);
            const bool same = kept != nullptr && same_sql(sqlite::render_index(before_, index),
                                                          sqlite::render_index(after_, *kept));
            if (!same && !is_renamed(index)) add_index(Kind::drop_index, index, after_.span);
        }
        for (const Index& index : after_.indexes) {
            const Index* old = find_index(before_.indexes, index.name.value);
            if (old != nullptr &&
                same_sql(sqlite::render_index(before_, *old), sqlite::render_index(after_, index)))
                continue;
            if (const Index* named = old_of(index))
                add(Kind::rename_index, index.name.value, named->name.value, "", index.span);
            else
                add_index(Kind::create_index, index, index.span);
        }
    }

    /// The index that this one was, if nothing but the name differs.
    const Index* old_of(const Index& index) const {
        const Index* old = index.was ? find_index(before_.indexes, index.was->value) : nullptr;
        if (old == nullptr) return nullptr;
        Index same = *old;
        same.name = index.name;
        return same_sql(sqlite::render_index(before_, same), sqlite::render_index(after_, index)) ? old
                                                                                                  : nullptr;
    }

    bool is_renamed(const Index& old) const {
        return std::any_of(after_.indexes.begin(), after_.indexes.end(),
                           [&](const Index& index) { return old_of(index) == &old; });
    }

    void add_index(Kind kind, const Index& index, Span span) {
        std::string detail = fmt::format("({})", sqlite::term_list(index.terms));
        if (index.unique) detail += " unique";
        if (!index.where.empty()) detail += " where " + index.where;
        add(kind, index.name.value, "", std::move(detail), span);
    }

    const Schema& before_schema_;
    const Table& before_;
    const Schema& after_schema_;
    const TableMatch& match_;
    const Table& after_;
    Changes& changes_;
};

}  // namespace

void compare_table(const Schema& before_schema, const Table& before, const Schema& after_schema,
                   const TableMatch& match, Changes& changes) {
    TableComparison(before_schema, before, after_schema, match, changes).run();
}

}  // namespace varve::compiler
