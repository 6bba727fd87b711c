#include "generator/check/sql_text.hpp"

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

/// A literal of two lines is the same on every platform: CRLF is LF before SQL is read.
std::string with_plain_line_ends(std::string_view sql) {
    std::string lines;
    for (std::size_t at = 0; at < sql.size(); ++at)
        if (sql.substr(at, 2) != "\r\n") lines += sql[at];
    return lines;
}

}  // namespace

SqlText sql_text(std::string_view sql) {
    std::string text = detail::normalise_fragment(with_plain_line_ends(sql));
    while (!text.empty() && (text.back() == ';' || text.back() == ' ' || text.back() == '\n'))
        text.pop_back();
    return text;
}

SqlText sql_text(const ast::Sql& sql) {
    return sql_text(std::string_view(sql.text));
}

SqlText module_arguments(std::string_view group) {
    return detail::normalise_module_arguments(with_plain_line_ends(group.substr(1, group.size() - 2)));
}

SqlText sql_string(std::string_view text) {
    std::string out = "'";
    for (char c : text)
        out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
}

}  // namespace varve::compiler
