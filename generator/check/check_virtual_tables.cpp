#include "generator/check/context.hpp"
#include "generator/check/sql_text.hpp"

namespace varve::compiler {

void check_virtual_tables(Context& context) {
    for (const ast::VirtualTable& table : context.file.virtual_tables) {
        VirtualTable made{table.name.text, table.module.text, std::nullopt, table.doc, table.name.span};
        if (table.arguments) {
            made.arguments = module_arguments(table.arguments->text);
            made.sql_span = table.arguments->span;
        }
        context.schema.virtual_tables.push_back(std::move(made));
    }
}

}  // namespace varve::compiler
