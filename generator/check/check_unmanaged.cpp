#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

bool check_pattern(Context& context, const ast::Unmanaged& unmanaged) {
    const std::size_t star = unmanaged.name.text.find('*');
    const std::string& pattern = unmanaged.name.text;
    if (star != std::string::npos && star + 1 != pattern.size())
        context.sink.error(DiagnosticKind::bad_pattern, unmanaged.name.span,
                           fmt::format("`{}`: a `*` stands at the end of a name only", pattern), {},
                           "write an `unmanaged` item for each begin that names have");
    else if (pattern == "*")
        context.sink.error(DiagnosticKind::bad_pattern, unmanaged.name.span,
                           fmt::format("`*` would leave every {} unmanaged", unmanaged.type.text), {},
                           "write how their names begin, as `\"django_*\"`");
    else
        return true;
    return false;
}

/// What is declared is varve's, and what is unmanaged is not.
template <typename Items>
void check_declared(Context& context, const char* type, const Items& items) {
    for (const auto& item : items) {
        const Unmanaged* unmanaged = find_unmanaged(context.schema, type, item.name.text);
        if (unmanaged == nullptr || !item.name) continue;
        context.sink.error(DiagnosticKind::contradiction, item.name.span,
                           fmt::format("{} `{}` is declared, and unmanaged", type, item.name.text),
                           {{unmanaged->span, "it is unmanaged by this"}});
    }
}

}  // namespace

const Unmanaged* find_unmanaged(const Schema& schema, std::string_view type, std::string_view name) {
    const std::string wanted = folded(name);
    for (const Unmanaged& item : schema.unmanaged) {
        if (item.type != type) continue;
        const std::string pattern = folded(item.name);
        const bool begins =
            pattern.ends_with('*') &&
            std::string_view(wanted).starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
        if (begins || pattern == wanted) return &item;
    }
    return nullptr;
}

void check_unmanaged(Context& context) {
    for (const ast::Unmanaged& unmanaged : context.file.unmanaged) {
        if (!check_pattern(context, unmanaged)) continue;
        context.schema.unmanaged.push_back({unmanaged.type.text, unmanaged.name.text, unmanaged.span});
    }
    check_declared(context, "table", context.file.tables);
    check_declared(context, "table", context.file.virtual_tables);
    check_declared(context, "table", context.file.searches);
    check_declared(context, "view", context.file.views);
    check_declared(context, "trigger", context.file.triggers);
    for (const ast::Table& table : context.file.tables)
        check_declared(context, "index", table.indexes);
}

}  // namespace varve::compiler
