#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "generator/base/suggest.hpp"
#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

namespace {

constexpr std::array<std::string_view, 4> requirement_words{"collation", "function", "tokenizer", "module"};
constexpr std::array<std::string_view, 4> unmanaged_words{"table", "index", "view", "trigger"};

/// As many as SQLite lets a function have.
constexpr int most_arguments = 127;

std::optional<int> arity_in(const Token& group) {
    std::string_view digits = group.text.substr(1, group.text.size() - 2);
    digits.remove_prefix(std::min(digits.find_first_not_of(' '), digits.size()));
    digits = digits.substr(0, digits.find_last_not_of(' ') + 1);
    int arity = -1;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), arity);
    const bool whole = problem == std::errc{} && end == digits.data() + digits.size();
    return whole && arity >= 0 && arity <= most_arguments ? std::optional(arity) : std::nullopt;
}

}  // namespace

ast::VirtualTable Grammar::virtual_table(std::string doc) {
    ast::VirtualTable table;
    table.doc = std::move(doc);
    expect_word("table", "behind `virtual`");
    table.name = expect_name("the table's name");
    expect_word("using", "and the module");
    table.module = expect_name("the module's name");
    if (peek().is(TokenKind::group)) table.arguments = expect_group("the module's arguments");
    doc_behind(table.doc);
    return table;
}

ast::Search Grammar::search(std::string doc) {
    ast::Search search;
    search.doc = std::move(doc);
    search.name = expect_name("the name of the search");
    expect_word("over", "and the table");
    search.table = expect_name("the table that is searched");
    search.columns = names("the searched columns in parentheses");
    while (peek().is_word("tokenize") || peek().is_word("prefix")) {
        const Token& word = take();
        const bool tokenizes = word.text == "tokenize";
        std::optional<ast::Text>& option = tokenizes ? search.tokenize : search.prefix;
        once(option.has_value(), word.span, tokenizes ? "`tokenize`" : "`prefix`");
        option = expect_text(tokenizes ? "the tokenizer in quotes" : "the lengths in quotes, as `\"2 3\"`");
    }
    doc_behind(search.doc);
    return search;
}

ast::Requirement Grammar::requirement(Span first) {
    ast::Requirement requirement;
    const Token& kind = peek();
    requirement.kind = expect_name("`collation`, `function`, `tokenizer` or `module`");
    if (std::find(requirement_words.begin(), requirement_words.end(), kind.text) == requirement_words.end())
        fail(DiagnosticKind::unknown_item, kind.span,
             fmt::format("{} is nothing that an application registers", describe(kind)), {},
             did_you_mean(kind.text, requirement_words));
    requirement.name = expect_name(fmt::format("the {}'s name", kind.text));
    if (peek().is(TokenKind::group) && kind.text == "function") {
        const Token& group = take();
        requirement.arity = arity_in(group);
        if (!requirement.arity)
            fail(DiagnosticKind::unexpected_token, group.span,
                 fmt::format("the number of a function's arguments is a whole number up to {}",
                             most_arguments),
                 {}, "without parentheses the function takes any number");
    }
    requirement.span = since(first);
    return requirement;
}

ast::Unmanaged Grammar::unmanaged(Span first) {
    ast::Unmanaged unmanaged;
    const Token& type = peek();
    unmanaged.type = expect_name("`table`, `index`, `view` or `trigger`");
    if (std::find(unmanaged_words.begin(), unmanaged_words.end(), type.text) == unmanaged_words.end())
        fail(DiagnosticKind::unknown_item, type.span, fmt::format("{} is no kind of object", describe(type)),
             {}, did_you_mean(type.text, unmanaged_words));
    unmanaged.name = expect_name("a name, or the begin of names as `\"django_*\"`");
    unmanaged.span = since(first);
    return unmanaged;
}

ast::Include Grammar::include(Span first) {
    ast::Include include;
    include.path = expect_text("the file's path in quotes");
    include.span = since(first);
    return include;
}

}  // namespace varve::compiler
