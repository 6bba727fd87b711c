#include "generator/history/plan_objects.hpp"

#include <algorithm>

#include "generator/history/facets.hpp"
#include "generator/history/virtual_tables.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

/// Every word and quoted name of a text.
std::vector<std::string> names_in(const SqlText& sql) {
    std::vector<std::string> names;
    for (const detail::SqlToken& token : detail::sql_tokens(sql))
        if (token.kind == detail::SqlTokenKind::word || token.kind == detail::SqlTokenKind::quoted)
            names.push_back(
                detail::unquote(std::string_view(sql).substr(token.begin, token.end - token.begin)));
    return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(), [&](const auto& each) { return same_name(each, name); });
}

/// One view or trigger of the schema before, with its text.
struct Object {
    std::string type;
    std::string name;
    std::string sql;
    bool goes = false;
};

std::vector<Object> objects_of(const Schema& schema) {
    std::vector<Object> objects;
    for (const View& view : schema.views)
        objects.push_back({"VIEW", view.name, sqlite::render_view(view)});
    for (const Trigger& trigger : schema.triggers)
        objects.push_back({"TRIGGER", trigger.name, sqlite::render_trigger(trigger)});
    return objects;
}

bool stays_as_it_is(const Object& object, const std::vector<Object>& after) {
    return std::any_of(after.begin(), after.end(), [&](const Object& now) {
        return now.type == object.type && now.name == object.name && same_sql(now.sql, object.sql);
    });
}

/// The names that must not be named while the tables change.
std::vector<std::string> disturbed_names(const Course& course, const Renames& altered) {
    std::vector<std::string> names;
    for (const Table* table : course.matching.dropped)
        names.push_back(table->name);
    for (const VirtualTable* table : dropped_virtual_tables(course))
        names.push_back(table->name);
    for (const auto& [before, after] : altered.tables)
        names.push_back(before);
    for (const auto& [table, columns] : altered.columns)
        for (const auto& [before, after] : columns)
            names.push_back(before);
    return names;
}

/// Marks what goes; a view that goes takes with it whatever names it.
void mark(std::vector<Object>& objects, const std::vector<Object>& after,
          std::vector<std::string> disturbed) {
    for (bool settled = false; !settled;) {
        settled = true;
        for (Object& object : objects) {
            if (object.goes) continue;
            const std::vector<std::string> names = names_in(object.sql);
            object.goes = !stays_as_it_is(object, after) ||
                          std::any_of(disturbed.begin(), disturbed.end(),
                                      [&](const auto& name) { return contains(names, name); });
            if (!object.goes) continue;
            settled = false;
            if (object.type == "VIEW") disturbed.push_back(object.name);
        }
    }
}

const Index* find_index(const Table& table, const std::string& name) {
    for (const Index& index : table.indexes)
        if (index.name.value == name) return &index;
    return nullptr;
}

}  // namespace

ObjectSteps view_and_trigger_steps(const Course& course, const Renames& altered) {
    ObjectSteps steps;
    std::vector<Object> before = objects_of(course.before);
    const std::vector<Object> after = objects_of(course.after);
    mark(before, after, disturbed_names(course, altered));
    // Triggers before views: dropping a view drops its own.
    for (auto object = before.rbegin(); object != before.rend(); ++object)
        if (object->goes) steps.drops.push_back("DROP " + object->type + ' ' + quote(object->name));
    for (const Object& now : after) {
        const bool stands = std::any_of(before.begin(), before.end(), [&](const Object& old) {
            return !old.goes && old.type == now.type && old.name == now.name;
        });
        if (!stands) steps.creates.push_back(now.sql);
    }
    return steps;
}

ObjectSteps index_steps(const Course& course, const Renames& altered) {
    ObjectSteps steps;
    for (const TableMatch& match : course.matching.tables) {
        const Table carried = renamed(*match.before, altered);
        const auto stays = [&](const Index* old, const Index* now) {
            return old != nullptr && now != nullptr &&
                   same_sql(sqlite::render_index(carried, *old), sqlite::render_index(*match.after, *now));
        };
        for (const Index& old : carried.indexes)
            if (!stays(&old, find_index(*match.after, old.name.value)))
                steps.drops.push_back("DROP INDEX " + quote(old.name.value));
        for (const Index& now : match.after->indexes)
            if (!stays(find_index(carried, now.name.value), &now))
                steps.creates.push_back(sqlite::render_index(*match.after, now));
    }
    return steps;
}

}  // namespace varve::compiler
