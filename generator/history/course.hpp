#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/history/compare.hpp"
#include "generator/history/rename.hpp"

namespace varve::compiler {

/// One direction of a step: from which schema to which. An up and its down are two courses.
struct Course {
    const Schema& before;
    const Schema& after;
    Matching matching;
    Changes changes;

    Course(const Schema& from, const Schema& to)
        : before(from), after(to), matching(match(from, to)), changes(compare(from, to, matching)) {}
    Course(const Course&) = delete;
    Course& operator=(const Course&) = delete;
};

/// Why a course cannot be taken as it is.
struct Obstacle {
    DiagnosticKind kind;
    Span span;
    std::string message;
    std::string help;
    bool refused_by_sqlite;  ///< nothing would be lost: SQLite refuses the copy when a row stands against it
};

std::vector<Obstacle> find_obstacles(const Course& course);

/// How a table gets from one form to the other. `edit` puts a new CREATE TABLE in the old one's place, with
/// rows and indexes as they lie; ALTER TABLE may have its part before it.
enum class Way { nothing, alter, edit, rebuild };

/// The cheapest way of a table, and what stands against a cheaper one.
struct Choice {
    Way way = Way::nothing;
    std::string why;                 ///< what forces it, for people; "" where nothing cheaper is known
    std::string cheaper;             ///< what would do with less, if the schema were written otherwise; or ""
    std::vector<std::string> rules;  ///< of `alter`: statements that add and drop rules
};

/// The way of every table of `course.matching.tables`, in their order. The text of a table that refers to a
/// column which is renamed in the copy of a rebuilt table changes too.
std::vector<Choice> choose(const Course& course);
std::vector<Way> ways_of(const std::vector<Choice>& choices);

/// The renames that ALTER TABLE does; those inside a rebuild's copy are left out.
Renames altered_names(const Course& course, const std::vector<Way>& ways);

/// The old enum values that the map gives a successor, as a list of SQL; "" where there are none.
std::string mapped_values(const Course& course, const Column& old, const Column& column);

/// The value that a column of the new form gets from the old table; nothing where the column's default shall
/// speak.
std::optional<std::string> copied_value(const Course& course, const TableMatch& table, const Column& column);

/// Whether rowids that no column holds are gone after the course: the table gets none, or another key becomes
/// them.
bool loses_rowids(const Course& course, const TableMatch& table);

/// The SQL of a rebuild: CREATE TABLE "varve_new_t" and the INSERT that fills it.
std::vector<std::string> rebuild_statements(const Course& course, const TableMatch& table);

}  // namespace varve::compiler
