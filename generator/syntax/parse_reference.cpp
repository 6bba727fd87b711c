#include "generator/syntax/grammar.hpp"
#include "generator/syntax/list_reader.hpp"

namespace varve::compiler {

ast::Reference Grammar::reference_clause() {
    const Span first = take().span;
    ast::Reference reference;
    parent(reference);
    while (reference_option(reference)) {
    }
    reference.span = since(first);
    return reference;
}

void Grammar::parent(ast::Reference& reference) {
    reference.table = expect_name("the table referred to");
    if (accept_punct(".")) {
        reference.columns = {expect_name("the column referred to")};
    } else if (peek().is(TokenKind::group)) {
        const ast::Sql group = expect_group("the columns referred to");
        ListReader list(*this, group);
        reference.empty = list.empty();
        if (!reference.empty) reference.columns = list.names();
    }
}

/// One clause behind the parent; false where none stands.
bool Grammar::reference_option(ast::Reference& reference) {
    const Token& word = peek();
    if (word.is_word("on")) {
        action_clause(reference);
    } else if (word.is_word("match")) {
        once(static_cast<bool>(reference.match), take().span, "`match`");
        reference.match = expect_name("`full`, `partial` or `simple`");
    } else if (word.is_word("deferrable")) {
        deferral(reference);
    } else if (word.is_word("unchecked")) {
        once(reference.unchecked, take().span, "`unchecked`");
        reference.unchecked = true;
    } else {
        return false;
    }
    return true;
}

void Grammar::action_clause(ast::Reference& reference) {
    take();
    const bool deletes = peek().is_word("delete");
    if (!deletes && !peek().is_word("update")) fail_expected("`delete` or `update` behind `on`");
    std::string& chosen = deletes ? reference.on_delete : reference.on_update;
    once(!chosen.empty(), take().span, deletes ? "`on delete`" : "`on update`");
    chosen = action();
}

void Grammar::deferral(ast::Reference& reference) {
    once(reference.deferrable, take().span, "`deferrable`");
    reference.deferrable = true;
    if (!accept_word("initially")) return;
    reference.immediate = accept_word("immediate");
    if (!reference.immediate && !accept_word("deferred")) fail_expected("`immediate` or `deferred`");
}

std::string Grammar::action() {
    if (accept_word("cascade")) return "CASCADE";
    if (accept_word("restrict")) return "RESTRICT";
    if (peek().is_word("set") && peek(1).is_word("null")) return take(), take(), "SET NULL";
    if (peek().is_word("set") && peek(1).is_word("default")) return take(), take(), "SET DEFAULT";
    if (peek().is_word("no") && peek(1).is_word("action")) return take(), take(), "NO ACTION";
    fail_expected("`cascade`, `set null`, `set default`, `restrict` or `no action`");
}

}  // namespace varve::compiler
