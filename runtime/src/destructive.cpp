#include "runtime/src/destructive.hpp"

#include <algorithm>
#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), fold(word)) != words.end();
}

/// What a trigger does, it does to rows that are written later.
bool only_adds(std::string_view statement) {
    const std::vector<std::string_view> words = token_texts(statement);
    if (words.empty()) return true;
    if (is_one_of(words[0], {"create", "select", "analyze", "reindex"})) return true;
    if (is_one_of(words[0], {"drop"})) return words.size() > 1 && !is_one_of(words[1], {"table"});
    if (is_one_of(words[0], {"alter"})) {
        const auto alteration = read_alteration(words);
        return !alteration || alteration->column.empty() || !alteration->column_renamed.empty();
    }
    return is_one_of(words[0], {"insert"}) && !has_word(statement, "replace") &&
           !has_word(statement, "update");
}

bool changes(const Step& step) {
    if (!step.directive) return !only_adds(step.text);
    const DirectiveKind kind = read_directive(step.text).kind;
    return kind == DirectiveKind::lose || kind == DirectiveKind::rebuild || kind == DirectiveKind::edit;
}

}  // namespace

bool is_destructive(std::string_view script) {
    const std::vector<Step> steps = split_steps(script);
    return std::any_of(steps.begin(), steps.end(), changes);
}

}  // namespace varve::detail
