#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/history/course.hpp"

namespace varve::compiler {

/// What a step makes of each row of a table, as SQL over the table as it stands before: a constraint of the
/// new form can be asked of rows that are still in the old one.
class RowAfter {
public:
    RowAfter(const Course& course, const TableMatch& table) : course_(course), table_(table) {}

    /// The old column whose values the column takes as they are; null where they are changed, or new.
    const Column* unchanged(const Column& column) const;

    /// The column's value; nothing where only the new table can compute it. A new column's is its default,
    /// which is NULL where it has none; a generated column's is its expression over the values after the
    /// step.
    std::optional<std::string> value(const Column& column) const;

    /// Whether the value may bring along the collation of another column, as a bare `a` in an expression
    /// does.
    bool has_foreign_collation(const Column& column) const;

    /// An expression over the new columns. Nothing where it speaks of one whose value is not known.
    std::optional<std::string> expression(const SqlText& sql) const;

    /// Whether the expression speaks of a column that stood before, or of one whose values the step changes.
    bool speaks_of_old(const SqlText& sql) const;
    bool speaks_of_changed(const SqlText& sql) const;

    /// Whether it has a value in the rows that stand, be it the same in each: of a default, or of no column.
    bool speaks_of_held(const SqlText& sql) const;

    /// An expression over unchanged columns in their old names.
    SqlText in_old_names(const SqlText& sql) const;

    const Table& before() const { return *table_.before; }
    const Table& after() const { return *table_.after; }
    const TableMatch& match() const { return table_; }
    const Course& course() const { return course_; }

    /// `"articles" AS "posts"`: so that expressions may say either name of the table.
    std::string source() const;

private:
    bool is_recomputed_alike(const Column& column) const;
    bool is_text(const Column& column) const;
    std::optional<std::string> computed_value(const Column& column) const;
    std::vector<const Column*> columns_in(const SqlText& sql) const;

    const Course& course_;
    const TableMatch& table_;
};

}  // namespace varve::compiler
