#include <fmt/format.h>

#include <array>

#include "generator/base/suggest.hpp"
#include "generator/syntax/grammar.hpp"

namespace varve::compiler {

namespace {

constexpr std::array<std::string_view, 5> setting_words{"edition", "target", "chain", "cpp", "constraints"};

}  // namespace

ast::Settings Grammar::settings(Span first) {
    ast::Settings settings;
    settings.name = expect_name("the schema's name");
    const Span opening = open_block("the schema's name");
    items(opening, "the schema block", [&](const std::string&) {
        setting(settings);
        end_item();
    });
    settings.span = since(first);
    return settings;
}

void Grammar::setting(ast::Settings& settings) {
    const Token& word = peek();
    if (!word.is(TokenKind::word))
        fail_expected("a setting: `edition`, `target`, `chain`, `cpp namespace` or `constraints`");
    take();
    if (word.text == "edition") {
        once(settings.edition.has_value(), word.span, "`edition`");
        settings.edition = literal("the number of the edition");
    } else if (word.text == "target") {
        once(static_cast<bool>(settings.engine), word.span, "`target`");
        settings.engine = expect_name("the target's name: `sqlite`");
        if (accept_punct(">=")) settings.floor = literal("the oldest version, as `3.37`");
    } else if (word.text == "chain") {
        once(settings.chain.has_value(), word.span, "`chain`");
        settings.chain = expect_text("the chain's directory in quotes");
    } else if (word.text == "cpp") {
        once(settings.cpp_namespace.has_value(), word.span, "`cpp namespace`");
        expect_word("namespace", "behind `cpp`");
        settings.cpp_namespace = expect_text("the namespace in quotes");
    } else if (word.text == "constraints") {
        once(static_cast<bool>(settings.constraints), word.span, "`constraints`");
        if (!peek().is_word("named") && !peek().is_word("unnamed")) fail_expected("`named` or `unnamed`");
        settings.constraints = expect_name("`named` or `unnamed`");
    } else {
        fail(DiagnosticKind::unknown_item, word.span, fmt::format("unknown setting {}", describe(word)), {},
             did_you_mean(word.text, setting_words));
    }
}

}  // namespace varve::compiler
