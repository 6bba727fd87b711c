#include <algorithm>
#include <set>
#include <string_view>

#include "generator/emit/cpp_schema.hpp"
#include "generator/emit/identifiers.hpp"

namespace varve::compiler {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool part_of_name(char c) {
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '_' || c == '$';
}

/// Whether the SQL may speak of the column. A word in a text counts, too: a handle that only reads is safe.
bool mentions(const SqlText& sql, const std::string& column) {
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    for (auto at = sql.begin();;) {
        at = std::search(at, sql.end(), column.begin(), column.end(), same);
        if (at == sql.end()) return false;
        const auto behind = at + static_cast<std::ptrdiff_t>(column.size());
        const bool begins = at == sql.begin() || !part_of_name(*(at - 1));
        const bool ends = behind == sql.end() || !part_of_name(*behind);
        if (begins && ends) return true;
        ++at;
    }
}

/// SQLite opens no handle that writes where an index holds an expression, and asks no predicate.
bool is_indexed(const Index& index, const std::string& column) {
    return mentions(index.where, column) ||
           std::any_of(index.terms.begin(), index.terms.end(), [&](const KeyTerm& term) {
               return !term.expression.empty() || term.column == column;
           });
}

/// A check that was written; the length that a type implies is kept by every handle.
bool is_checked(const Check& check, const std::string& column) {
    return check.sql_span.end != check.sql_span.begin && mentions(check.sql, column);
}

bool is_free(const Table& table, const Column& column) {
    const auto names = [&](const auto& item) {
        return std::find(item.columns.begin(), item.columns.end(), column.name) != item.columns.end();
    };
    const auto checked = [&](const Check& check) { return is_checked(check, column.name); };
    const auto checks_it = [&](const Column& other) {
        return std::any_of(other.checks.begin(), other.checks.end(), checked);
    };
    return std::none_of(table.uniques.begin(), table.uniques.end(), names) &&
           std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(), names) &&
           std::none_of(table.indexes.begin(), table.indexes.end(),
                        [&](const Index& index) { return is_indexed(index, column.name); }) &&
           std::none_of(table.checks.begin(), table.checks.end(), checked) &&
           std::none_of(table.columns.begin(), table.columns.end(), checks_it);
}

/// SQLite's names for the row's number give way to columns of the same name.
std::string rowid_name(const Table& table) {
    for (const std::string_view name : {"rowid", "_rowid_", "oid"}) {
        const auto hides = [&](const Column& column) {
            return std::equal(column.name.begin(), column.name.end(), name.begin(), name.end(),
                              [](char a, char b) { return lower(a) == b; });
        };
        if (std::none_of(table.columns.begin(), table.columns.end(), hides)) return std::string(name);
    }
    return "";
}

}  // namespace

void settle_handles(const Table& table, CppTable& cpp) {
    std::set<std::string> verbs{"Reader", "Writer",      "all",    "count",       "where",
                                "find",   "insert",      "update", "insert_many", "upsert",
                                "erase",  "erase_where", "New",    "Patch",       "session_"};
    for (const CppLookup& lookup : cpp.lookups) {
        verbs.insert("find_by_" + lookup.name);
        verbs.insert("upsert_by_" + lookup.name);
    }
    Scope scope(std::move(verbs));
    for (std::size_t i = 0; i != table.columns.size(); ++i) {
        CppField& field = cpp.fields[i];
        if (!field.lazy) continue;
        field.handle = scope.settle(field.name);
        while (scope.take(field.handle, {}) != nullptr)
            field.handle += '_';
        field.handle_writes = is_free(table, table.columns[i]);
    }
    cpp.rowid = cpp.has_rowid_key() ? cpp.key.front()->sql : rowid_name(table);
}

}  // namespace varve::compiler
