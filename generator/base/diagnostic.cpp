#include "generator/base/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace varve::compiler {
namespace {

struct KindRow {
    std::string_view id;
    std::string name;
    std::string_view summary;
};

std::string dashed(std::string name) {
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

const KindRow& row_of(DiagnosticKind kind) {
    static const std::array rows{
#define VARVE_DIAGNOSTIC(id, name, summary) KindRow{id, dashed(#name), summary},
#include "generator/base/diagnostic_kinds.def"
#include "generator/base/lint_kinds.def"
#undef VARVE_DIAGNOSTIC
    };
    return rows[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view id_of(DiagnosticKind kind) {
    return row_of(kind).id;
}
std::string_view name_of(DiagnosticKind kind) {
    return row_of(kind).name;
}
std::string_view summary_of(DiagnosticKind kind) {
    return row_of(kind).summary;
}

void DiagnosticSink::report(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::error) ++errors_;
    diagnostics_.push_back(std::move(diagnostic));
}

}  // namespace varve::compiler
