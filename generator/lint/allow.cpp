#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "generator/lint/rules.hpp"

namespace varve::compiler::lint_rules {

namespace {

constexpr std::string_view blanks = " \t\r";

/// `// varve: allow L101 because the table is tiny`
struct Allow {
    std::string id;
    Span span;
    std::uint32_t line = 0;  ///< of what it speaks of
    bool used = false;
};

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string_view take_word(std::string_view& text) {
    text = trimmed(text);
    const std::string_view word = text.substr(0, text.find_first_of(blanks));
    text = trimmed(text.substr(word.size()));
    return word;
}

/// The line behind the comment, over other comments; its own where it stands at a line's end.
std::uint32_t line_meant(const SourceFile& file, Span comment) {
    const Position at = file.position(comment.begin);
    if (trimmed(file.line(at.line)).substr(0, 2) != "//") return at.line;
    std::uint32_t line = at.line + 1;
    while (trimmed(file.line(line)).substr(0, 2) == "//")
        ++line;
    return line;
}

bool is_rule(std::string_view id) {
    const std::set<std::string_view> rules{
#define VARVE_DIAGNOSTIC(id, name, summary) id,
#include "generator/base/lint_kinds.def"
#undef VARVE_DIAGNOSTIC
    };
    return rules.count(id) > 0;
}

std::vector<Allow> allows_in(const LintSubject& subject, DiagnosticSink& sink) {
    std::vector<Allow> allows;
    for (const SchemaComment& comment : subject.comments) {
        std::string_view rest = comment.text.substr(2);
        if (take_word(rest) != "varve:") continue;
        const bool allow = take_word(rest) == "allow";
        const std::string_view id = take_word(rest);
        const bool reasoned = take_word(rest) == "because" && !rest.empty();
        if (allow && is_rule(id) && reasoned)
            allows.push_back({std::string(id), comment.span,
                              line_meant(subject.sources[comment.span.file], comment.span)});
        else
            sink.warning(DiagnosticKind::bad_allow, comment.span,
                         allow && is_rule(id) ? fmt::format("`{}` is allowed without a reason", id)
                                              : std::string("a comment to varve that it does not understand"),
                         {}, "write `// varve: allow L101 because …`");
    }
    return allows;
}

bool is_allowed(const LintSubject& subject, const Diagnostic& diagnostic, std::vector<Allow>& allows) {
    const SourceFile& file = subject.sources[diagnostic.span.file];
    bool allowed = false;
    for (Allow& allow : allows) {
        if (allow.id != id_of(diagnostic.kind) || allow.span.file != diagnostic.span.file) continue;
        if (file.position(diagnostic.span.begin).line != allow.line) continue;
        allow.used = allowed = true;
    }
    return allowed;
}

}  // namespace

void report_unallowed(const LintSubject& subject, const DiagnosticSink& found, DiagnosticSink& sink) {
    std::vector<Allow> allows = allows_in(subject, sink);
    for (const Diagnostic& diagnostic : found.diagnostics())
        if (!is_allowed(subject, diagnostic, allows)) sink.report(diagnostic);
    for (const Allow& allow : allows)
        if (!allow.used)
            sink.warning(DiagnosticKind::unused_allow, allow.span,
                         fmt::format("`{}` is allowed here, and nothing is warned of", allow.id), {},
                         "take the comment out");
}

}  // namespace varve::compiler::lint_rules
