#include <algorithm>
#include <initializer_list>
#include <set>

#include "generator/sqlite/as_written.hpp"
#include "generator/sqlite/lift_parts.hpp"
#include "runtime/src/catalog.hpp"

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

/// Nothing of it is known to need one: its second place never decides.
std::string of_key(const std::vector<KeyTerm>& terms) {
    std::set<std::string> seen;
    for (const KeyTerm& term : terms)
        if (term.collate.empty() && !seen.insert(detail::fold(term.column)).second)
            return "a key names column `" + term.column + "` twice";
    return {};
}

std::string of_keys(const Table& table) {
    std::string reason = table.primary_key ? of_key(table.primary_key->terms) : std::string();
    for (const Unique& unique : table.uniques) {
        std::vector<KeyTerm> terms = unique.terms;
        for (std::size_t at = 0; unique.terms.empty() && at != unique.columns.size(); ++at)
            terms.push_back({unique.columns[at], "", "", false, {}});
        reason = first_of({reason, of_key(terms)});
    }
    return reason;
}

}  // namespace

std::string unsayable(const detail::StructureObject& object) {
    if (!fits_file(as_written(object.sql))) return "its SQL holds bytes that no schema file holds";
    return bad_name("its name", object.name);
}

std::string unsayable(const Table& table) {
    return first_of({of_columns(table), of_constraints(table), of_keys(table)});
}

}  // namespace varve::compiler::sqlite
