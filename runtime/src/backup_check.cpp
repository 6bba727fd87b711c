#include "runtime/src/backup_check.hpp"

#include <fmt/format.h>

#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/statement.hpp"

namespace varve::detail {

RowCounts count_all_rows(sqlite3* db) {
    std::vector<std::string> names;
    {
        Statement each(db, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage <> 0",
                       "cannot list the tables");
        while (each.step())
            names.push_back(each.text(0));
    }
    RowCounts counts;
    for (const std::string& name : names)
        counts.emplace(name, count_rows(db, name));
    return counts;
}

std::int64_t total(const RowCounts& counts) {
    std::int64_t rows = 0;
    for (const auto& [table, count] : counts)
        rows += count;
    return rows;
}

std::string find_damage(sqlite3* db) {
    constexpr std::string_view tried = "cannot check the database";
    const std::int64_t before = query_integer(db, "PRAGMA ignore_check_constraints", tried);
    run_statement(db, "PRAGMA ignore_check_constraints = ON", tried);
    const std::string found = query_text(db, "PRAGMA main.quick_check(1)", tried);
    run_statement(db, fmt::format("PRAGMA ignore_check_constraints = {}", before), tried);
    return found == "ok" ? "" : printable(found);
}

std::string find_difference(const RowCounts& original, const RowCounts& copy) {
    for (const auto& [table, rows] : original) {
        const auto found = copy.find(table);
        if (found == copy.end()) return fmt::format("table `{}` is missing", printable(table));
        if (found->second != rows)
            return fmt::format("table `{}` has {} rows instead of {}", printable(table), found->second, rows);
    }
    for (const auto& [table, rows] : copy)
        if (original.find(table) == original.end())
            return fmt::format("table `{}` stands there besides", printable(table));
    return "";
}

}  // namespace varve::detail
