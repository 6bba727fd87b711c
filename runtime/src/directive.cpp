#include "runtime/src/directive.hpp"

#include <fmt/core.h>

#include "runtime/src/catalog.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

[[noreturn]] void fail(std::string_view text, std::string_view why) {
    throw StepFailure(fmt::format("the directive `--@ {}` {}", text, why));
}

bool is_name(const SqlToken& token) {
    return token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted;
}

/// `users.full_name posts "odd name"`: each a table, or a table and its column.
std::vector<Loss> read_losses(std::string_view text, std::string_view names) {
    std::vector<Loss> losses;
    std::vector<SqlToken> tokens = sql_tokens(names);
    auto name = [&](std::size_t at) {
        if (at >= tokens.size() || !is_name(tokens[at]))
            fail(text, "should read `lose <table>` or `lose <table>.<column>`");
        return fold(unquote(names.substr(tokens[at].begin, tokens[at].end - tokens[at].begin)));
    };
    std::size_t at = 0;
    do {
        Loss loss{name(at++), {}};
        if (at < tokens.size() && names.substr(tokens[at].begin, 1) == "." && ++at > 0)
            loss.column = name(at++);
        losses.push_back(std::move(loss));
    } while (at < tokens.size());
    return losses;
}

/// A down that is graded `loses users.phone` declares that very loss.
std::vector<Loss> read_grade_losses(std::string_view text, std::string_view grade) {
    if (grade == "exact" || grade == "none") return {};
    constexpr std::string_view loses = "loses ";
    if (grade.substr(0, loses.size()) == loses) return read_losses(text, grade.substr(loses.size()));
    fail(text, "should read `grade exact`, `grade none` or `grade loses <table>.<column> …`");
}

std::string read_table(std::string_view text, std::string_view verb, std::string_view name) {
    std::vector<SqlToken> tokens = sql_tokens(name);
    if (tokens.size() != 1 || !is_name(tokens[0])) fail(text, fmt::format("should read `{} <table>`", verb));
    return unquote(name.substr(tokens[0].begin, tokens[0].end - tokens[0].begin));
}

/// `users "phone is NULL"`
Directive read_preflight(std::string_view text, std::string_view rest) {
    const std::vector<SqlToken> tokens = sql_tokens(rest);
    const auto word = [&](std::size_t at) {
        return rest.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
    };
    if (tokens.size() != 2 || !is_name(tokens[0]) || word(1).substr(0, 1) != "\"" || word(1).size() < 3)
        fail(text, "should read `preflight <table> \"<what is wrong with a row>\"`, and a query follows it");
    return {DirectiveKind::preflight, {}, unquote(word(0)), unquote(word(1))};
}

std::string name_of(std::string_view token) {
    return token.empty() ? std::string() : unquote(token);
}

bool is_word(std::string_view token, std::string_view word) {
    return fold(token) == word;
}

}  // namespace

Directive read_directive(std::string_view text) {
    std::size_t space = text.find(' ');
    std::string_view verb = text.substr(0, space);
    std::string_view rest = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (verb == "lose") return {DirectiveKind::lose, read_losses(text, rest), {}, {}};
    if (verb == "rebuild") return {DirectiveKind::rebuild, {}, read_table(text, verb, rest), {}};
    if (verb == "edit") return {DirectiveKind::edit, {}, read_table(text, verb, rest), {}};
    if (text == "end") return {DirectiveKind::end, {}, {}, {}};
    if (verb == "grade") return {DirectiveKind::grade, read_grade_losses(text, rest), {}, {}};
    if (text == "compatible readers") return {DirectiveKind::compatible, {}, {}, {}};
    if (verb == "preflight") return read_preflight(text, rest);
    fail(text,
         "is not known: this varve knows `lose`, `preflight`, `rebuild`, `edit`, `end`, `grade` and "
         "`compatible readers`");
}

std::vector<std::string_view> token_texts(std::string_view sql) {
    std::vector<std::string_view> texts;
    for (const SqlToken& token : sql_tokens(sql))
        texts.push_back(sql.substr(token.begin, token.end - token.begin));
    return texts;
}

bool has_word(std::string_view sql, std::string_view word) {
    for (std::string_view each : token_texts(sql))
        if (is_word(each, word)) return true;
    return false;
}

std::optional<Alteration> read_alteration(std::string_view statement) {
    return read_alteration(token_texts(statement));
}

std::optional<Alteration> read_alteration(const std::vector<std::string_view>& texts) {
    auto at = [&](std::size_t i) { return i < texts.size() ? texts[i] : std::string_view(); };
    if (!is_word(at(0), "alter") || !is_word(at(1), "table")) return std::nullopt;
    std::size_t next = at(3) == "." ? 4 : 2;
    Alteration alteration{fold(name_of(at(next))), {}, {}, {}};
    std::string_view verb = at(++next);
    ++next;
    if (is_word(verb, "rename") && is_word(at(next), "to")) {
        alteration.renamed_to = fold(name_of(at(next + 1)));
        return alteration;
    }
    if (!is_word(verb, "rename") && !is_word(verb, "drop")) return std::nullopt;
    if (is_word(verb, "drop") && is_word(at(next), "constraint") && !at(next + 1).empty())
        return std::nullopt;
    // COLUMN may be left out, and may be a column's name: RENAME column TO x.
    bool spelled = is_word(at(next), "column") && !at(next + 1).empty() && !is_word(at(next + 1), "to");
    if (spelled) ++next;
    alteration.column = fold(name_of(at(next)));
    if (is_word(verb, "rename")) alteration.column_renamed = fold(name_of(at(next + 2)));
    return alteration;
}

}  // namespace varve::detail
