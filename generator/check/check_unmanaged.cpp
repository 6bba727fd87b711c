#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

/// How a name is found, and how the begin of names is: under `*`.
std::string key_of(std::string_view type, std::string_view name, char how = '=') {
    return how + std::string(type) + " " + folded(name);
}

std::string key_of(const ast::Unmanaged& item) {
    std::string_view name = item.name.text;
    const bool begins = name.ends_with('*');
    if (begins) name.remove_suffix(1);
    return key_of(item.type.text, name, begins ? '*' : '=');
}

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
        const Unmanaged* unmanaged = find_unmanaged(context, type, item.name.text);
        if (unmanaged == nullptr || !item.name) continue;
        context.sink.error(DiagnosticKind::contradiction, item.name.span,
                           fmt::format("{} `{}` is declared, and unmanaged", type, item.name.text),
                           {{unmanaged->span, "it is unmanaged by this"}});
    }
}

}  // namespace

/// Whatever stands between a begin of the name and the name has that begin, too. So the pattern next below
/// the name tells how long one that fits can be.
const Unmanaged* find_unmanaged(const Context& context, std::string_view type, std::string_view name) {
    const auto& patterns = context.unmanaged;
    if (const auto same = patterns.find(key_of(type, name)); same != patterns.end())
        return &context.schema.unmanaged[same->second];
    const std::string wanted = key_of(type, name, '*');
    for (std::string begin = wanted;;) {
        auto at = patterns.upper_bound(begin);
        if (at == patterns.begin()) return nullptr;
        const std::string& pattern = (--at)->first;
        const auto differ = std::mismatch(pattern.begin(), pattern.end(), wanted.begin(), wanted.end());
        if (differ.first == pattern.end()) return &context.schema.unmanaged[at->second];
        begin.resize(static_cast<std::size_t>(differ.first - pattern.begin()));
    }
}

void check_unmanaged(Context& context) {
    for (const ast::Unmanaged& unmanaged : context.file.unmanaged) {
        if (!check_pattern(context, unmanaged)) continue;
        context.unmanaged.emplace(key_of(unmanaged), context.schema.unmanaged.size());
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
