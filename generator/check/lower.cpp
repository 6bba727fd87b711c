#include "generator/check/compile.hpp"
#include "generator/check/print.hpp"

namespace varve::compiler {

std::string lower(const Schema& schema) {
    std::string out = print_settings(schema);
    if (!schema.requirements.empty()) out += "\n";
    for (const Requirement& requirement : schema.requirements)
        out += print_requirement(requirement);
    for (const Enum& declared : schema.enums)
        out += "\n" + print_enum(declared);
    for (const Table& table : schema.tables)
        out += "\n" + print_table(schema, table);
    for (const VirtualTable& table : schema.virtual_tables)
        out += "\n" + print_virtual_table(table);
    for (const View& view : schema.views)
        out += "\n" + print_view(schema, view);
    for (const Trigger& trigger : schema.triggers)
        out += "\n" + print_trigger(trigger);
    return out;
}

}  // namespace varve::compiler
