#include "generator/history/directives.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "generator/history/compare_rows.hpp"
#include "generator/history/script.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::compiler {
namespace {

using detail::DirectiveKind;

/// The directives of one side, as long as they can be read.
class SideCheck {
public:
    SideCheck(const RevisionSource& revision, bool is_up, DiagnosticSink& sink)
        : revision_(revision), is_up_(is_up), sink_(sink) {}

    bool run() {
        for (const detail::Step& step : detail::split_steps(is_up_ ? revision_.up : revision_.down)) {
            if (!step.directive) continue;
            try {
                take(step.text, detail::read_directive(step.text));
            } catch (const detail::StepFailure& failure) {
                refuse(failure.what(), "correct it, or take it out");
            }
        }
        if (good_ && !is_up_) check_losses();
        return good_;
    }

private:
    void take(std::string_view text, const detail::Directive& directive) {
        if (directive.kind == DirectiveKind::lose) {
            lost_.insert(lost_.end(), directive.losses.begin(), directive.losses.end());
        } else if (directive.kind == DirectiveKind::grade && is_up_) {
            refuse(fmt::format("`--@ {}` stands in an up, where nothing is graded", text),
                   "a grade says what the way back does: move it to down.sql");
        } else if (directive.kind == DirectiveKind::grade && grade_) {
            refuse(fmt::format("there are two grades, `--@ {}` and `--@ {}`", *grade_, text), "keep one");
        } else if (directive.kind == DirectiveKind::grade) {
            grade_ = text;
            for (const detail::Loss& loss : directive.losses)
                named_.emplace(loss.table, loss.column);
        } else if (directive.kind == DirectiveKind::compatible && !is_up_) {
            refuse("`--@ compatible readers` stands in a down, where nobody reads it",
                   "it says that programs of the schema before it may go on reading: move it to up.sql");
        }
    }

    /// SQL beside `grade none` is not run: it loses nothing.
    void check_losses() {
        if (grade_ == "grade none") return;
        std::vector<std::string> missing;
        for (const detail::Loss& loss : lost_) {
            if (named_.count({loss.table, ""}) != 0 || !named_.emplace(loss.table, loss.column).second)
                continue;
            missing.push_back(directive_name(loss.table) +
                              (loss.column.empty() ? std::string() : '.' + directive_name(loss.column)));
        }
        if (missing.empty()) return;
        good_ = false;
        const std::string names = fmt::format("{}", fmt::join(missing, " "));
        const bool loses = grade_ && *grade_ != "grade exact";
        sink_.error(DiagnosticKind::ungraded_loss, place(),
                    fmt::format("the down of `{}` declares the loss of `{}`, {}", revision_.directory,
                                fmt::join(missing, "`, `"),
                                grade_ ? fmt::format("which its `--@ {}` does not name", *grade_)
                                       : std::string("and has no grade that names it")),
                    {}, fmt::format("write `--@ {} {}`", loses ? *grade_ : "grade loses", names));
    }

    void refuse(const std::string& what, const std::string& help) {
        good_ = false;
        sink_.error(DiagnosticKind::bad_directive, place(),
                    fmt::format("in the {} of `{}`, {}", is_up_ ? "up" : "down", revision_.directory, what),
                    {}, help);
    }

    Span place() const {
        return {is_up_ ? revision_.file : revision_.down_file.value_or(revision_.file), 0, 0};
    }

    const RevisionSource& revision_;
    const bool is_up_;
    DiagnosticSink& sink_;
    bool good_ = true;
    std::optional<std::string> grade_;
    std::vector<detail::Loss> lost_;
    Losses named_;
};

}  // namespace

bool check_directives(const RevisionSource& revision, DiagnosticSink& sink) {
    bool good = true;
    if (revision.ways.empty()) {
        good = SideCheck(revision, true, sink).run();
        good = SideCheck(revision, false, sink).run() && good;
    }
    for (const std::vector<WaySource>* list : {&revision.ways, &revision.newer})
        for (const WaySource& way : *list)
            good = check_directives(by_way(revision, way), sink) && good;
    return good;
}

}  // namespace varve::compiler
