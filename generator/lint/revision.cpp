#include "generator/lint/revision.hpp"

#include <algorithm>
#include <utility>

#include "generator/lint/allow.hpp"
#include "generator/lint/revision_rules.hpp"

namespace varve::compiler {

namespace {

/// What `--` begins between the tokens; a directive is a token.
std::vector<LintComment> comments_of(const SourceSet& sources, std::uint32_t file) {
    std::vector<LintComment> comments;
    const std::string_view text = sources[file].text();
    const auto look = [&](std::size_t begin, std::size_t end) {
        while (begin < end) {
            const std::size_t block = text.find("/*", begin);
            const std::size_t dashes = text.find("--", begin);
            if (dashes >= end) return;
            if (block < dashes) {
                begin = text.find("*/", block + 2);
                begin = begin == std::string_view::npos ? end : begin + 2;
                continue;
            }
            const std::size_t line_end = std::min(text.find('\n', dashes), text.size());
            comments.push_back(
                {text.substr(dashes, line_end - dashes),
                 {file, static_cast<std::uint32_t>(dashes), static_cast<std::uint32_t>(line_end)}});
            begin = line_end;
        }
    };
    std::size_t behind = 0;
    for (const detail::SqlToken& token : detail::sql_tokens(text)) {
        look(behind, token.begin);
        behind = token.end;
    }
    look(behind, text.size());
    return comments;
}

}  // namespace

void lint_revision(const RevisionSubject& subject, DiagnosticSink& sink) {
    const RevisionScript script(subject);
    DiagnosticSink found;
    for (const auto rule :
         {lint_rules::losses, lint_rules::older_programs, lint_rules::rebuilds, lint_rules::standing_rows,
          lint_rules::rowids, lint_rules::cascades, lint_rules::firing, lint_rules::conversions,
          lint_rules::shortcuts, lint_rules::quoted_texts})
        rule(script, found);
    std::vector<Span> wholes;
    for (const ScriptStep& step : script.steps())
        wholes.push_back(step.span);
    const std::vector<LintComment> comments = comments_of(subject.sources, subject.file);
    lint_rules::report_unallowed({subject.sources, comments, "--", "L201", std::move(wholes)}, found, sink);
}

}  // namespace varve::compiler
