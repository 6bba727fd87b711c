#include <algorithm>

#include "generator/lint/revision_rules.hpp"

namespace varve::compiler::lint_rules {

namespace {

/// The type behind AS of the CAST that begins at a token; "" where there is none.
std::string target_type(const Tokens& tokens, std::size_t cast) {
    int depth = 0;
    for (std::size_t at = cast + 1; at < tokens.size(); ++at) {
        if (tokens.is(at, "(")) ++depth;
        if (tokens.is(at, ")") && --depth == 0) return {};
        if (depth == 1 && tokens.is(at, "as")) return tokens.at(at + 1);
    }
    return {};
}

bool is_number(const std::string& type) {
    for (const std::string_view word : {"int", "real", "floa", "doub", "num", "dec"})
        if (type.find(word) != std::string::npos) return true;
    return false;
}

/// The clock's own digits: what `now` is lowered to.
bool is_of_the_clock(const Tokens& tokens, std::size_t cast) {
    const auto is_clock = [&](std::size_t at) {
        return tokens.is(at, "strftime") || (tokens.is(at, "substr") && tokens.is(at + 2, "strftime"));
    };
    return is_clock(cast + 2);
}

bool is_guarded(const Tokens& tokens) {
    return tokens.has("typeof") || tokens.has("glob") || tokens.has("regexp");
}

/// Whether rows of the table are asked before anything is touched: a plan's own conversions are.
bool is_asked_before(const RevisionScript& script, std::string_view table) {
    if (table.starts_with(copy_prefix)) table.remove_prefix(copy_prefix.size());
    return std::any_of(script.steps().begin(), script.steps().end(), [&](const ScriptStep& step) {
        return step.directive && step.tokens.is(0, "preflight") && step.tokens.name(1) == table;
    });
}

}  // namespace

void conversions(const RevisionScript& script, DiagnosticSink& sink) {
    for (const ScriptStep& step : script.steps()) {
        if (step.effect.verb.empty() || is_guarded(step.tokens)) continue;
        if (is_asked_before(script, step.effect.table)) continue;
        for (std::size_t at = 0; at < step.tokens.size(); ++at) {
            if (!step.tokens.is(at, "cast") || !step.tokens.is(at + 1, "(")) continue;
            const std::string type = target_type(step.tokens, at);
            if (!is_number(type) || is_of_the_clock(step.tokens, at)) continue;
            sink.warning(
                DiagnosticKind::bare_cast, step.place(at),
                "CAST never fails: of a text that is no number it makes 0, of '12 pcs' 12, and the rest "
                "is lost",
                {},
                "ask first: `CASE WHEN typeof(x) = 'integer' THEN x … END`, or leave such rows out by a "
                "WHERE and see to them");
        }
    }
}

}  // namespace varve::compiler::lint_rules
