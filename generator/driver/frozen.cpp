#include "generator/driver/frozen.hpp"

#include <fmt/format.h>

namespace varve::compiler {
namespace {

Span schema_span() {
    return {0, 0, 0};
}

}  // namespace

bool require_frozen(Project& project) {
    if (!project.draft_directory().empty()) {
        const RevisionSource& draft =
            project.amendment ? project.amendment->texts : project.chain.revisions.back();
        project.sink.error(
            DiagnosticKind::draft_in_frozen_build, {draft.file, 0, 0},
            fmt::format("draft `{}` is not frozen, and this build accepts frozen revisions only", draft.name),
            {},
            fmt::format("review {} and run `varve freeze`", (project.chain_path / draft.directory).string()));
        return false;
    }
    return require_at_head(project);
}

bool require_at_head(Project& project) {
    if (!project.is_ahead()) return true;
    std::string changes = describe(project.changes);
    while (changes.ends_with('\n'))
        changes.pop_back();
    for (std::size_t at = changes.find('\n'); at != std::string::npos; at = changes.find('\n', at + 1))
        changes.replace(at, 1, "\n  ");
    project.sink.error(DiagnosticKind::schema_ahead, schema_span(),
                       fmt::format("the schema is ahead of its chain\n  {}", changes), {},
                       project.has_draft()
                           ? "run `varve revision --amend`, then `varve freeze`"
                           : "run `varve revision --autogenerate -m \"…\"`, then `varve freeze`");
    return false;
}

}  // namespace varve::compiler
