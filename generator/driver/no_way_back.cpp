#include "generator/driver/no_way_back.hpp"

#include <fmt/format.h>

namespace varve::compiler {
namespace {

void look_at(const WayTexts& texts, const std::string& directory, DiagnosticSink& sink) {
    if (!texts.down.empty()) return;
    sink.warning(
        DiagnosticKind::no_way_back, {texts.down_file.value_or(texts.file), 0, 0},
        fmt::format("`{}` has no way back: its down.sql {}", directory,
                    texts.down_file ? "says nothing" : "is not there"),
        {},
        "write one, or `--@ grade none` where none is meant; once it is frozen, `varve redown` gives it one");
}

}  // namespace

void warn_of_no_way_back(Project& project) {
    for (std::size_t i = project.chain.frozen; i != project.chain.revisions.size(); ++i) {
        const RevisionSource& draft = project.chain.revisions[i];
        if (draft.directory == ephemeral_directory) continue;
        if (draft.ways.empty()) look_at(draft, draft.directory, project.sink);
        for (const WaySource& way : draft.ways)
            look_at(way, way.directory, project.sink);
    }
    if (project.amendment) look_at(project.amendment->texts, project.draft_directory(), project.sink);
}

}  // namespace varve::compiler
