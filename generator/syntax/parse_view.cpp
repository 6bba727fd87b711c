#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

ast::View Grammar::view(std::string doc) {
    ast::View view;
    view.doc = std::move(doc);
    view.name = expect_name("the view's name");
    view.cpp_name = as_clause();
    if (peek().is_punct("="))
        view.inferred = true;
    else
        view_columns(view);
    expect_punct("=", "behind the view's columns");
    view.sql = expect_body("behind `=`");
    doc_behind(view.doc);
    return view;
}

void Grammar::view_columns(ast::View& view) {
    const Span opening = open_block("the view's name");
    items(opening, "view `" + view.name.text + "`", [&](const std::string&) {
        ast::ViewColumn column;
        column.name = expect_name("a column");
        column.type = type();
        column.cpp_name = as_clause();
        if (!accept_punct(",") && !at_item_end()) fail_expected("`,` or the end of the line");
        view.columns.push_back(std::move(column));
    });
}

ast::Trigger Grammar::trigger(std::string doc) {
    ast::Trigger trigger;
    trigger.doc = std::move(doc);
    trigger.name = expect_name("the trigger's name");
    if (accept_word("before"))
        trigger.timing = "BEFORE";
    else if (accept_word("after"))
        trigger.timing = "AFTER";
    else if (peek().is_word("instead") && peek(1).is_word("of"))
        take(), take(), trigger.timing = "INSTEAD OF";
    else
        fail_expected("`before`, `after` or `instead of`");
    trigger_event(trigger);
    expect_word("on", "and the table");
    trigger.table = expect_name("the trigger's table");
    trigger.sql = expect_body("behind the table");
    doc_behind(trigger.doc);
    return trigger;
}

void Grammar::trigger_event(ast::Trigger& trigger) {
    if (accept_word("insert"))
        trigger.event = "INSERT";
    else if (accept_word("delete"))
        trigger.event = "DELETE";
    else if (accept_word("update"))
        trigger.event = "UPDATE";
    else
        fail_expected("`insert`, `delete` or `update`");
    if (trigger.event == "UPDATE" && accept_word("of")) do
            trigger.columns.push_back(expect_name("a column"));
        while (accept_punct(","));
}

}  // namespace varve::compiler
