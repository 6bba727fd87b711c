#include "runtime/src/normal_forms.hpp"
#include "runtime/src/sql_canonical.hpp"
#include "runtime/src/sql_normal_tokens.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

bool is(std::span<const NormalToken> tokens, std::size_t at, std::string_view word) {
    return at < tokens.size() && tokens[at].text == word;
}

std::optional<std::string> canonical(std::span<const NormalToken> tokens) {
    if (!is(tokens, 0, "CREATE")) return std::nullopt;
    const std::size_t type =
        is(tokens, 1, "TEMP") || is(tokens, 1, "TEMPORARY") || is(tokens, 1, "UNIQUE") ? 2 : 1;
    if (is(tokens, type, "TABLE")) return canonical_table(tokens);
    if (is(tokens, type, "INDEX")) return canonical_index(tokens);
    if (is(tokens, type, "TRIGGER")) return canonical_trigger(tokens);
    if (is(tokens, type, "VIEW")) return canonical_view(tokens);
    return std::nullopt;
}

// What SQLite stores is read, never judged: where its shape is none that is known, its tokens have to do.
std::string make_normal(std::string_view text) {
    const std::vector<NormalToken> tokens = normal_tokens(text);
    return canonical(tokens).value_or(join_tokens(tokens));
}

}  // namespace

std::string normalise_structure(std::string_view text) {
    NormalForms* known = NormalForms::in_use();
    return known == nullptr ? make_normal(text) : known->of(text, make_normal);
}

}  // namespace varve::detail
