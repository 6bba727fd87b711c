#include "generator/history/matching.hpp"

#include <algorithm>

namespace varve::compiler {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// For each item of `after` the index of its counterpart, or -1. Hints bind first, then equal names, then
/// names that differ in case alone (SQLite cannot hold both).
template <typename Item>
std::vector<int> pair_up(const std::vector<Item>& before, const std::vector<Item>& after) {
    std::vector<int> pairs(after.size(), -1);
    std::vector<bool> taken(before.size(), false);
    const auto bind = [&](auto&& agrees) {
        for (std::size_t a = 0; a != after.size(); ++a)
            for (std::size_t b = 0; b != before.size() && pairs[a] < 0; ++b)
                if (!taken[b] && agrees(before[b], after[a])) {
                    pairs[a] = static_cast<int>(b);
                    taken[b] = true;
                }
    };
    bind([](const Item& b, const Item& a) { return a.was && same_name(a.was->value, b.name); });
    bind([](const Item& b, const Item& a) { return a.name == b.name; });
    bind([](const Item& b, const Item& a) { return same_name(a.name, b.name); });
    return pairs;
}

TableMatch match_table(const Table& before, const Table& after) {
    TableMatch match{&before, &after, {}};
    const std::vector<int> pairs = pair_up(before.columns, after.columns);
    for (std::size_t i = 0; i != pairs.size(); ++i)
        if (pairs[i] >= 0)
            match.columns.push_back({&before.columns[static_cast<std::size_t>(pairs[i])], &after.columns[i]});
    return match;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

bool holds_name(const std::vector<std::string>& names, std::string_view wanted) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return same_name(name, wanted); });
}

const Column* TableMatch::before_of(const Column& after_column) const {
    for (const ColumnMatch& column : columns)
        if (column.after == &after_column) return column.before;
    return nullptr;
}

const Column* TableMatch::after_of(const Column& before_column) const {
    for (const ColumnMatch& column : columns)
        if (column.before == &before_column) return column.after;
    return nullptr;
}

const TableMatch* Matching::of_after(const Table& after) const {
    for (const TableMatch& table : tables)
        if (table.after == &after) return &table;
    return nullptr;
}

const TableMatch* Matching::of_before(std::string_view table) const {
    for (const TableMatch& match : tables)
        if (same_name(match.before->name, table)) return &match;
    return nullptr;
}

Matching match(const Schema& before, const Schema& after) {
    Matching matching;
    std::vector<bool> kept(before.tables.size(), false);
    const std::vector<int> pairs = pair_up(before.tables, after.tables);
    for (std::size_t i = 0; i != pairs.size(); ++i) {
        if (pairs[i] < 0) {
            matching.created.push_back(&after.tables[i]);
            continue;
        }
        const auto counterpart = static_cast<std::size_t>(pairs[i]);
        kept[counterpart] = true;
        matching.tables.push_back(match_table(before.tables[counterpart], after.tables[i]));
    }
    for (std::size_t i = 0; i != before.tables.size(); ++i)
        if (!kept[i]) matching.dropped.push_back(&before.tables[i]);
    return matching;
}

std::vector<const Enum*> predecessors(const Schema& before, std::string_view name, const Matching& matching) {
    std::vector<const Enum*> found;
    const auto add = [&](const Enum* values) {
        if (values != nullptr && std::find(found.begin(), found.end(), values) == found.end())
            found.push_back(values);
    };
    add(before.find_enum(name));
    for (const TableMatch& table : matching.tables)
        for (const ColumnMatch& column : table.columns) {
            const ColumnType& old = column.before->type;
            const ColumnType& now = column.after->type;
            if (now.kind == TypeKind::enumeration && now.name == name && old.kind == TypeKind::enumeration)
                add(before.find_enum(old.name));
        }
    return found;
}

}  // namespace varve::compiler
