#pragma once

#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// A comment with the two signs that begin it.
struct LintComment {
    std::string_view text;
    Span span;
};

namespace lint_rules {

/// Where warnings may be silenced: `// varve: allow L101 because the table is tiny`.
struct AllowSubject {
    const SourceSet& sources;
    const std::vector<LintComment>& comments;
    std::string_view mark;          ///< `//` or `--`
    std::string_view rule;          ///< one to show
    std::vector<Span> wholes = {};  ///< what is allowed on its first line is allowed in all of it
};

/// Hands on the warnings that no comment allows, and warns of comments that allow nothing: L111, L112.
void report_unallowed(const AllowSubject& subject, const DiagnosticSink& found, DiagnosticSink& sink);

}  // namespace lint_rules
}  // namespace varve::compiler
