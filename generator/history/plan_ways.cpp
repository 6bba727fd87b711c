#include <algorithm>

#include "generator/history/course.hpp"
#include "generator/history/facets.hpp"
#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

/// A default that SQLite takes for rows that exist: CURRENT_TIMESTAMP and expressions it refuses on a
/// populated table.
bool is_constant(const Default& value) {
    return value.kind == Default::Kind::literal && value.sql.rfind('(', 0) != 0 &&
           !same_name(value.sql.substr(0, 8), "CURRENT_");
}

bool is_null(const std::optional<Default>& value) {
    return !value || same_name(value->sql, "NULL");
}

bool fill_is_default(const Column& column) {
    if (!column.fill) return true;
    const std::string value = column.default_value ? column.default_value->sql : "NULL";
    return same_sql(column.fill->value, value) || same_sql(column.fill->value, "(" + value + ")");
}

/// Whether ALTER TABLE ADD COLUMN takes the column on a table with rows (measured: facts of ALTER,
/// SQLite 3.40).
bool can_be_added(const Schema& schema, const Table& table, const Column& column) {
    if (column.generated) return !column.generated->stored;
    if (!fill_is_default(column)) return false;
    if (column.default_value && !is_constant(*column.default_value)) return false;
    if (is_null(column.default_value) && !holds_null(schema, table, column)) return false;
    const bool refers =
        std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const ForeignKey& key) {
            return sqlite::stands_on_column(key) && key.columns[0] == column.name;
        });
    return !refers || is_null(column.default_value);
}

/// A name that another column of the old table has cannot be given by ALTER before that one is out of the
/// way.
bool renames_collide(const TableMatch& table) {
    return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnMatch& renamed_column) {
        return std::any_of(
            table.before->columns.begin(), table.before->columns.end(), [&](const Column& old) {
                return &old != renamed_column.before && same_name(old.name, renamed_column.after->name);
            });
    });
}

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

/// What ALTER TABLE makes of a table: its own renames and new columns behind the last one.
Way way_of(const Course& course, const TableMatch& match, const Renames& names) {
    Table altered = altered_table(course, *match.before, names);
    const Table& wanted = *match.after;
    bool changes = names.columns.count(match.before->name) != 0;
    for (const Column& column : wanted.columns) {
        if (match.before_of(column) != nullptr) continue;
        if (!can_be_added(course.after, wanted, column)) return Way::rebuild;
        altered.columns.push_back(column);
        for (const ForeignKey& key : wanted.foreign_keys)
            if (sqlite::stands_on_column(key) && key.columns[0] == column.name)
                altered.foreign_keys.push_back(key);
        changes = true;
    }
    const std::string made = sqlite::render_table(course.after, altered, altered.name);
    if (!same_sql(made, sqlite::render_table(course.after, wanted, wanted.name))) return Way::rebuild;
    if (changes && renames_collide(match)) return Way::rebuild;
    return changes ? Way::alter : Way::nothing;
}

}  // namespace

Renames altered_names(const Course& course, const std::vector<Way>& ways) {
    Renames names = renames_of(course.matching);
    for (std::size_t i = 0; i != ways.size(); ++i)
        if (ways[i] == Way::rebuild) names.columns.erase(course.matching.tables[i].before->name);
    return names;
}

std::vector<Way> choose_ways(const Course& course) {
    std::vector<Way> ways(course.matching.tables.size(), Way::nothing);
    for (bool settled = false; !settled;) {
        settled = true;
        const Renames names = altered_names(course, ways);
        for (std::size_t i = 0; i != ways.size(); ++i) {
            if (ways[i] == Way::rebuild) continue;
            ways[i] = way_of(course, course.matching.tables[i], names);
            settled = settled && ways[i] != Way::rebuild;
        }
    }
    return ways;
}

}  // namespace varve::compiler
