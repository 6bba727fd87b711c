#include "generator/model/default_expression.hpp"

#include <algorithm>
#include <string_view>

namespace varve::compiler {

namespace {

bool is_name_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) > 127;
}

bool is_same_word(std::string_view a, std::string_view upper) {
    return std::equal(a.begin(), a.end(), upper.begin(), upper.end(), [](char x, char y) {
        return (x >= 'a' && x <= 'z' ? static_cast<char>(x - 'a' + 'A') : x) == y;
    });
}

bool is_bare_text(std::string_view sql) {
    if (sql.empty() || (sql[0] >= '0' && sql[0] <= '9') || !std::all_of(sql.begin(), sql.end(), is_name_part))
        return false;
    for (const std::string_view meant :
         {"NULL", "TRUE", "FALSE", "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"})
        if (is_same_word(sql, meant)) return false;
    return true;
}

SqlText literal(std::string_view text) {
    SqlText sql = "'";
    for (const char c : text)
        sql.append(c == '\'' ? 2 : 1, c);
    return sql + '\'';
}

/// The text between the quotes, with each doubled one once.
std::string unquoted(std::string_view quoted) {
    std::string text;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
        text += quoted[i];
        if (quoted[i] == quoted[0]) ++i;
    }
    return text;
}

}  // namespace

SqlText default_expression(const Default& value) {
    const SqlText& sql = value.sql;
    if (value.kind == Default::Kind::expression || sql.empty()) return sql;
    if (sql[0] == '"' || sql[0] == '`' || sql[0] == '[') return literal(unquoted(sql));
    return is_bare_text(sql) ? literal(sql) : sql;
}

}  // namespace varve::compiler
