#include <algorithm>
#include <initializer_list>

#include "generator/sqlite/as_written.hpp"
#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

std::string bad_name(std::string_view what, const std::string& name) {
    if (fits_quotes(name)) return {};
    return std::string(what) + (name.empty() ? " is empty" : " is more than one line of UTF-8");
}

/// The first of them that says something.
std::string first_of(std::initializer_list<std::string> reasons) {
    const auto* found =
        std::find_if(reasons.begin(), reasons.end(), [](const auto& r) { return !r.empty(); });
    return found == reasons.end() ? std::string() : *found;
}

std::string of_constraint(const std::string& name) {
    return name.empty() ? std::string() : bad_name("the name of a constraint", name);
}

std::string of_columns(const Table& table) {
    for (const Column& column : table.columns) {
        std::string reason = bad_name("the name of a column", column.name);
        if (reason.empty() && column.type.sqltype && !column.type.sqltype->empty())
            reason = bad_name("a declared type", *column.type.sqltype);
        for (const Check& check : column.checks)
            reason = first_of({reason, of_constraint(check.name.value)});
        if (!reason.empty()) return reason;
    }
    return {};
}

std::string of_constraints(const Table& table) {
    std::string reason;
    for (const Unique& unique : table.uniques)
        reason = first_of({reason, of_constraint(unique.name.value)});
    for (const Check& check : table.checks)
        reason = first_of({reason, of_constraint(check.name.value)});
    for (const ForeignKey& key : table.foreign_keys)
        reason =
            first_of({reason, of_constraint(key.name.value), bad_name("the name of a parent", key.table)});
    return reason;
}

}  // namespace

std::string unsayable(const detail::StructureObject& object) {
    if (!fits_file(as_written(object.sql))) return "its SQL holds bytes that no schema file holds";
    return bad_name("its name", object.name);
}

std::string unsayable(const Table& table) {
    return first_of({of_columns(table), of_constraints(table)});
}

}  // namespace varve::compiler::sqlite
