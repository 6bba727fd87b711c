#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "generator/history/course.hpp"
#include "generator/history/facets.hpp"
#include "generator/model/default_expression.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

bool has_column(const Table& table, std::string_view name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return same_name(column.name, name); });
}

/// A name by which the old table's rowid can be read and the new one's be set; "" where there is none.
std::string_view rowid_name(const TableMatch& table) {
    if (table.before->without_rowid || table.after->without_rowid) return "";
    for (const std::string_view name : {"rowid", "_rowid_", "oid"})
        if (!has_column(*table.before, name) && !has_column(*table.after, name)) return name;
    return "";
}

/// Hints may speak of a renamed column by its new name; the copy reads the old table.
SqlText in_old_names(const SqlText& sql, const TableMatch& table) {
    NameMap names;
    for (const ColumnMatch& column : table.columns)
        if (!has_column(*table.before, column.after->name)) names[column.after->name] = column.before->name;
    return rename_words(sql, names);
}

std::string literal(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text)
        quoted.append(c == '\'' ? 2 : 1, c);
    return quoted + '\'';
}

/// The enum values that the column no longer has and the map speaks of, each with its successor.
std::vector<std::pair<std::string, std::string>> mapped_pairs(const Course& course, const Column& old,
                                                              const Column& column) {
    if (old.type.kind != TypeKind::enumeration || column.type.kind != TypeKind::enumeration) return {};
    const Enum* values = course.after.find_enum(column.type.name);
    const Enum* old_values = course.before.find_enum(old.type.name);
    std::vector<std::pair<std::string, std::string>> pairs;
    if (values == nullptr || old_values == nullptr) return pairs;
    for (const auto& [hint, target] : values->map) {
        const std::string& gone = hint.value;
        const bool known = std::any_of(old_values->values.begin(), old_values->values.end(),
                                       [&](const EnumValue& old_value) { return old_value.name == gone; });
        if (known) pairs.emplace_back(literal(gone), literal(target));
    }
    return pairs;
}

std::string mapped_value(const Course& course, const Column& old, const Column& column,
                         const std::string& value) {
    std::string cases;
    for (const auto& [gone, target] : mapped_pairs(course, old, column))
        cases += fmt::format(" WHEN {} THEN {}", gone, target);
    return cases.empty() ? value : fmt::format("CASE {}{} ELSE {} END", value, cases, value);
}

}  // namespace

std::string mapped_values(const Course& course, const Column& old, const Column& column) {
    std::string list;
    for (const auto& [gone, target] : mapped_pairs(course, old, column))
        list += (list.empty() ? "" : ", ") + gone;
    return list;
}

std::optional<std::string> copied_value(const Course& course, const TableMatch& table, const Column& column) {
    if (column.generated) return std::nullopt;
    const Column* old = table.before_of(column);
    if (old == nullptr)
        return column.fill ? std::optional(in_old_names(column.fill->value, table)) : std::nullopt;
    std::string value = column.convert ? in_old_names(column.convert->value, table)
                                       : mapped_value(course, *old, column, quote(old->name));
    const bool gets_not_null =
        holds_null(course.before, *table.before, *old) && !holds_null(course.after, *table.after, column);
    if (gets_not_null && column.fill)
        value = fmt::format("coalesce({}, {})", value, in_old_names(column.fill->value, table));
    return value;
}

namespace {

/// The two lists of a copy.
struct Copy {
    std::vector<std::string> names;
    std::vector<std::string> values;

    void add(std::string name, std::string value) {
        names.push_back(std::move(name));
        values.push_back(std::move(value));
    }
};

/// Rowids are values too: other tables and outside files may know them. They travel as the new key or unseen;
/// "" where they cannot.
std::string rowid_target(const Course& course, const TableMatch& table) {
    const std::string_view rowid = rowid_name(table);
    const Column* key = sqlite::rowid_alias(course.after, *table.after);
    if (rowid.empty() || key == nullptr) return std::string(rowid);
    const bool is_new = table.before_of(*key) == nullptr && !key->fill;
    return is_new && sqlite::rowid_alias(course.before, *table.before) == nullptr ? quote(key->name) : "";
}

/// An INSERT must name a column, even where every value is the column's own affair.
void name_some_column(const Table& table, Copy& copy) {
    for (const Column& column : table.columns) {
        if (!copy.names.empty() || column.generated) continue;
        copy.add(quote(column.name),
                 column.default_value ? default_expression(*column.default_value) : "NULL");
    }
}

}  // namespace

bool loses_rowids(const Course& course, const TableMatch& table) {
    const bool has_own =
        !table.before->without_rowid && sqlite::rowid_alias(course.before, *table.before) == nullptr;
    const bool changes =
        table.after->without_rowid || sqlite::rowid_alias(course.after, *table.after) != nullptr;
    return has_own && changes && rowid_target(course, table).empty();
}

std::vector<std::string> rebuild_statements(const Course& course, const TableMatch& table) {
    const std::string made = "varve_new_" + table.after->name;
    Copy copy;
    if (const std::string target = rowid_target(course, table); !target.empty())
        copy.add(target, std::string(rowid_name(table)));
    for (const Column& column : table.after->columns)
        if (std::optional<std::string> value = copied_value(course, table, column))
            copy.add(quote(column.name), std::move(*value));
    name_some_column(*table.after, copy);
    // A conflict clause of the new table would change rows or leave them out without a word.
    const char* insert = has_conflict_clause(*table.after) ? "INSERT OR ABORT" : "INSERT";
    return {sqlite::render_table(course.after, *table.after, made),
            fmt::format("{} INTO {} ({})\n    SELECT {}\n    FROM {}", insert, quote(made),
                        fmt::join(copy.names, ", "), fmt::join(copy.values, ", "), quote(table.after->name))};
}

}  // namespace varve::compiler
