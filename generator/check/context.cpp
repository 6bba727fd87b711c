#include "generator/check/context.hpp"

#include <vector>

#include "generator/base/suggest.hpp"

namespace varve::compiler {

const ast::Table* find_table(Context& context, std::string_view name) {
    if (context.tables.empty())
        for (const ast::Table& table : context.file.tables)
            context.tables.emplace(table.name.text, &table);
    const auto found = context.tables.find(name);
    return found == context.tables.end() ? nullptr : found->second;
}

std::string suggest_table(const Context& context, std::string_view wrong, Among among) {
    if (context.is_noisy()) return "";
    std::vector<std::string_view> names;
    for (const ast::Table& table : context.file.tables)
        names.push_back(table.name.text);
    if (among == Among::tables_and_views)
        for (const ast::View& view : context.file.views)
            names.push_back(view.name.text);
    return did_you_mean(wrong, names);
}

}  // namespace varve::compiler
