#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "generator/history/course.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/plan_alter.hpp"
#include "generator/history/plan_edit.hpp"
#include "generator/history/plan_rules.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/table_edit.hpp"

namespace varve::compiler {

namespace {

/// The old table after ALTER's renames, free of the old schema's enums and named types.
Table altered_table(const Course& course, const Table& before, const Renames& names) {
    Table table = renamed(before, names);
    for (Column& column : table.columns) {
        const std::string declared = declared_type(course.before, column.type);
        column.type = {};
        column.type.sqltype = declared;
    }
    return table;
}

class WayFinder {
public:
    WayFinder(const Course& course, const TableMatch& match, const Renames& names)
        : course_(course),
          match_(match),
          altered_(altered_table(course, *match.before, names)),
          alters_(names.columns.count(match.before->name) != 0) {}

    Choice run() {
        drop_columns();
        add_columns();
        if (alters_) stand_against(why_not_renamed(match_));
        if (alters_) stand_against(why_not_so_many(match_));
        const Choice otherwise = without_hindrances();
        if (against_.empty()) return otherwise;
        const bool alone = against_.size() == 1 && otherwise.way != Way::rebuild;
        return {Way::rebuild, against_[0].why, alone ? against_[0].cheaper : "", {}};
    }

private:
    void stand_against(std::optional<Hindrance> hindrance) {
        if (hindrance) against_.push_back(*std::move(hindrance));
    }

    Choice without_hindrances() const {
        const std::string made = sqlite::render_table(course_.after, altered_, altered_.name);
        const std::string wanted = sqlite::render_table(course_.after, *match_.after, match_.after->name);
        if (same_sql(made, wanted)) return {alters_ ? Way::alter : Way::nothing, {}, {}, {}};
        return edit(made, wanted);
    }

    void drop_columns() {
        const std::vector<Column>& old = match_.before->columns;
        for (std::size_t i = old.size(); i-- != 0;) {
            if (match_.after_of(old[i]) != nullptr) continue;
            stand_against(why_not_dropped(course_, *match_.before, old[i]));
            const std::string name = altered_.columns[i].name;
            std::erase_if(altered_.foreign_keys, [&](const ForeignKey& key) {
                return sqlite::stands_on_column(key) && key.columns[0] == name;
            });
            altered_.columns.erase(altered_.columns.begin() + static_cast<std::ptrdiff_t>(i));
            alters_ = true;
        }
    }

    void add_columns() {
        const Table& wanted = *match_.after;
        for (const Column& column : wanted.columns) {
            if (match_.before_of(column) != nullptr) continue;
            stand_against(why_not_added(course_.after, wanted, column));
            altered_.columns.push_back(column);
            for (const ForeignKey& key : wanted.foreign_keys)
                if (sqlite::stands_on_column(key) && key.columns[0] == column.name)
                    altered_.foreign_keys.push_back(key);
            alters_ = true;
        }
    }

    Choice edit(const std::string& made, const std::string& wanted) const {
        if (!same_order())
            return {Way::rebuild,
                    "the order of its columns changes",
                    order_alone(made) ? better_order() : "",
                    {}};
        const detail::TableEdit change = detail::compare_table_texts(made, wanted);
        if (!change.obstacle.empty())
            return {Way::rebuild, change.obstacle, without_uniques(made, wanted), {}};
        if (std::string why = why_not_updated(course_, match_); !why.empty())
            return {Way::rebuild, std::move(why), {}, {}};
        if (row_changes(course_, match_).empty())
            if (auto rules = rule_statements(course_.after, altered_, *match_.after))
                return {Way::alter, {}, {}, std::move(*rules)};
        return {Way::edit, "its rules change, which ALTER TABLE does not do", {}, {}};
    }

