#include "generator/history/plan_steps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "generator/history/facets.hpp"
#include "generator/history/plan_alter.hpp"
#include "generator/history/plan_edit.hpp"
#include "generator/history/plan_objects.hpp"
#include "generator/history/script.hpp"
#include "generator/history/virtual_tables.hpp"
#include "generator/sqlite/order.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

bool remembers_ids(const Table& table) {
    return table.primary_key && table.primary_key->autoincrement;
}

/// AUTOINCREMENT's mark goes with it: an id that was given out may be given again.
bool loses_mark(const TableMatch& table) {
    return remembers_ids(*table.before) && !remembers_ids(*table.after);
}

/// What a conversion makes NULL refers to nothing any more.
bool may_let_go(const Course& course, const TableMatch& table, const Column& column, const Column& now) {
    const auto is_key = [&](const ForeignKey& key) {
        return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    };
    return now.convert && holds_null(course.after, *table.after, now) &&
           std::any_of(table.before->foreign_keys.begin(), table.before->foreign_keys.end(), is_key);
}

bool mentions(const SqlText& sql, const std::string& name) {
    const std::vector<detail::SqlToken> tokens = detail::sql_tokens(sql);
    return std::any_of(tokens.begin(), tokens.end(), [&](const detail::SqlToken& token) {
        return same_name(detail::unquote(std::string_view(sql).substr(token.begin, token.end - token.begin)),
                         name);
    });
}

/// A `convert` to a value that has nothing to do with the old one.
bool is_overwritten(const Course& course, const TableMatch& table, const Column& old, const Column& now) {
    return now.convert && !mentions(*copied_value(course, table, now), old.name);
}

/// Of a table that stays: columns that are dropped, overwritten or computed from now on, and rowids. A
/// generated column holds nothing of its own.
std::vector<std::string> what_goes(const Course& course, const TableMatch& table) {
    std::vector<std::string> names;
    const std::string prefix = directive_name(table.before->name) + '.';
    for (const Column& column : table.before->columns) {
        const Column* now = table.after_of(column);
        if (!column.generated &&
            (now == nullptr || now->generated || may_let_go(course, table, column, *now) ||
             is_overwritten(course, table, column, *now)))
            names.push_back(prefix + directive_name(column.name));
    }
    if (loses_rowids(course, table) || loses_mark(table)) names.push_back(prefix + "rowid");
    return names;
}

class StepWriter {
public:
    explicit StepWriter(const Course& course)
        : course_(course),
          choices_(choose(course)),
          ways_(ways_of(choices_)),
          altered_(altered_names(course, ways_)),
          objects_(view_and_trigger_steps(course, altered_)),
          indexes_(index_steps(course, altered_)) {}

    std::string run() {
        statements("views and triggers that are in the way", objects_.drops);
        statements("indexes that change", indexes_.drops);
        drop_virtual_tables();
        drop_tables();
        rename_tables();
        create_tables();
        for (const Table* table : sqlite::parents_first(course_.after))
            change_table(*table);
        create_virtual_tables();
        statements("searches over rows that were rewritten", refilled_searches(course_, ways_));
        statements("indexes", indexes_.creates);
        statements("views and triggers", objects_.creates);
        fill_over_views();
        return script_.text();
    }

private:
    void statements(const std::string& comment, const std::vector<std::string>& all) {
        script_.group({comment});
        for (const std::string& sql : all)
            script_.statement(sql);
    }

    static bool holds(const std::vector<const Table*>& tables, const Table* table) {
        return std::find(tables.begin(), tables.end(), table) != tables.end();
    }

    void drop_virtual_tables() {
        for (const VirtualTable* table : dropped_virtual_tables(course_)) {
            script_.group({"- virtual table " + table->name});
            if (holds_rows(*table)) script_.directive("lose " + directive_name(table->name));
            script_.statement("DROP TABLE " + quote(table->name));
        }
    }

    void create_virtual_tables() {
        for (const VirtualTable* table : created_virtual_tables(course_)) {
            script_.group({"+ virtual table " + table->name});
            script_.statement(sqlite::render_virtual_table(*table));
            if (is_over(*table, course_.after.tables)) script_.statement(fill_search(*table));
        }
    }

    /// One over what the schema does not have is not filled: a new database has nothing to fill it with.
    template <class Items>
    static bool is_over(const VirtualTable& table, const Items& items) {
        const std::optional<SearchSource> source = search_source(table);
        return source && std::any_of(items.begin(), items.end(),
                                     [&](const auto& item) { return same_name(item.name, source->table); });
    }

    /// Over what stands only now. FTS5 reads no virtual table.
    void fill_over_views() {
        script_.group({"searches over views and virtual tables"});
        for (const VirtualTable* table : created_virtual_tables(course_)) {
            const bool reads_virtual = !same_name(table->module, "fts5");
            if (is_over(*table, course_.after.views) ||
                (reads_virtual && is_over(*table, course_.after.virtual_tables)))
                script_.statement(fill_search(*table));
        }
    }

