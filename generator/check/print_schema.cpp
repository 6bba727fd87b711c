#include "generator/check/print_schema.hpp"
#include "generator/base/schema_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/check/print.hpp"

namespace varve::compiler {

namespace {

std::string print_head(const Schema& schema) {
    const std::string lowered = print_settings(schema);
    std::string head = lowered.substr(0, lowered.rfind('}'));
    if (!schema.chain_path.empty())
        head += fmt::format("  chain   {}\n", in_double_quotes(schema.chain_path));
    if (!schema.cpp_namespace.empty())
        head += fmt::format("  cpp     namespace {}\n", in_double_quotes(schema.cpp_namespace));
    return head + "}\n";
}

std::string print_unmanaged(const Unmanaged& unmanaged) {
    return fmt::format("unmanaged {} {}\n", unmanaged.type, in_double_quotes(unmanaged.name));
}

}  // namespace

std::string print_doc(const std::string& doc, std::string_view indent) {
    std::string out;
    for (std::size_t at = 0; at < doc.size();) {
        const std::size_t end = std::min(doc.find('\n', at), doc.size());
        out += fmt::format("{}/// {}\n", indent, doc.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

std::string print_schema(const Schema& schema) {
    std::string out = print_head(schema);
    if (!schema.requirements.empty()) out += "\n";
    for (const Requirement& requirement : schema.requirements)
        out += print_requirement(requirement);
    if (!schema.unmanaged.empty()) out += "\n";
    for (const Unmanaged& unmanaged : schema.unmanaged)
        out += print_unmanaged(unmanaged);
    for (const Table& table : schema.tables)
        out += "\n" + print_doc(table.doc) + print_written_table(schema, table);
    for (const VirtualTable& table : schema.virtual_tables)
        out += "\n" + print_doc(table.doc) + print_virtual_table(table);
    for (const View& view : schema.views)
        out += "\n" + print_doc(view.doc) + print_view(schema, view);
    for (const Trigger& trigger : schema.triggers)
        out += "\n" + print_doc(trigger.doc) + print_trigger(trigger);
    return out;
}

}  // namespace varve::compiler
