#include "generator/history/report_edit.hpp"

#include <fmt/format.h>

namespace varve::compiler {

void report_edit(const TextEdit& edit, Span frozen, DiagnosticSink& sink) {
    const std::string way_back = edit.verb == "added" ? "remove it"
                                                      : fmt::format("restore it: `git checkout -- '*/{}/{}'`",
                                                                    edit.directory, edit.text);
    sink.error(edit.kind, {edit.file, 0, 0},
               fmt::format("the {} of `{}` was {} after it was frozen", edit.text, edit.directory, edit.verb),
               {{frozen, "frozen here"}},
               way_back + "; a change belongs in a new revision, made by `varve revision -m …`");
}

std::string_view verb_of(std::string_view frozen, std::string_view found) {
    if (frozen.empty()) return "added";
    return found.empty() ? "removed" : "edited";
}

void report_renamed(const std::string& directory, const std::string& number, const std::string& frozen_name,
                    std::uint32_t file, Span frozen, DiagnosticSink& sink) {
    sink.error(DiagnosticKind::revision_renamed, {file, 0, 0},
               fmt::format("`{}` is the frozen revision `{}` under another name", directory, frozen_name),
               {{frozen, "frozen here"}},
               fmt::format("rename the directory back to `{}_{}`", number.empty() ? "<number>" : number,
                           frozen_name));
}

void report_second_draft(const std::string& directory, Span place, const std::string& first, Span first_place,
                         DiagnosticSink& sink) {
    sink.error(DiagnosticKind::two_drafts, place,
               fmt::format("`{}` is a second draft beside `{}`: a chain has one at most", directory, first),
               {{first_place, "the first is here"}},
               "move the SQL of one into the other, or set one aside until the other is frozen");
}

}  // namespace varve::compiler
