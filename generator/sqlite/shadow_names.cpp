#include "generator/sqlite/shadow_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/sqlite/render.hpp"
#include "runtime/src/shadow_tables.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

/// The virtual table whose name and `_` the name begins with.
const VirtualTable* owner_of(const Schema& schema, std::string_view name) {
    const auto found = std::find_if(schema.virtual_tables.begin(), schema.virtual_tables.end(),
                                    [&](const VirtualTable& table) {
                                        const std::size_t size = table.name.size();
                                        return name.size() > size && name[size] == '_' &&
                                               detail::equal_ignoring_case(name.substr(0, size), table.name);
                                    });
    return found == schema.virtual_tables.end() ? nullptr : &*found;
}

bool is_shadow(const VirtualTable& owner, const Table& table) {
    std::vector<detail::StructureObject> objects = {
        {"table", owner.name, owner.name, detail::normalise_structure(render_virtual_table(owner))},
        {"table", table.name, table.name, ""}};
    detail::remove_shadow_tables(objects);
    return objects.size() == 1;
}

}  // namespace

bool check_shadow_names(const Schema& schema, DiagnosticSink& sink) {
    bool good = true;
    for (const Table& table : schema.tables) {
        const VirtualTable* owner = owner_of(schema, table.name);
        if (owner == nullptr || !is_shadow(*owner, table)) continue;
        good = false;
        sink.error(DiagnosticKind::reserved_prefix, table.span,
                   fmt::format("table `{}` has a name that virtual table `{}` may give to a table of its own",
                               table.name, owner->name),
                   {{owner->span, "declared here"}}, "rename one of the two");
    }
    return good;
}

}  // namespace varve::compiler::sqlite
