#include <fmt/format.h>

#include <algorithm>

#include "generator/lint/revision_rules.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler::lint_rules {

namespace {

bool is_marked_compatible(const RevisionScript& script) {
    return std::any_of(script.steps().begin(), script.steps().end(), [](const ScriptStep& step) {
        return step.directive && step.tokens.is(0, "compatible");
    });
}

bool is_gone(const Passage& passage) {
    return passage.table_now.empty() || (!passage.column.empty() && passage.column_now.empty());
}

std::string words(const std::string& table, const std::string& column) {
    return column.empty() ? table : table + "." + column;
}

void tell(const RevisionScript& script, const Passage& passage, bool marked, DiagnosticSink& sink) {
    const std::string old = words(passage.table, passage.column);
    const std::string fate = is_gone(passage)
                                 ? std::string("is gone")
                                 : fmt::format("is `{}` now", words(passage.table_now, passage.column_now));
    sink.warning(
        DiagnosticKind::older_programs, script.place_of(passage.table, passage.column),
        marked ? fmt::format("the revision is `--@ compatible readers`, and readers of before ask for `{}`, "
                             "which {}",
                             old, fate)
               : fmt::format("programs that are left open ask for `{}`, which {}", old, fate),
        {},
        marked
            ? "take `--@ compatible readers` out, or leave the old name beside the new one"
            : "add the new name beside the old one and drop that in a later revision, or say why no program "
              "is open then");
}

/// The views that were there before, select `*` and do not list their columns: nothing tells that one is
/// gone.
void shrinking_views(const RevisionScript& script, const Passage& passage, DiagnosticSink& sink) {
    const RevisionSubject& subject = script.subject();
    for (const View& view : subject.after.views) {
        const bool stands = std::any_of(subject.before.views.begin(), subject.before.views.end(),
                                        [&](const View& old) { return old.name == view.name; });
        const Tokens tokens(view.sql);
        if (!stands || !view.inferred || find_star(tokens) == tokens.size()) continue;
        bool reads = false;
        for (std::size_t at = 0; at != tokens.size(); ++at)
            reads = reads || tokens.name(at) == detail::fold(passage.table_now);
        if (reads)
            sink.warning(DiagnosticKind::view_shrinks, script.place_of(passage.table, passage.column),
                         fmt::format("view `{}` selects `*` of `{}`, and loses `{}` without a word",
                                     view.name, passage.table_now, passage.column),
                         {}, "name the view's columns");
    }
}

}  // namespace

void older_programs(const RevisionScript& script, DiagnosticSink& sink) {
    const bool marked = is_marked_compatible(script);
    for (const Passage& passage : script.subject().passages) {
        if (marked || !is_gone(passage)) tell(script, passage, marked, sink);
        if (!passage.column.empty() && !passage.table_now.empty() && passage.column_now.empty())
            shrinking_views(script, passage, sink);
    }
}

}  // namespace varve::compiler::lint_rules
