#include "generator/sqlite/refusal_place.hpp"

#include <algorithm>
#include <optional>

#include "generator/sqlite/fragments.hpp"
#include "generator/sqlite/missing_requirement.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

using Tokens = std::vector<detail::SqlToken>;

std::string_view bytes_of(std::string_view text, const detail::SqlToken& token) {
    return text.substr(token.begin, token.end - token.begin);
}

/// Tokens `first` to `last` of a fragment, in the text that it was read from. That text may have a bracket or
/// brace in front; where the two differ otherwise the compiler made the fragment, and the whole text is
/// meant.
Span source_of(const SourceSet& sources, Span span, std::string_view fragment, std::size_t first,
               std::size_t last) {
    const std::string_view text = sources.text(span);
    const Tokens written = detail::sql_tokens(text);
    const Tokens tokens = detail::sql_tokens(fragment);
    for (const std::size_t shift : {std::size_t{0}, std::size_t{1}}) {
        if (last + shift >= written.size() || last >= tokens.size()) continue;
        const bool same = bytes_of(text, written[shift]) == bytes_of(fragment, tokens[0]) &&
                          bytes_of(text, written[first + shift]) == bytes_of(fragment, tokens[first]);
        if (!same) continue;
        const auto begin = static_cast<std::uint32_t>(written[first + shift].begin);
        const auto end = static_cast<std::uint32_t>(written[last + shift].end);
        return {span.file, span.begin + begin, span.begin + end};
    }
    return span;
}

/// What a message names: behind its last colon, in `near "…"`, or in front of `()`.
std::string named_in(std::string_view message) {
    if (message.substr(0, 6) == "near \"") return std::string(message.substr(6, message.rfind('"') - 6));
    if (const std::size_t call = message.find("()"); call != std::string_view::npos) {
        const std::size_t space = message.rfind(' ', call);
        return std::string(message.substr(space + 1, call - space - 1));
    }
    const std::size_t colon = message.rfind(": ");
    return colon == std::string_view::npos ? std::string() : std::string(message.substr(colon + 2));
}

/// The tokens of a name as the message writes it: `new.email`; of `main.users` the last alone is looked for
/// where the whole is not to be found.
std::optional<std::pair<std::size_t, std::size_t>> find_name(std::string_view fragment,
                                                             std::string_view name) {
    const Tokens tokens = detail::sql_tokens(fragment);
    const Tokens wanted = detail::sql_tokens(name);
    for (std::size_t skipped = 0; skipped < wanted.size(); skipped += 2) {
        const std::size_t size = wanted.size() - skipped;
        for (std::size_t at = 0; at + size <= tokens.size(); ++at) {
            bool same = true;
            for (std::size_t i = 0; i != size && same; ++i)
                same = detail::equal_ignoring_case(detail::unquote(bytes_of(fragment, tokens[at + i])),
                                                   detail::unquote(bytes_of(name, wanted[skipped + i])));
            if (same) return std::pair(at, at + size - 1);
        }
    }
    return std::nullopt;
}

std::optional<Span> by_offset(const SourceSet& sources, const Statement& statement,
                              const std::vector<Fragment>& fragments, int offset) {
    if (offset < 0) return std::nullopt;
    const auto at = static_cast<std::size_t>(offset);
    for (const Fragment& fragment : fragments) {
        if (fragment.span == Span{} || at < fragment.begin || at >= fragment.end) continue;
        const std::string_view text =
            std::string_view(statement.sql).substr(fragment.begin, fragment.end - fragment.begin);
        const Tokens tokens = detail::sql_tokens(text);
        std::size_t token = 0;
        while (token + 1 < tokens.size() && tokens[token].end <= at - fragment.begin)
            ++token;
        return source_of(sources, fragment.span, text, token, token);
    }
    return std::nullopt;
}

std::optional<Span> by_name(const SourceSet& sources, const Statement& statement,
                            const std::vector<Fragment>& fragments, const std::string& message) {
    const std::string name = named_in(message);
    for (const Fragment& fragment : fragments) {
        if (name.empty() || fragment.span == Span{}) continue;
        const std::string_view text =
            std::string_view(statement.sql).substr(fragment.begin, fragment.end - fragment.begin);
        if (const auto found = find_name(text, name))
            return source_of(sources, fragment.span, text, found->first, found->second);
    }
    return std::nullopt;
}

/// A collation stands at its column, which has no SQL of its own.
std::optional<Span> by_collation(const Schema& schema, const Statement& statement,
                                 const std::string& message) {
    const std::optional<Requirement> missing = missing_requirement(message);
    const Table* table = schema.find_table(statement.table);
    if (!missing || table == nullptr || statement.type != "table") return std::nullopt;
    const auto column = std::find_if(table->columns.begin(), table->columns.end(), [&](const Column& each) {
        return detail::equal_ignoring_case(each.collate, missing->name);
    });
    return column == table->columns.end() ? std::nullopt : std::optional(column->span);
}

/// `default value of column [a] is not constant`, `generated column loop on "a"`
std::optional<Span> by_column(const Schema& schema, const Statement& statement, std::string_view message) {
    const Table* table = statement.type == "table" ? schema.find_table(statement.table) : nullptr;
    if (table == nullptr) return std::nullopt;
    for (const detail::SqlToken& token : detail::sql_tokens(message)) {
        if (token.kind != detail::SqlTokenKind::quoted) continue;
        const Column* column = find_column(*table, detail::unquote(bytes_of(message, token)));
        if (column == nullptr) continue;
        if (column->generated) return column->generated->sql_span;
        return column->default_value ? column->default_value->span : column->span;
    }
    return std::nullopt;
}

}  // namespace

Span place_of(const Schema& schema, const SourceSet& sources, const Statement& statement,
              const Refusal& refusal) {
    const Span object = object_span(schema, statement);
    if (object.file >= sources.size()) return object;
    const std::vector<Fragment> fragments = fragments_of(schema, statement);
    if (const auto place = by_offset(sources, statement, fragments, refusal.offset)) return *place;
    if (const auto place = by_name(sources, statement, fragments, refusal.message)) return *place;
    if (const auto place = by_column(schema, statement, refusal.message)) return *place;
    return by_collation(schema, statement, refusal.message).value_or(object);
}

}  // namespace varve::compiler::sqlite