    void drop_tables() {
        std::vector<const Table*> order = sqlite::parents_first(course_.before);
        std::reverse(order.begin(), order.end());
        for (const Table* table : order) {
            if (!holds(course_.matching.dropped, table)) continue;
            script_.group({"- table " + table->name});
            script_.directive("lose " + directive_name(table->name));
            script_.statement("DROP TABLE " + quote(table->name));
        }
    }

    void rename(const std::string& from, const std::string& to) {
        script_.statement(fmt::format("ALTER TABLE {} RENAME TO {}", quote(from), quote(to)));
    }

    /// A name that a table still has, in whatever case, is free only after that table has gone aside.
    void rename_tables() {
        const auto is_taken = [&](const std::string& name) {
            return std::any_of(course_.matching.tables.begin(), course_.matching.tables.end(),
                               [&](const TableMatch& table) { return same_name(table.before->name, name); });
        };
        const auto aside = [](const std::string& name) { return "varve_new_" + name; };
        for (const auto& [before, after] : altered_.tables) {
            script_.group({fmt::format("~ table {} (was {})", after, before)});
            rename(before, is_taken(after) ? aside(after) : after);
        }
        for (const auto& [before, after] : altered_.tables)
            if (is_taken(after)) rename(aside(after), after);
    }

    void create_tables() {
        for (const Table* table : sqlite::parents_first(course_.after)) {
            if (!holds(course_.matching.created, table)) continue;
            script_.group({"+ table " + table->name});
            script_.statement(sqlite::render_table(course_.after, *table, table->name));
            for (const Index& index : table->indexes)
                script_.statement(sqlite::render_index(*table, index));
        }
    }

    void change_table(const Table& table) {
        for (std::size_t i = 0; i != ways_.size(); ++i) {
            const TableMatch& match = course_.matching.tables[i];
            if (match.after != &table || ways_[i] == Way::nothing) continue;
            script_.group(changes_of(table));
            lose(match);
            if (ways_[i] == Way::alter)
                alter(match, choices_[i].rules);
            else if (ways_[i] == Way::edit)
                edit(match);
            else
                rebuild(match);
        }
    }

    /// What stands on a table is told where it is dropped and created.
    static bool is_of_the_table_itself(Change::Kind kind) {
        using Kind = Change::Kind;
        for (const Kind other : {Kind::rename_table, Kind::create_index, Kind::drop_index, Kind::rename_index,
                                 Kind::create_trigger, Kind::drop_trigger, Kind::create_view, Kind::drop_view,
                                 Kind::create_virtual_table, Kind::drop_virtual_table})
            if (kind == other) return false;
        return true;
    }

    std::vector<std::string> changes_of(const Table& table) const {
        std::vector<std::string> lines;
        for (const Change& change : course_.changes) {
            if (change.table != table.name || !is_of_the_table_itself(change.kind)) continue;
            lines.push_back(describe({change}));
            lines.back().pop_back();
        }
        if (lines.empty()) lines.push_back("~ table " + table.name + " refers to what is renamed");
        return lines;
    }

    void lose(const TableMatch& match) {
        for (const std::string& name : what_goes(course_, match))
            script_.directive("lose " + name);
    }

    void alter(const TableMatch& match, const std::vector<std::string>& rules) {
        for (const std::string& sql : alter_statements(course_, match))
            script_.statement(sql);
        for (const std::string& sql : rules)
            script_.statement(sql);
    }

    void edit(const TableMatch& match) {
        alter(match, {});
        script_.directive("edit " + directive_name(match.after->name));
        for (const std::string& sql : edit_statements(course_, match))
            script_.statement(sql);
        script_.directive("end");
    }

    void rebuild(const TableMatch& match) {
        script_.directive("rebuild " + directive_name(match.after->name));
        for (const std::string& sql : rebuild_statements(course_, match))
            script_.statement(sql);
        script_.directive("end");
    }

    const Course& course_;
    const std::vector<Choice> choices_;
    const std::vector<Way> ways_;
    const Renames altered_;
    const ObjectSteps objects_;
    const ObjectSteps indexes_;
    Script script_;
};

}  // namespace

std::vector<std::string> dropped_names(const Course& course) {
    std::vector<std::string> names;
    for (const Table* table : course.matching.dropped)
        names.push_back(directive_name(table->name));
    for (const TableMatch& table : course.matching.tables)
        for (std::string& name : what_goes(course, table))
            names.push_back(std::move(name));
    for (const VirtualTable* table : dropped_virtual_tables(course))
        if (holds_rows(*table)) names.push_back(directive_name(table->name));
    return names;
}

std::string write_steps(const Course& course) {
    return StepWriter(course).run();
}

}  // namespace varve::compiler
