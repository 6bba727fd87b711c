#include <fmt/format.h>

#include <optional>
#include <utility>

#include "runtime/src/disk_need.hpp"
#include "runtime/src/migrator.hpp"
#include "runtime/src/names.hpp"
#include "runtime/src/step_failure.hpp"

namespace varve::detail {

namespace {

std::string_view begun(std::string_view what) {
    return what == "apply" ? "upgraded" : what == "take back" ? "taken back" : "taken down";
}

}  // namespace

std::vector<PendingStep> steps_between(const Chain& chain, std::size_t from, std::size_t to) {
    std::vector<PendingStep> steps;
    for (std::size_t i = from; i < to; ++i)
        steps.push_back({describe(chain.revisions[i]), chain.revisions[i].up.str(), Trust::chain});
    for (std::size_t i = from; i > to; --i)
        steps.push_back({describe(chain.revisions[i - 1]), chain.revisions[i - 1].down.str(), Trust::chain});
    return steps;
}

void Migrator::refuse_offences(std::string_view what, const std::vector<Offence>& offences) const {
    if (offences.empty()) return;
    std::string lines;
    for (const Offence& offence : offences)
        lines += fmt::format("  revision {}: {}\n", offence.revision, describe(offence));
    refuse(fmt::format("`{}` cannot be {}: rows stand against it, {}:\n{}mend these rows and try again",
                       path_, begun(what), after_failure(), lines));
}

void Migrator::look_ahead(std::size_t from, std::size_t goal) {
    if (std::exchange(looked_ahead_, true)) return;
    const std::string_view what = from < goal ? "apply" : "take down";
    refuse_offences(what, preflight_.ahead(steps_between(chain_, from, goal)));
}

void Migrator::before_step(std::string_view what, const PendingStep& step) {
    try {
        refuse_offences(what, preflight_.before(step));
        if (!rebuilds(step.script)) return;
        const std::string file = file_of(db_);
        const auto free = file.empty() ? std::nullopt : free_bytes(file);
        if (!free) return;
        if (const auto need = disk_problem(db_, step.revision, step.script, *free))
            refuse(fmt::format("`{}`: there is no room to {} revision {}, {}:\n  {}\nmake room and try again",
                               path_, what, step.revision, after_failure(), describe(*need)));
    } catch (const StepFailure& failure) {
        refuse_step(what, step.revision, failure.what());
    }
}

}  // namespace varve::detail
