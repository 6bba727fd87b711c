#include <fmt/format.h>

#include "generator/lint/revision_rules.hpp"

namespace varve::compiler::lint_rules {

namespace {

void ignored(const ScriptStep& step, std::size_t at, const std::string& words, DiagnosticSink& sink) {
    sink.warning(DiagnosticKind::silent_conflict, step.place(at),
                 fmt::format("{} leaves out what a constraint refuses, and tells nobody", words), {},
                 "say by a WHERE which rows stay out, or let the revision stop");
}

void replaced(const ScriptStep& step, std::size_t at, const std::string& words, DiagnosticSink& sink) {
    sink.warning(
        DiagnosticKind::silent_conflict, step.place(at),
        fmt::format("{} deletes the rows that stand in the way, and fires no trigger for them", words), {},
        "write `ON CONFLICT (…) DO UPDATE SET …`");
}

void conflicts(const ScriptStep& step, DiagnosticSink& sink) {
    const Tokens& tokens = step.tokens;
    if (step.effect.verb == "replace") return replaced(step, tokens.find("replace"), "REPLACE", sink);
    const std::size_t verb = tokens.find(step.effect.verb);
    if (tokens.is(verb + 1, "or") && tokens.is(verb + 2, "ignore"))
        ignored(step, verb + 2, "OR IGNORE", sink);
    if (tokens.is(verb + 1, "or") && tokens.is(verb + 2, "replace"))
        replaced(step, verb + 2, "OR REPLACE", sink);
    const std::size_t conflict = tokens.find("conflict");
    if (tokens.is(conflict + 1, "do") && tokens.is(conflict + 2, "nothing"))
        ignored(step, conflict, "ON CONFLICT DO NOTHING without a key", sink);
}

/// By position: which value comes where depends on the order of columns on both sides.
void copies(const ScriptStep& step, DiagnosticSink& sink) {
    const Tokens& tokens = step.tokens;
    if (step.effect.verb != "insert" && step.effect.verb != "replace") return;
    const std::size_t select = tokens.find("select", tokens.find("into"));
    if (select == tokens.size()) return;
    const std::size_t star = find_star(tokens);
    if (star == tokens.size() && step.effect.columns) return;
    sink.warning(DiagnosticKind::copy_by_position,
                 star == tokens.size() ? step.place(select) : step.place(star),
                 fmt::format("the copy into `{}` goes by the order of columns", step.effect.table), {},
                 "name the columns on both sides");
}

void existence(const ScriptStep& step, DiagnosticSink& sink) {
    const Tokens& tokens = step.tokens;
    if (!tokens.is(0, "create") && !tokens.is(0, "drop")) return;
    const std::size_t at = tokens.find("if");
    const bool negated = tokens.is(at + 1, "not");
    if (at > 4 || !tokens.is(negated ? at + 2 : at + 1, "exists")) return;
    sink.warning(DiagnosticKind::if_exists, step.place(at),
                 fmt::format("{} hides that a database is not what its chain says",
                             negated ? "IF NOT EXISTS" : "IF EXISTS"),
                 {}, "leave it out: a revision runs on the schema before it, and on no other");
}

}  // namespace

void shortcuts(const RevisionScript& script, DiagnosticSink& sink) {
    for (const ScriptStep& step : script.steps()) {
        if (step.directive) continue;
        if (!step.effect.verb.empty()) conflicts(step, sink);
        copies(step, sink);
        existence(step, sink);
    }
}

}  // namespace varve::compiler::lint_rules
