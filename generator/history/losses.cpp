#include "generator/history/losses.hpp"

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view lose_word = "lose ";

}  // namespace

std::vector<Loss> read_losses(std::string_view names) {
    std::vector<Loss> losses;
    bool dotted = false;
    for (const detail::SqlToken& token : detail::sql_tokens(names)) {
        const std::string_view text = names.substr(token.begin, token.end - token.begin);
        if (text == ".") {
            dotted = !losses.empty();
            continue;
        }
        if (dotted) {
            losses.back().column = detail::unquote(text);
            losses.back().text += "." + std::string(text);
        } else {
            losses.push_back({detail::unquote(text), "", std::string(text)});
        }
        dotted = false;
    }
    return losses;
}

std::vector<Loss> declared_losses(std::string_view normalised) {
    std::vector<Loss> losses;
    for (const detail::Step& step : detail::split_steps(normalised)) {
        if (!step.directive || step.text.substr(0, lose_word.size()) != lose_word) continue;
        for (Loss& loss : read_losses(step.text.substr(lose_word.size())))
            losses.push_back(std::move(loss));
    }
    return losses;
}

}  // namespace varve::compiler
