#include "runtime/src/sql_canonical.hpp"
#include "runtime/src/sql_normal_reader.hpp"

namespace varve::detail {
namespace {

bool ends_term(const NormalReader& reader) {
    return reader.at_end() || reader.is(",") || reader.is(")") || reader.is("ASC") || reader.is("DESC") ||
           reader.is("NULLS");
}

bool is_word(const NormalToken& token) {
    return token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted;
}

/// How many tokens a group, a name, or a call of a function takes at the begin; 0 for anything else.
std::size_t primary_size(std::span<const NormalToken> tokens) {
    NormalReader reader(tokens);
    if (!tokens.empty() && is_word(tokens[0])) {
        reader.take();
        if (!reader.is("(")) return 1;
    }
    if (reader.is("(")) reader.group();
    return reader.failed() ? 0 : reader.position();
}

bool ends_in_collate(std::span<const NormalToken> tokens) {
    return tokens.size() == 2 && tokens[0].text == "COLLATE";
}

/// What is indexed: a column stays as it is, an expression stands in brackets.
std::string print_term(std::span<const NormalToken> tokens) {
    if (tokens.size() == 1 && tokens[0].kind == SqlTokenKind::string)
        return normal_name(unquote(tokens[0].raw));
    const std::size_t size = primary_size(tokens);
    const std::span<const NormalToken> primary = tokens.first(size);
    const std::span<const NormalToken> behind = tokens.subspan(size);
    const bool whole = size != 0 && (behind.empty() || ends_in_collate(behind));
    if (!whole) return "( " + join_tokens(tokens) + " )";
    const bool bare = size == 1 || primary[0].text == "(";
    std::string sql = bare ? join_tokens(primary) : "( " + join_tokens(primary) + " )";
    if (!behind.empty()) sql += " COLLATE " + normal_name(unquote(behind[1].raw));
    return sql;
}

std::string read_term(NormalReader& reader) {
    const std::size_t first = reader.position();
    while (!ends_term(reader)) {
        if (reader.is("("))
            reader.group();
        else
            reader.take();
    }
    if (reader.position() == first) reader.fail();
    if (reader.failed()) return {};
    std::string sql = print_term(reader.since(first));
    if (reader.accept("DESC")) sql += " DESC";
    reader.accept("ASC");
    const std::size_t nulls = reader.position();
    reader.skip_to_comma();
    return reader.position() == nulls ? sql : sql + ' ' + join_tokens(reader.since(nulls));
}

std::string read_where(NormalReader& reader) {
    const std::size_t first = reader.position();
    if (reader.is("(")) reader.group();
    const bool bracketed = reader.at_end() && !reader.failed();
    reader.rest();
    const std::string sql = join_tokens(reader.since(first));
    return " WHERE " + (bracketed ? sql : "( " + sql + " )");
}

}  // namespace

std::optional<std::string> canonical_index(std::span<const NormalToken> tokens) {
    NormalReader reader(tokens);
    reader.expect("CREATE");
    std::string sql = reader.accept("UNIQUE") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
    reader.expect("INDEX");
    if (reader.accept("IF")) {
        reader.expect("NOT");
        reader.expect("EXISTS");
        sql += "IF NOT EXISTS ";
    }
    sql += reader.name();
    if (reader.accept(".")) sql += " . " + reader.name();
    reader.expect("ON");
    sql += " ON " + reader.name();
    reader.expect("(");
    sql += " (";
    for (bool first = true; !reader.at_end() && !reader.is(")"); first = false) {
        sql += (first ? " " : " , ") + read_term(reader);
        if (!reader.is(")")) reader.expect(",");
    }
    reader.expect(")");
    sql += " )";
    if (reader.accept("WHERE")) sql += read_where(reader);
    if (reader.failed() || !reader.at_end()) return std::nullopt;
    return sql;
}

}  // namespace varve::detail
