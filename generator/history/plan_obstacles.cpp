#include <fmt/format.h>

#include <algorithm>

#include "generator/history/course.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/type_change.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

class ObstacleSearch {
public:
    explicit ObstacleSearch(const Course& course) : course_(course) {}

    std::vector<Obstacle> run() {
        for (const TableMatch& table : course_.matching.tables)
            for (const Column& column : table.after->columns) {
                if (column.generated) continue;
                if (const Column* old = table.before_of(column))
                    check_changed(table, *old, column);
                else
                    check_new(*table.after, column);
            }
        for (const Enum& values : course_.after.enums)
            check_values(values);
        return std::move(found_);
    }

private:
    void check_new(const Table& table, const Column& column) {
        const bool has_default =
            column.default_value && !same_name(detail::unquote(column.default_value->sql), "NULL");
        if (column.nullable || column.fill || has_default) return;
        if (sqlite::is_rowid_alias(course_.after, table, column)) return;
        found_.push_back({DiagnosticKind::no_value_for_rows, column.span,
                          fmt::format("column `{}.{}` is new and not null: the rows that exist need a value",
                                      table.name, column.name),
                          fmt::format("write `{0} {1} fill (…)`, a default `= …`, or `{0} {1}?`", column.name,
                                      shape_words(column)),
                          false});
    }

    void check_changed(const TableMatch& table, const Column& old, const Column& column) {
        if (column.convert) return;
        const TypeChange change = type_change(course_.before, old, course_.after, *table.after, column);
        if (change == TypeChange::lossy || change == TypeChange::narrowing)
            found_.push_back(
                {DiagnosticKind::lossy_type_change, column.span,
                 fmt::format("column `{}.{}` goes from {} to {}, which not every value survives",
                             table.after->name, column.name, type_words(old.type), type_words(column.type)),
                 fmt::format("say what becomes of a value: `{} {} convert (…)`", column.name,
                             shape_words(column)),
                 change == TypeChange::narrowing});
        if (!column.fill && holds_null(course_.before, *table.before, old) &&
            !holds_null(course_.after, *table.after, column))
            found_.push_back({DiagnosticKind::nulls_without_fill, column.span,
                              fmt::format("column `{}.{}` becomes not null: rows that hold NULL need a value",
                                          table.after->name, column.name),
                              fmt::format("write `{} {} fill (…)`", column.name, shape_words(column)), true});
    }

    bool in_use(const std::string& values) const {
        return std::any_of(
            course_.matching.tables.begin(), course_.matching.tables.end(), [&](const TableMatch& table) {
                return std::any_of(table.columns.begin(), table.columns.end(),
                                   [&](const ColumnMatch& column) {
                                       return is_of(column.before->type, values) &&
                                              is_of(column.after->type, values) && !column.after->convert;
                                   });
            });
    }

    static bool is_of(const ColumnType& type, const std::string& values) {
        return type.kind == TypeKind::enumeration && type.name == values && !type.sqltype;
    }

    void check_values(const Enum& values) {
        const Enum* old = course_.before.find_enum(values.name);
        if (old == nullptr || !in_use(values.name)) return;
        for (const EnumValue& value : old->values) {
            const bool kept = std::any_of(values.values.begin(), values.values.end(),
                                          [&](const EnumValue& now) { return now.name == value.name; });
            const bool mapped = std::any_of(values.map.begin(), values.map.end(), [&](const auto& entry) {
                return entry.first.value == value.name;
            });
            if (kept || mapped) continue;
            found_.push_back(
                {DiagnosticKind::removed_enum_value, values.span,
                 fmt::format("enum `{}` no longer has `{}`: the rows that hold it need a successor",
                             values.name, value.name),
                 fmt::format("write `map {{ {} -> … }}` behind the enum", value.name), true});
        }
    }

    const Course& course_;
    std::vector<Obstacle> found_;
};

}  // namespace

std::vector<Obstacle> find_obstacles(const Course& course) {
    return ObstacleSearch(course).run();
}

}  // namespace varve::compiler
