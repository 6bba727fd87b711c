#include "generator/sqlite/lift_parts.hpp"

namespace varve::compiler::sqlite {

namespace {

/// An expression as the model keeps it: in brackets.
std::string bracketed(std::string sql) {
    TokenReader reader(sql);
    if (reader.is("(")) {
        reader.group();
        if (reader.at_end()) return sql;
    }
    return '(' + std::move(sql) + ')';
}

/// Cuts a trailing word off a term's SQL and says whether it was there.
bool cut_word(std::string& sql, std::string_view word) {
    if (sql.size() <= word.size() || sql.substr(sql.size() - word.size()) != word) return false;
    if (sql[sql.size() - word.size() - 1] != ' ') return false;
    sql.resize(sql.size() - word.size() - 1);
    return true;
}

/// The name behind a trailing COLLATE, cut off; "" for none.
std::string cut_collation(std::string& sql) {
    const std::string_view word = " COLLATE ";
    const std::size_t at = sql.rfind(word);
    if (at == std::string::npos) return {};
    TokenReader reader(std::string_view(sql).substr(at + word.size()));
    const std::string name = reader.name();
    if (!reader.at_end()) return {};
    sql.resize(at);
    return name;
}

KeyTerm lift_term(std::string sql) {
    KeyTerm term;
    term.descending = cut_word(sql, "DESC");
    if (!term.descending) cut_word(sql, "ASC");
    term.collate = cut_collation(sql);
    TokenReader reader(sql);
    std::string name = reader.name();
    if (reader.at_end())
        term.column = std::move(name);
    else
        term.expression = bracketed(std::move(sql));
    return term;
}

}  // namespace

std::vector<KeyTerm> lift_terms(TokenReader& reader) {
    std::vector<KeyTerm> terms;
    reader.accept("(");
    while (!reader.at_end() && !reader.accept(")")) {
        terms.push_back(lift_term(reader.until_comma()));
        reader.accept(",");
    }
    return terms;
}

Index lift_index(const std::string& sql) {
    TokenReader reader(sql);
    Index index;
    reader.accept("CREATE");
    index.unique = reader.accept("UNIQUE");
    reader.accept("INDEX");
    index.name = {reader.name(), true};
    reader.accept("ON");
    reader.skip();
    index.terms = lift_terms(reader);
    if (reader.accept("WHERE")) index.where = bracketed(reader.rest());
    return index;
}

View lift_view(const std::string& sql) {
    TokenReader reader(sql);
    reader.accept("CREATE");
    reader.accept("VIEW");
    View view;
    view.name = reader.name();
    if (reader.is("("))
        for (std::string& column : reader.names())
            view.columns.push_back({std::move(column), {TypeKind::any, {}, "", {}}, true, ""});
    reader.accept("AS");
    view.sql = reader.rest();
    return view;
}

Trigger lift_trigger(const std::string& sql) {
    TokenReader reader(sql);
    reader.accept("CREATE");
    reader.accept("TRIGGER");
    Trigger trigger;
    trigger.name = reader.name();
    while (!reader.at_end() && !reader.accept("ON")) {
        if (!trigger.timing_and_event.empty() && !reader.is(",")) trigger.timing_and_event += ' ';
        trigger.timing_and_event += reader.peek();
        reader.skip();
    }
    trigger.table = reader.name();
    trigger.sql = reader.rest();
    return trigger;
}

}  // namespace varve::compiler::sqlite
