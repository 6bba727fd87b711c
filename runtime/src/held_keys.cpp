#include "runtime/src/held_keys.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "runtime/src/dependents.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

namespace {

constexpr std::string_view tried = "cannot look at foreign keys";

template <class Value>
void rename_key(std::map<std::string, Value>& map, const std::string& from, const std::string& to) {
    auto node = map.extract(from);
    if (node.empty()) return;
    node.key() = to;
    map.erase(to);
    map.insert(std::move(node));
}

bool has_column(const TableFacts& table, const std::string& folded) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const ColumnFacts& column) { return fold(column.name) == folded; });
}

}  // namespace

std::map<std::string, std::string> key_columns(sqlite3* db, const std::string& table) {
    std::map<std::string, std::string> columns;
    Statement each(db, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?1, 'main')", tried);
    each.bind(1, table);
    while (each.step())
        columns.emplace(fold(each.text(0)), each.text(1));
    return columns;
}

std::map<std::string, std::int64_t> count_values(sqlite3* db, const std::string& table,
                                                 const std::map<std::string, std::string>& columns) {
    std::map<std::string, std::int64_t> values;
    if (columns.empty()) return values;
    std::string counts;
    for (const auto& [column, parent] : columns)
        counts += fmt::format("{}count({})", counts.empty() ? "" : ", ", quote_name(column));
    Statement all(db, fmt::format("SELECT {} FROM main.{}", counts, quote_name(table)), tried);
    all.step();
    int at = 0;
    for (const auto& [column, parent] : columns)
        values[column] = all.integer(at++);
    return values;
}

bool holds_as_many(const std::map<std::string, std::int64_t>& now,
                   const std::map<std::string, std::int64_t>& before) {
    const auto sorted = [](const std::map<std::string, std::int64_t>& counts) {
        std::vector<std::int64_t> values;
        for (const auto& [column, count] : counts)
            values.push_back(count);
        std::sort(values.rbegin(), values.rend());
        return values;
    };
    const std::vector<std::int64_t> wanted = sorted(before);
    const std::vector<std::int64_t> found = sorted(now);
    return wanted.size() <= found.size() &&
           std::equal(wanted.begin(), wanted.end(), found.begin(), std::less_equal<>());
}

void HeldKeys::take(const std::string& table) {
    if (held_.count(table) != 0) return;
    const TableFacts facts = read_table_facts(db_, table);
    Held& held = held_[table];
    if (!facts.exists() || facts.is_virtual || facts.shadow) return;
    held.columns = key_columns(db_, table);
    held.values = count_values(db_, table, held.columns);
}

void HeldKeys::take_children(const std::string& table) {
    for (const std::string& child : with_children(db_, {table}))
        if (child != table) take(child);
}

void HeldKeys::follow(const Alteration& alteration) {
    if (!alteration.renamed_to.empty()) return rename_key(held_, alteration.table, alteration.renamed_to);
    const auto held = held_.find(alteration.table);
    if (held == held_.end() || alteration.column.empty()) return;
    if (!alteration.column_renamed.empty()) {
        rename_key(held->second.columns, alteration.column, alteration.column_renamed);
        rename_key(held->second.values, alteration.column, alteration.column_renamed);
    }
}

std::vector<HeldKeys::Lost> HeldKeys::lost() const {
    std::vector<Lost> all;
    for (const auto& [table, held] : held_) {
        const TableFacts facts = read_table_facts(db_, table);
        if (held.values.empty()) continue;
        if (facts.exists() &&
            holds_as_many(count_values(db_, facts.name, key_columns(db_, facts.name)), held.values))
            continue;
        std::map<std::string, std::string> standing;
        for (const auto& [column, parent] : held.columns)
            if (has_column(facts, column)) standing.emplace(column, parent);
        for (const auto& [column, values] : count_values(db_, facts.name, standing))
            if (const std::int64_t before = held.values.at(column); values < before)
                all.push_back({facts.name, column, standing.at(column), before - values});
    }
    return all;
}

}  // namespace varve::detail
