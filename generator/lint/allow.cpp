#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "generator/lint/allow.hpp"

namespace varve::compiler::lint_rules {

namespace {

constexpr std::string_view blanks = " \t\r";

struct Allow {
    std::string id;
    Span span;
    std::uint32_t first = 0;  ///< lines that it speaks of
    std::uint32_t last = 0;
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

/// A directive is no comment, though SQL takes it for one.
bool is_comment(std::string_view line, std::string_view mark) {
    const std::string_view text = trimmed(line);
    return text.starts_with(mark) && !text.starts_with("--@");
}

/// The line behind the comment, over other comments; its own where it stands at a line's end.
std::uint32_t line_meant(const SourceFile& file, Span comment, std::string_view mark) {
    const Position at = file.position(comment.begin);
    if (!is_comment(file.line(at.line), mark)) return at.line;
    std::uint32_t line = at.line + 1;
    while (is_comment(file.line(line), mark))
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

std::uint32_t last_line(const AllowSubject& subject, std::uint32_t file, std::uint32_t first) {
    for (const Span& whole : subject.wholes)
        if (whole.file == file && subject.sources[file].position(whole.begin).line == first)
            return subject.sources[file].position(whole.end).line;
    return first;
}

std::vector<Allow> allows_in(const AllowSubject& subject, DiagnosticSink& sink) {
    std::vector<Allow> allows;
    for (const LintComment& comment : subject.comments) {
        std::string_view rest = comment.text.substr(2);
        if (take_word(rest) != "varve:") continue;
        const bool allow = take_word(rest) == "allow";
        const std::string_view id = take_word(rest);
        const bool reasoned = take_word(rest) == "because" && !rest.empty();
        if (allow && is_rule(id) && reasoned) {
            const std::uint32_t file = comment.span.file;
            const std::uint32_t line = line_meant(subject.sources[file], comment.span, subject.mark);
            allows.push_back({std::string(id), comment.span, line, last_line(subject, file, line)});
            continue;
        }
        sink.warning(DiagnosticKind::bad_allow, comment.span,
                     allow && is_rule(id) ? fmt::format("`{}` is allowed without a reason", id)
                                          : std::string("a comment to varve that it does not understand"),
                     {}, fmt::format("write `{} varve: allow {} because …`", subject.mark, subject.rule));
    }
    return allows;
}

bool is_allowed(const AllowSubject& subject, const Diagnostic& diagnostic, std::vector<Allow>& allows) {
    const std::uint32_t line = subject.sources[diagnostic.span.file].position(diagnostic.span.begin).line;
    bool allowed = false;
    for (Allow& allow : allows) {
        if (allow.id != id_of(diagnostic.kind) || allow.span.file != diagnostic.span.file) continue;
        if (line < allow.first || line > allow.last) continue;
        allow.used = allowed = true;
    }
    return allowed;
}

}  // namespace

void report_unallowed(const AllowSubject& subject, const DiagnosticSink& found, DiagnosticSink& sink) {
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
