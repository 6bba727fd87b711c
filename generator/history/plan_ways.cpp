#include <fmt/format.h>

#include <algorithm>

#include "generator/history/course.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/plan_alter.hpp"
#include "generator/history/plan_edit.hpp"
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
        if (alters_ && why_.empty()) why_ = why_not_renamed(match_);
        if (!why_.empty()) return {Way::rebuild, why_};
        const std::string made = sqlite::render_table(course_.after, altered_, altered_.name);
        const std::string wanted = sqlite::render_table(course_.after, *match_.after, match_.after->name);
        if (same_sql(made, wanted)) return {alters_ ? Way::alter : Way::nothing, {}};
        return edit(made, wanted);
    }

private:
    void drop_columns() {
        const std::vector<Column>& old = match_.before->columns;
        for (std::size_t i = old.size(); i-- != 0;) {
            if (match_.after_of(old[i]) != nullptr) continue;
            if (const std::string why = why_not_dropped(course_, *match_.before, old[i]); !why.empty())
                why_ = fmt::format("column `{}`, which goes, {}", old[i].name, why);
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
            if (const std::string why = why_not_added(course_.after, wanted, column); !why.empty())
                why_ = fmt::format("the new column `{}` {}", column.name, why);
            altered_.columns.push_back(column);
            for (const ForeignKey& key : wanted.foreign_keys)
                if (sqlite::stands_on_column(key) && key.columns[0] == column.name)
                    altered_.foreign_keys.push_back(key);
            alters_ = true;
        }
    }

    Choice edit(const std::string& made, const std::string& wanted) {
        if (!same_order()) return {Way::rebuild, "the order of its columns changes"};
        const detail::TableEdit change = detail::compare_table_texts(made, wanted);
        if (!change.obstacle.empty()) return {Way::rebuild, change.obstacle};
        if (std::string why = why_not_updated(course_, match_); !why.empty())
            return {Way::rebuild, std::move(why)};
        return {Way::edit, "its rules change, which ALTER TABLE does not do"};
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
    std::string why_;
};

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
    for (bool settled = false; !settled;) {
        settled = true;
        const Renames names = altered_names(course, ways);
        for (std::size_t i = 0; i != ways.size(); ++i) {
            if (ways[i] == Way::rebuild) continue;
            choices[i] = WayFinder(course, course.matching.tables[i], names).run();
            ways[i] = choices[i].way;
            settled = settled && ways[i] != Way::rebuild;
        }
    }
    return choices;
}

std::vector<Way> choose_ways(const Course& course) {
    std::vector<Way> ways;
    for (const Choice& choice : choose(course))
        ways.push_back(choice.way);
    return ways;
}

}  // namespace varve::compiler
