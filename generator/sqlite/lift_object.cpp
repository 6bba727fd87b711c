#include "generator/sqlite/as_written.hpp"
#include "generator/sqlite/lift_parts.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler::sqlite {

namespace {

/// A column, or an expression; a string in an index names a column, too.
KeyTerm lift_term(const std::string& sql) {
    TokenReader reader(sql);
    KeyTerm term;
    std::size_t last = reader.size();
    const auto ends_in = [&](std::string_view word, std::size_t behind) {
        return last > behind && reader.is(word, last - 1 - behind);
    };
    if (last > 1 && (ends_in("DESC", 0) || ends_in("ASC", 0))) term.descending = reader.is("DESC", --last);
    if (last > 2 && ends_in("COLLATE", 1)) {
        term.collate = detail::unquote(reader.peek(last - 1));
        last -= 2;
    }
    if (last == 1)
        term.column = detail::unquote(reader.peek());
    else
        term.expression = bracketed(reader.between(0, last));
    return term;
}

/// The comments of a statement's head.
std::string head_comments(const TokenReader& reader) {
    std::string doc;
    for (std::size_t token = 1; token < reader.size(); ++token) {
        if (reader.is_kept(token)) continue;
        const std::string text = comment_text(reader.gap_before(token));
        if (!text.empty()) doc.append(doc.empty() ? "" : "\n").append(text);
    }
    return doc;
}

/// `before update of "email"` in the model's words. SQLite takes a trigger without a time for BEFORE.
std::string lift_event(TokenReader& reader) {
    std::string event = "BEFORE ";
    if (reader.accept("AFTER"))
        event = "AFTER ";
    else if (reader.accept("INSTEAD"))
        reader.skip(), event = "INSTEAD OF ";
    else
        reader.accept("BEFORE");
    event += upper_case(reader.name());
    if (!reader.accept("OF")) return event;
    std::string_view separator = " OF ";
    while (!reader.at_end() && !reader.is("ON")) {
        event.append(separator).append(quote(reader.name()));
        separator = ", ";
        reader.accept(",");
    }
    return event;
}

}  // namespace

std::string bracketed(std::string sql) {
    TokenReader reader(sql);
    if (reader.is("(")) {
        reader.group();
        if (reader.at_end()) return sql;
    }
    return '(' + std::move(sql) + ')';
}

std::vector<KeyTerm> lift_terms(TokenReader& reader) {
    std::vector<KeyTerm> terms;
    reader.accept("(");
    while (!reader.at_end() && !reader.is(")") && !reader.is("AUTOINCREMENT")) {
        terms.push_back(lift_term(reader.term()));
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
    index.name = {reader.qualified_name(), true};
    reader.accept("ON");
    reader.skip();
    index.terms = lift_terms(reader);
    reader.accept(")");
    if (reader.accept("WHERE")) index.where = bracketed(reader.rest());
    return index;
}

View lift_view(const std::string& sql) {
    TokenReader reader(sql);
    reader.accept("CREATE");
    reader.accept("VIEW");
    View view;
    view.name = reader.qualified_name();
    view.inferred = !reader.is("(");
    if (!view.inferred)
        for (std::string& column : reader.names())
            view.columns.push_back({std::move(column), {TypeKind::any, {}, "", {}}, true, ""});
    reader.accept("AS");
    view.sql = reader.rest();
    view.doc = head_comments(reader);
    return view;
}

Trigger lift_trigger(const std::string& sql) {
    TokenReader reader(sql);
    reader.accept("CREATE");
    reader.accept("TRIGGER");
    Trigger trigger;
    trigger.name = reader.qualified_name();
    trigger.timing_and_event = lift_event(reader);
    reader.accept("ON");
    trigger.table = reader.qualified_name();
    for (const std::string_view word : {"FOR", "EACH", "ROW"})
        reader.accept(word);
    trigger.sql = reader.rest();
    trigger.doc = head_comments(reader);
    return trigger;
}

VirtualTable lift_virtual_table(const std::string& sql) {
    TokenReader reader(sql);
    for (const std::string_view word : {"CREATE", "VIRTUAL", "TABLE"})
        reader.accept(word);
    VirtualTable table;
    table.name = reader.qualified_name();
    reader.accept("USING");
    table.module = reader.name();
    if (reader.is("(")) {
        const std::string group = reader.group();
        table.arguments = group.substr(1, group.size() - 2);
    }
    table.doc = head_comments(reader);
    return table;
}

}  // namespace varve::compiler::sqlite
