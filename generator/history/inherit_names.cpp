#include <algorithm>
#include <set>

#include "generator/history/diff.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/rename.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

std::string without_name(Unique unique) {
    unique.name = {};
    return sqlite::render_unique(unique);
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
            if (used[i] || before[i].name.value.empty() || taken.has(before[i].name.value) ||
                (same_name_only && before[i].name.value != thing.name.value))
                continue;
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

bool is_generated_name(const std::string& name) {
    const std::size_t end = name.find_last_not_of("0123456789") + 1;
    const std::string_view kind = "_check";
    return end >= kind.size() && std::string_view(name).substr(end - kind.size(), kind.size()) == kind;
}

/// Nothing inherits a name that somebody gave.
template <typename Thing>
void take_given(const std::vector<Thing>& things, TakenNames& taken) {
    for (const Thing& thing : things)
        if (thing.name.given) taken.add(thing.name.value);
}

/// The CHECK that a type implies changes with the type; its name does not.
void inherit_implied_check(Column& today, const Column& before, const TakenNames& taken) {
    const auto is_in = [](const std::vector<Check>& checks, const Check& wanted) {
        return std::any_of(checks.begin(), checks.end(),
                           [&](const Check& check) { return same_sql(check.sql, wanted.sql); });
    };
    std::vector<Check*> fresh;
    std::vector<const Check*> gone;
    for (Check& check : today.checks)
        if (!check.name.given && !is_in(before.checks, check)) fresh.push_back(&check);
    for (const Check& check : before.checks)
        if (is_generated_name(check.name.value) && !is_in(today.checks, check)) gone.push_back(&check);
    if (fresh.size() == 1 && gone.size() == 1 && !taken.has(gone[0]->name.value))
        fresh[0]->name.value = gone[0]->name.value;
}

void inherit_constraints(Table& today, const Table& before) {
    TakenNames taken;
    std::vector<ObjectName*> orphans;
    take_given(today.uniques, taken);
    take_given(today.checks, taken);
    take_given(today.foreign_keys, taken);
    for (const Column& column : today.columns)
        take_given(column.checks, taken);
    inherit(today.uniques, before.uniques, taken, orphans);
    inherit(today.checks, before.checks, taken, orphans);
    inherit(today.foreign_keys, before.foreign_keys, taken, orphans);
    for (Column& column : today.columns) {
        const Column* counterpart = find_column(before, column.name);
        if (counterpart != nullptr) inherit_implied_check(column, *counterpart, taken);
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
    for (const Table& table : today.tables)
        take_given(table.indexes, taken);
    for (Table& table : today.tables) {
        const TableMatch* counterpart = matching.of_after(table);
        const Table before = counterpart != nullptr ? renamed(*counterpart->before, renames) : Table{};
        if (counterpart != nullptr && !today.unnamed_constraints) inherit_constraints(table, before);
        inherit(table.indexes, before.indexes, taken, orphans);
    }
    number_orphans(orphans, taken);
    return today;
}

}  // namespace varve::compiler
