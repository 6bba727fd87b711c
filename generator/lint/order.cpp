#include <fmt/format.h>

#include <algorithm>

#include "generator/lint/rules.hpp"

namespace varve::compiler::lint_rules {

namespace {

/// By its name or by the one it had.
template <typename Thing>
const Thing* earlier(const Thing& now, const std::vector<Thing>& then) {
    const std::string& name = now.was ? now.was->value : now.name;
    const auto found =
        std::find_if(then.begin(), then.end(), [&](const Thing& old) { return old.name == name; });
    return found == then.end() ? nullptr : &*found;
}

}  // namespace

void order(const Schema& schema, const Schema& newest, DiagnosticSink& sink) {
    for (const Table& table : schema.tables) {
        const Table* old = earlier(table, newest.tables);
        if (old == nullptr) continue;
        const Column* behind = nullptr;
        for (auto column = table.columns.rbegin(); column != table.columns.rend(); ++column) {
            if (earlier(*column, old->columns) != nullptr)
                behind = &*column;
            else if (behind != nullptr)
                sink.warning(
                    DiagnosticKind::column_in_the_middle, column->span,
                    fmt::format("`{}.{}` is new and stands in front of `{}`, so the table is rebuilt",
                                table.name, column->name, behind->name),
                    {}, "move it behind the last column, where SQLite adds it in place");
        }
    }
}

}  // namespace varve::compiler::lint_rules
