#include <algorithm>
#include <set>

#include "generator/history/diff.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/rename.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

std::string without_name(const Unique& unique) {
    return sqlite::quoted_list(unique.columns);
}
std::string without_name(const Check& check) {
    return check.sql;
}
std::string without_name(const ForeignKey& key) {
    return sqlite::quoted_list(key.columns) + ' ' + sqlite::render_reference(key);
}
std::string without_name(const Index& index) {
    return (index.unique ? "UNIQUE " : "") + sqlite::term_list(index.terms) + " WHERE " + index.where;
}

/// Names that are spoken for, compared as SQLite does.
class TakenNames {
public:
    bool has(const std::string& name) const {
        return std::any_of(names_.begin(), names_.end(),
                           [&](const auto& taken) { return same_name(taken, name); });
    }
    void add(const std::string& name) { names_.insert(name); }

private:
    std::set<std::string> names_;
};

/// Gives nameless things of `today` the names of their equals in `before`, each name once. What gets none is
/// put into `orphans`; every settled name into `taken`.
template <typename Thing>
void inherit(std::vector<Thing>& today, const std::vector<Thing>& before, TakenNames& taken,
             std::vector<ObjectName*>& orphans) {
    std::vector<bool> used(before.size(), false);
    const auto settle = [&](Thing& thing, bool same_name_only) {
        for (std::size_t i = 0; i != before.size(); ++i) {
            if (used[i] || (same_name_only && before[i].name.value != thing.name.value)) continue;
            if (!same_sql(without_name(before[i]), without_name(thing))) continue;
            used[i] = true;
            thing.name.value = before[i].name.value;
            return true;
        }
        return false;
    };
    std::vector<bool> settled(today.size(), false);
    for (const bool same_name_only : {true, false})
        for (std::size_t i = 0; i != today.size(); ++i)
            if (!today[i].name.given && !settled[i]) settled[i] = settle(today[i], same_name_only);
    for (std::size_t i = 0; i != today.size(); ++i) {
        if (today[i].name.given || settled[i])
            taken.add(today[i].name.value);
        else
            orphans.push_back(&today[i].name);
    }
}

/// A generated name that somebody else inherited gets the first free number behind it.
void number_orphans(const std::vector<ObjectName*>& orphans, TakenNames& taken) {
    for (ObjectName* name : orphans) {
        const std::string base = name->value;
        for (int number = 2; taken.has(name->value); ++number)
            name->value = base + std::to_string(number);
        taken.add(name->value);
    }
}

void inherit_constraints(Table& today, const Table& before) {
    TakenNames taken;
    std::vector<ObjectName*> orphans;
    inherit(today.uniques, before.uniques, taken, orphans);
    inherit(today.checks, before.checks, taken, orphans);
    inherit(today.foreign_keys, before.foreign_keys, taken, orphans);
    for (Column& column : today.columns) {
        const Column* counterpart = find_column(before, column.name);
        inherit(column.checks, counterpart != nullptr ? counterpart->checks : std::vector<Check>{}, taken,
                orphans);
    }
    number_orphans(orphans, taken);
}

}  // namespace

Schema inherit_names(Schema today, const Schema& newest) {
    const Matching matching = match(newest, today);
    const Renames renames = renames_of(matching);
    TakenNames taken;
    std::vector<ObjectName*> orphans;
    for (const Table& table : today.tables)
        taken.add(table.name);
    for (const View& view : today.views)
        taken.add(view.name);
    for (Table& table : today.tables) {
        const TableMatch* counterpart = matching.of_after(table);
        const Table before = counterpart != nullptr ? renamed(*counterpart->before, renames) : Table{};
        if (counterpart != nullptr) inherit_constraints(table, before);
        inherit(table.indexes, before.indexes, taken, orphans);
    }
    number_orphans(orphans, taken);
    return today;
}

}  // namespace varve::compiler
