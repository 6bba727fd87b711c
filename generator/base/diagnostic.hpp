#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/base/span.hpp"

namespace varve::compiler {

/// Every kind of diagnostic, from diagnostic_kinds.def, and what `varve lint` warns of, from lint_kinds.def.
/// A kind's id (`V0103`, `L101`) is stable for ever.
enum class DiagnosticKind {
#define VARVE_DIAGNOSTIC(id, name, summary) name,
#include "generator/base/diagnostic_kinds.def"
#include "generator/base/lint_kinds.def"
#undef VARVE_DIAGNOSTIC
};

enum class Severity { error, warning };

std::string_view id_of(DiagnosticKind kind);       ///< "V0103"
std::string_view name_of(DiagnosticKind kind);     ///< "duplicate-name"
std::string_view summary_of(DiagnosticKind kind);  ///< one sentence

/// A second place that explains the first ("first declared here").
struct Label {
    Span span;
    std::string message;
};

/// Something to tell the user. Messages are lower case, without a full stop, code in backticks.
struct Diagnostic {
    DiagnosticKind kind{};
    Severity severity = Severity::error;
    Span span;                  ///< where the caret goes
    std::string message;        ///< what is so
    std::vector<Label> labels;  ///< other places
    std::string help;           ///< the way out; empty for none
};

/// Collects diagnostics; stations run on after an error and the driver looks between stations.
class DiagnosticSink {
public:
    void report(Diagnostic diagnostic);
    void error(DiagnosticKind kind, Span span, std::string message, std::vector<Label> labels = {},
               std::string help = {}) {
        report({kind, Severity::error, span, std::move(message), std::move(labels), std::move(help)});
    }
    void warning(DiagnosticKind kind, Span span, std::string message, std::vector<Label> labels = {},
                 std::string help = {}) {
        report({kind, Severity::warning, span, std::move(message), std::move(labels), std::move(help)});
    }
    bool has_errors() const { return errors_ > 0; }
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

private:
    std::vector<Diagnostic> diagnostics_;
    int errors_ = 0;
};

}  // namespace varve::compiler