    /// Whether nothing else stands against a cheaper way of the same columns in the order that ALTER gives.
    bool order_alone(const std::string& made) const {
        Table table = *match_.after;
        const auto place = [&](const Column& column) {
            return std::find_if(altered_.columns.begin(), altered_.columns.end(),
                                [&](const Column& each) { return same_name(each.name, column.name); });
        };
        std::sort(table.columns.begin(), table.columns.end(),
                  [&](const Column& a, const Column& b) { return place(a) < place(b); });
        const std::string other = sqlite::render_table(course_.after, table, table.name);
        return detail::compare_table_texts(made, other).obstacle.empty() &&
               why_not_updated(course_, match_).empty();
    }

    /// New columns go behind the others, those that stay keep their places.
    std::string better_order() const {
        std::vector<std::string> fresh;
        for (const Column& column : match_.after->columns)
            if (match_.before_of(column) == nullptr) fresh.push_back(column.name);
        Table kept = *match_.after;
        std::erase_if(kept.columns, [&](const Column& column) {
            return std::find(fresh.begin(), fresh.end(), column.name) != fresh.end();
        });
        const bool keeps_order =
            std::equal(kept.columns.begin(), kept.columns.end(), altered_.columns.begin(),
                       altered_.columns.end() - static_cast<std::ptrdiff_t>(fresh.size()),
                       [](const Column& a, const Column& b) { return same_name(a.name, b.name); });
        if (!keeps_order) return "the order that stands needs no rebuild";
        return fmt::format("with `{}` behind the other columns ALTER TABLE adds {}", fmt::join(fresh, "`, `"),
                           fresh.size() == 1 ? "it" : "them");
    }

    std::string without_uniques(const std::string& made, const std::string& wanted) const {
        if (match_.after->uniques.empty()) return {};
        Table table = *match_.after;
        table.uniques = match_.before->uniques;
        const std::string other = sqlite::render_table(course_.after, table, table.name);
        const bool only_uniques = other != wanted && why_not_updated(course_, match_).empty() &&
                                  detail::compare_table_texts(made, other).obstacle.empty();
        return only_uniques ? "a unique index instead of the unique constraint needs no rebuild" : "";
    }

    bool same_order() const {
        return std::equal(altered_.columns.begin(), altered_.columns.end(), match_.after->columns.begin(),
                          match_.after->columns.end(), [](const Column& old, const Column& column) {
                              return same_name(old.name, column.name);
                          });
    }

    const Course& course_;
    const TableMatch& match_;
    Table altered_;
    bool alters_;
    std::vector<Hindrance> against_;
};

/// Tables that a change speaks of; every one where names change, which any text may write.
std::set<std::string_view> changed_tables(const Course& course) {
    const Renames names = renames_of(course.matching);
    std::set<std::string_view> changed;
    for (const Change& change : course.changes)
        changed.insert(change.table);
    if (!names.tables.empty() || !names.columns.empty())
        for (const TableMatch& match : course.matching.tables)
            changed.insert(match.after->name);
    return changed;
}

}  // namespace

Renames altered_names(const Course& course, const std::vector<Way>& ways) {
    Renames names = renames_of(course.matching);
    for (std::size_t i = 0; i != ways.size(); ++i)
        if (ways[i] == Way::rebuild) names.columns.erase(course.matching.tables[i].before->name);
    return names;
}

std::vector<Choice> choose(const Course& course) {
    std::vector<Choice> choices(course.matching.tables.size());
    std::vector<Way> ways(choices.size(), Way::nothing);
    const std::set<std::string_view> changed = changed_tables(course);
    for (bool settled = false; !settled;) {
        settled = true;
        const Renames names = altered_names(course, ways);
        for (std::size_t i = 0; i != ways.size(); ++i) {
            if (ways[i] == Way::rebuild || changed.count(course.matching.tables[i].after->name) == 0)
                continue;
            choices[i] = WayFinder(course, course.matching.tables[i], names).run();
            ways[i] = choices[i].way;
            settled = settled && ways[i] != Way::rebuild;
        }
    }
    return choices;
}

std::vector<Way> ways_of(const std::vector<Choice>& choices) {
    std::vector<Way> ways;
    for (const Choice& choice : choices)
        ways.push_back(choice.way);
    return ways;
}

}  // namespace varve::compiler
