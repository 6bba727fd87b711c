#include "generator/sqlite/render.hpp"

#include "generator/sqlite/order.hpp"

namespace varve::compiler::sqlite {

std::vector<Statement> render(const Schema& schema) {
    std::vector<Statement> statements;
    const std::vector<const Table*> tables = parents_first(schema);
    for (const Table* table : tables)
        statements.push_back({"table", table->name, table->name, render_table(schema, *table, table->name)});
    for (const VirtualTable& table : schema.virtual_tables)
        statements.push_back({"table", table.name, table.name, render_virtual_table(table)});
    for (const Table* table : tables)
        for (const Index& index : table->indexes)
            statements.push_back({"index", index.name.value, table->name, render_index(*table, index)});
    for (const View& view : schema.views)
        statements.push_back({"view", view.name, view.name, render_view(view)});
    for (const Trigger& trigger : schema.triggers)
        statements.push_back({"trigger", trigger.name, trigger.table, render_trigger(trigger)});
    return statements;
}

}  // namespace varve::compiler::sqlite
