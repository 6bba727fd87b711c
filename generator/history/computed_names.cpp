#include "generator/history/computed_names.hpp"

#include <optional>
#include <vector>

#include "generator/history/manipulation.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::SqlTokenKind;

void add_names(std::string_view sql, std::set<std::string>& names) {
    for (const detail::SqlToken& token : detail::sql_tokens(sql))
        if (token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted)
            names.insert(detail::fold(detail::unquote(sql.substr(token.begin, token.end - token.begin))));
}

/// Of `INSERT INTO t (a, b) SELECT x, y + 1 FROM u`: b, y and nothing of a and x.
bool add_copy(const StatementReader& statement, const Manipulation& insert, std::set<std::string>& names) {
    const auto copied = statement.copied(insert);
    if (!copied) return false;
    for (const auto& [column, source] : *copied) {
        if (source.size() == 1) continue;
        names.insert(column);
        for (const std::string_view token : source)
            add_names(token, names);
    }
    return true;
}

}  // namespace

std::set<std::string> computed_names(std::string_view script) {
    std::set<std::string> names;
    for (const detail::Step& step : detail::split_steps(script)) {
        if (step.directive) continue;
        const StatementReader statement(step.text);
        const std::optional<Manipulation> manipulation = statement.manipulation();
        if (manipulation && !add_copy(statement, *manipulation, names)) add_names(step.text, names);
    }
    return names;
}

}  // namespace varve::compiler
