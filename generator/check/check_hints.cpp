#include <fmt/format.h>

#include <algorithm>

#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

/// One thing that may have had another name: its name now, and what it was.
struct Renamed {
    const ast::Name& name;
    const std::optional<ast::Was>& was;
};

/// In a swap the living name has itself become free: `a was b` beside `b was a`.
void check_was(Context& context, const std::vector<Renamed>& things, std::string_view what) {
    std::map<std::string, Span> taken;
    std::map<std::string_view, const Renamed*> named;
    for (const Renamed& thing : things)
        named.emplace(thing.name.text, &thing);
    for (const Renamed& thing : things) {
        if (!thing.was) continue;
        const ast::Name& old = thing.was->name;
        const auto found = named.find(old.text);
        const Renamed* living = found == named.end() ? nullptr : found->second;
        if (living != nullptr && (!living->was || living->was->name.text == living->name.text))
            context.sink.error(DiagnosticKind::living_was, old.span,
                               fmt::format("`{}` cannot have been {} `{}`, which is still there",
                                           thing.name.text, what, old.text),
                               {{living->name.span, "it is declared here"}},
                               "a rename takes the old name away; to swap two names, both say `was`");
        const auto [first, fresh] = taken.emplace(old.text, old.span);
        if (!fresh)
            context.sink.error(DiagnosticKind::living_was, old.span,
                               fmt::format("{} `{}` cannot have become two things", what, old.text),
                               {{first->second, "the first is here"}});
    }
}

void check_map(Context& context, const ast::Enum& declared, Enum& made) {
    const auto has = [&](const ast::Name& value) {
        return std::any_of(made.values.begin(), made.values.end(),
                           [&](const EnumValue& candidate) { return candidate.name == value.text; });
    };
    std::map<std::string, Span> mapped;
    for (const auto& [old, fresh] : declared.map) {
        if (const auto [first, is_new] = mapped.emplace(old.text, old.span); !is_new)
            context.sink.error(DiagnosticKind::living_was, old.span,
                               fmt::format("value `{}` cannot have become two things", old.text),
                               {{first->second, "the first is here"}});
        if (!has(fresh) && !declared.damaged)
            context.sink.error(DiagnosticKind::unknown_enum_value, fresh.span,
                               fmt::format("enum `{}` has no value `{}`", made.name, fresh.text));
        if (has(old))
            context.sink.error(DiagnosticKind::living_was, old.span,
                               fmt::format("value `{}` is still there and cannot be mapped away", old.text));
        made.map.emplace_back(Hint{old.text, declared.map_clause}, fresh.text);
    }
}

void refuse(Context& context, Span clause, std::string_view hint) {
    context.sink.error(DiagnosticKind::not_lowered, clause,
                       fmt::format("`{}` stands in the schema of a revision", hint), {},
                       "hints speak to the newest revision and belong into the schema file");
}

void refuse_hints(Context& context) {
    for (const ast::Enum& declared : context.file.enums)
        if (!declared.map.empty()) refuse(context, declared.map_clause, "map");
    for (const ast::Table& table : context.file.tables) {
        if (table.was) refuse(context, table.was->clause, "was");
        for (const ast::Column& column : table.columns) {
            if (column.was) refuse(context, column.was->clause, "was");
            if (column.fill) refuse(context, column.fill->clause, "fill");
            if (column.convert) refuse(context, column.convert->clause, "convert");
        }
        for (const ast::Index& index : table.indexes)
            if (index.was) refuse(context, index.was->clause, "was");
    }
}

}  // namespace

void check_hints(Context& context) {
    if (context.snapshot) return refuse_hints(context);
    std::vector<Renamed> tables;
    std::vector<Renamed> indexes;
    for (const ast::Table& table : context.file.tables) {
        tables.push_back({table.name, table.was});
        std::vector<Renamed> columns;
        for (const ast::Column& column : table.columns)
            columns.push_back({column.name, column.was});
        check_was(context, columns, "column");
        for (const ast::Index& index : table.indexes)
            indexes.push_back({index.name, index.was});
    }
    check_was(context, tables, "table");
    check_was(context, indexes, "index");
    for (std::size_t at = 0; at < context.file.enums.size(); ++at)
        check_map(context, context.file.enums[at], context.schema.enums[at]);
}

}  // namespace varve::compiler
