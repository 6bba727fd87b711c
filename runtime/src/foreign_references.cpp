#include "runtime/src/foreign_references.hpp"

#include <fmt/core.h>

#include "runtime/src/names.hpp"
#include "runtime/src/statement.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

References dangling_references(sqlite3* db) {
    References found;
    Statement each(
        db,
        "SELECT s.name, f.\"table\", f.\"to\", EXISTS (SELECT 1 FROM main.sqlite_schema p "
        "WHERE p.type = 'table' AND p.name = f.\"table\" COLLATE NOCASE), "
        "EXISTS (SELECT 1 FROM pragma_table_xinfo(f.\"table\", 'main') c WHERE c.name = f.\"to\" COLLATE "
        "NOCASE "
        "OR f.\"to\" IS NULL) FROM main.sqlite_schema s, pragma_foreign_key_list(s.name, 'main') f "
        "WHERE s.type = 'table'",
        "cannot look at foreign keys");
    while (each.step()) {
        if (each.integer(3) == 0)
            found.emplace(each.text(0), each.text(1));
        else if (each.integer(4) == 0)
            found.emplace(each.text(0), each.text(1) + '.' + each.text(2));
    }
    return found;
}

void check_references(sqlite3* db, const ForeignObjects& foreign, const References& before) {
    if (foreign.empty()) return;
    for (const auto& reference : dangling_references(db)) {
        const auto& [table, parent] = reference;
        if (before.count(reference) != 0 || foreign.count({"table", table}) == 0) continue;
        throw StepFailure(
            fmt::format("the table `{0}` is not varve's and refers to `{1}`, which would be gone: drop `{0}` "
                        "first, or make it anew without the reference",
                        printable(table), printable(parent)));
    }
}

}  // namespace varve::detail
