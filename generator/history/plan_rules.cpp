#include "generator/history/plan_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/history/matching.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

constexpr int first_with_rules = 3053000;

bool holds(const std::vector<Check>& checks, const Check& wanted) {
    return std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
        return same_sql(sqlite::render_check(check), sqlite::render_check(wanted));
    });
}

/// Turns one form of a table into the other, rule by rule.
class RuleWriter {
public:
    RuleWriter(const Schema& schema, Table table, const Table& wanted)
        : schema_(schema), table_(std::move(table)), wanted_(wanted) {}

    std::optional<std::vector<std::string>> run() {
        for (std::size_t i = 0; i != table_.columns.size(); ++i)
            drop_checks(table_.columns[i].checks, wanted_.columns[i].checks);
        drop_checks(table_.checks, wanted_.checks);
        for (std::size_t i = 0; i != table_.columns.size(); ++i)
            change_nulls(table_.columns[i], wanted_.columns[i]);
        add_checks();
        const bool same = same_sql(sqlite::render_table(schema_, table_, table_.name),
                                   sqlite::render_table(schema_, wanted_, wanted_.name));
        return same ? std::optional(std::move(statements_)) : std::nullopt;
    }

private:
    void alter(const std::string& what) {
        statements_.push_back(fmt::format("ALTER TABLE {} {}", quote(wanted_.name), what));
    }

    /// One without a name cannot be named, and of two with the same name either could be meant.
    void drop_checks(std::vector<Check>& checks, const std::vector<Check>& wanted) {
        std::erase_if(checks, [&](const Check& check) {
            if (holds(wanted, check) || !has_name_alone(check.name.value)) return false;
            alter("DROP CONSTRAINT " + quote(check.name.value));
            return true;
        });
    }

    bool has_name_alone(const std::string& name) const {
        std::ptrdiff_t count = 0;
        const auto add = [&](const auto& rules) {
            count += std::count_if(rules.begin(), rules.end(),
                                   [&](const auto& rule) { return same_name(rule.name.value, name); });
        };
        add(wanted_.uniques);
        add(wanted_.foreign_keys);
        add(names_.checks);
        for (const Column& column : names_.columns)
            add(column.checks);
        const bool key = names_.primary_key && same_name(names_.primary_key->name, name);
        return !name.empty() && count == 1 && !key;
    }

    bool is_not_null(const Table& table, const Column& column) const {
        return column.not_null || (!column.nullable && !sqlite::is_rowid_alias(schema_, table, column));
    }

    /// A name of its own would stay behind, or be missing.
    void change_nulls(Column& column, const Column& wanted) {
        const bool is = is_not_null(table_, column);
        const bool shall = is_not_null(wanted_, wanted);
        const auto named = [](const Column& each) { return each.not_null && !each.not_null->name.empty(); };
        if (is == shall || named(column) || named(wanted)) return;
        const std::string what = "ALTER COLUMN " + quote(wanted.name);
        const bool clause = wanted.not_null && !wanted.not_null->conflict.empty();
        alter(shall ? what + " SET NOT NULL" + (clause ? " ON CONFLICT " + wanted.not_null->conflict : "")
                    : what + " DROP NOT NULL");
        column.nullable = wanted.nullable;
        column.not_null = wanted.not_null;
    }

    void add_checks() {
        for (const Check& check : wanted_.checks) {
            if (holds(table_.checks, check)) continue;
            alter("ADD " + sqlite::render_check(check));
            table_.checks.push_back(check);
        }
    }

    const Schema& schema_;
    Table table_;
    const Table names_ = table_;  ///< every name that stood at first
    const Table& wanted_;
    std::vector<std::string> statements_;
};

}  // namespace

std::optional<std::vector<std::string>> rule_statements(const Schema& schema, const Table& altered,
                                                        const Table& wanted) {
    if (schema.sqlite_floor < first_with_rules || altered.columns.size() != wanted.columns.size())
        return std::nullopt;
    return RuleWriter(schema, altered, wanted).run();
}

}  // namespace varve::compiler
