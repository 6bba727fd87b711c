#include "generator/history/heeded_converts.hpp"

#include "generator/history/facets.hpp"
#include "generator/history/rename.hpp"

namespace varve::compiler {

Schema without_spent_converts(Schema today, const Schema& before) {
    const Matching matching = match(before, today);
    const Renames renames = renames_of(matching);
    for (Table& table : today.tables) {
        const TableMatch* pair = matching.of_after(table);
        if (pair == nullptr) continue;
        const Table old_table = renamed(*pair->before, renames);
        for (Column& column : table.columns) {
            const Column* old = column.convert ? find_column(old_table, column.name) : nullptr;
            if (old != nullptr && !changes_values(before, old_table, *old, today, table, column))
                column.convert.reset();
        }
    }
    return today;
}

}  // namespace varve::compiler
