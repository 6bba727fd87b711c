#include <fmt/format.h>

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/history/judge.hpp"
#include "generator/history/rename.hpp"

namespace varve::compiler {

namespace {

template <typename Item>
bool has(const std::vector<Item>& items, const std::string& name) {
    return std::any_of(items.begin(), items.end(),
                       [&](const Item& item) { return same_name(item.name, name); });
}

class HintReport {
public:
    HintReport(const Matching& matching, const Schema& before, const Schema& after, DiagnosticSink& sink)
        : matching_(matching), renames_(renames_of(matching)), before_(before), after_(after), sink_(sink) {}

    void run() {
        for (const Table& table : after_.tables) {
            if (table.was && !has(before_.tables, table.was->value))
                spent(*table.was, "was " + table.was->value,
                      fmt::format("the newest revision has no table `{}`", table.was->value));
            for (const Column& column : table.columns)
                check_column(table, column);
            for (const Index& index : table.indexes)
                check_index(table, index);
        }
        for (const Enum& values : after_.enums)
            check_map(values);
    }

private:
    void spent(const Hint& hint, const std::string& text, const std::string& why) {
        sink_.warning(DiagnosticKind::spent_hint, hint.span, fmt::format("hint `{}` is spent: {}", text, why),
                      {}, "take it out");
    }

    void check_column(const Table& table, const Column& column) {
        const TableMatch* match = matching_.of_after(table);
        if (column.was && (match == nullptr || !has(match->before->columns, column.was->value)))
            spent(*column.was, "was " + column.was->value,
                  fmt::format("the newest revision has no column `{}.{}`",
                              match != nullptr ? match->before->name : table.name, column.was->value));
        if (!column.fill && !column.convert) return;
        const Column* old = match != nullptr ? match->before_of(column) : nullptr;
        const std::string name = fmt::format("`{}.{}`", table.name, column.name);
        if (match == nullptr) {
            if (column.fill)
                spent(*column.fill, "fill", fmt::format("table `{}` is new and has no rows", table.name));
        } else if (old != nullptr && column.fill && !gets_not_null(*match, *old, column)) {
            spent(*column.fill, "fill",
                  fmt::format("{} is in the newest revision and its rows have values", name));
        }
        if (column.convert && (old == nullptr || !gets_other_values(*match, *old, column)))
            spent(*column.convert, "convert", fmt::format("{} does not change its type", name));
    }

    bool gets_not_null(const TableMatch& match, const Column& old, const Column& column) const {
        return holds_null(before_, *match.before, old) && !holds_null(after_, *match.after, column);
    }

    bool gets_other_values(const TableMatch& match, const Column& old, const Column& column) const {
        const Table before = renamed(*match.before, renames_);
        const Column* in_todays_names = find_column(before, renames_.column(match.before->name, old.name));
        return changes_values(before_, before, *in_todays_names, after_, *match.after, column);
    }

    void check_index(const Table& table, const Index& index) {
        const TableMatch* match = matching_.of_after(table);
        const bool known =
            match != nullptr &&
            std::any_of(match->before->indexes.begin(), match->before->indexes.end(), [&](const Index& old) {
                return index.was && same_name(old.name.value, index.was->value);
            });
        if (index.was && !known)
            spent(*index.was, "was " + index.was->value,
                  fmt::format("the newest revision has no index `{}` there", index.was->value));
    }

    void check_map(const Enum& values) {
        const std::vector<const Enum*> old = predecessors(before_, values.name, matching_);
        for (const auto& [hint, target] : values.map)
            if (std::none_of(old.begin(), old.end(),
                             [&](const Enum* each) { return has(each->values, hint.value); }))
                spent(hint, fmt::format("map {{ {} -> {} }}", hint.value, target),
                      fmt::format("the newest revision has no value `{}` in `{}`", hint.value, values.name));
    }

    const Matching& matching_;
    const Renames renames_;
    const Schema& before_;
    const Schema& after_;
    DiagnosticSink& sink_;
};

}  // namespace

void report_spent_hints(const Matching& matching, const Schema& before, const Schema& after,
                        DiagnosticSink& sink) {
    HintReport(matching, before, after, sink).run();
}

}  // namespace varve::compiler
