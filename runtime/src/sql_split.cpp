#include "runtime/src/sql_statement.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

std::string_view directive_body(std::string_view line) {
    line.remove_prefix(std::string_view("--@").size());
    while (!line.empty() && is_sql_space(line.front()))
        line.remove_prefix(1);
    return line;
}

}  // namespace

std::vector<Step> split_steps(std::string_view normalised) {
    std::vector<Step> steps;
    StatementEnd statement;
    std::size_t begin = 0;
    std::size_t end = 0;
    const auto flush = [&] {
        if (end > begin) steps.push_back({false, normalised.substr(begin, end - begin)});
        begin = end = 0;
    };
    for (const SqlToken& token : sql_tokens(normalised)) {
        const std::string_view bytes = normalised.substr(token.begin, token.end - token.begin);
        if (token.kind == SqlTokenKind::directive) {
            flush();
            steps.push_back({true, directive_body(bytes)});
        } else if (statement.feed(token, bytes)) {
            flush();
        } else {
            if (end == 0) begin = token.begin;
            end = token.end;
        }
    }
    flush();
    return steps;
}

}  // namespace varve::detail
