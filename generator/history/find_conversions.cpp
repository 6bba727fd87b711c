#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "generator/history/demanded_rows.hpp"
#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

std::vector<std::string> upper_tokens(const SqlText& sql) {
    std::vector<std::string> texts;
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        texts.push_back(sql.substr(token.begin, token.end - token.begin));
        if (token.kind == detail::SqlTokenKind::word)
            std::transform(texts.back().begin(), texts.back().end(), texts.back().begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    }
    return texts;
}

/// Whether the author thought of NULL.
bool speaks_of_null(const SqlText& sql) {
    const std::vector<std::string> texts = upper_tokens(sql);
    return std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
        return text == "NULL" || text == "NULLIF" || text == "CASE" || text == "IIF" || text == "COALESCE" ||
               text == "IFNULL";
    });
}

/// Rows whose value is another after the cast; "" where a cast to the type changes nothing.
std::string changed_by_cast(const std::string& value, const std::string& type) {
    if (type == "TEXT")
        return fmt::format("typeof({0}) = 'real' AND CAST(CAST({0} AS TEXT) AS REAL) <> {0}", value);
    if (type == "INTEGER" || type == "INT")
        return fmt::format(
            "(CAST({0} AS {1}) <> {0} OR typeof({0}) = 'text' AND CAST(CAST({0} AS {1}) AS TEXT) <> {0})",
            value, type);
    if (type == "REAL" || type == "NUMERIC") return fmt::format("CAST({0} AS {1}) <> {0}", value, type);
    return {};
}

}  // namespace

std::string bare_cast(const Column& old, const Column& column) {
    if (!column.convert) return {};
    std::vector<std::string> texts = upper_tokens(column.convert->value);
    while (texts.size() > 2 && texts.front() == "(" && texts.back() == ")")
        texts = {texts.begin() + 1, texts.end() - 1};
    if (texts.size() != 6 || texts[0] != "CAST" || texts[1] != "(" || texts[3] != "AS" || texts[5] != ")")
        return {};
    const std::string name = detail::unquote(texts[2]);
    return same_name(name, old.name) || same_name(name, column.name) ? detail::unquote(texts[4])
                                                                     : std::string();
}

void find_conversions(const RowAfter& row, std::vector<RowQuery>& found) {
    for (const ColumnMatch& column : row.match().columns) {
        if (!column.after->convert || column.after->generated) continue;
        const SqlText& convert = column.after->convert->value;
        const std::string old = sqlite::quote(column.before->name);
        const std::string type = bare_cast(*column.before, *column.after);
        const auto value = row.value(*column.after);
        std::string where;
        if (!type.empty())
            where = changed_by_cast(old, type);
        else if (value && holds_null(row.course().after, row.after(), *column.after) &&
                 !speaks_of_null(convert))
            where = fmt::format("{} IS NOT NULL AND {} IS NULL", old, *value);
        if (where.empty()) continue;
        found.push_back({type.empty()
                             ? fmt::format("`{}` would become NULL", column.before->name)
                             : fmt::format("`{}` would be changed by CAST to {}", column.before->name, type),
                         select_keys(row, where)});
    }
}

}  // namespace varve::compiler
