#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/frozen.hpp"
#include "generator/driver/json_report.hpp"
#include "generator/driver/project.hpp"
#include "generator/history/plan.hpp"

namespace varve::compiler {

namespace {

/// What the next revision would do, and what that costs. An obstacle to it is an error.
int explain_plan(Project& project, Console& console) {
    const Plan planned = plan(project.newest(), project.today, project.changes, project.sink);
    const bool failed = print_diagnostics(project.sink, project.sources, console);
    if (!failed && console.json != nullptr) console.json->add(planned.reasons);
    if (!failed) console.out << describe(planned.reasons);
    return failed ? exit_failed : exit_done;
}

}  // namespace

int diff_schema(const DiffOptions& options, Console& console) {
    Project project;
    if (!load_project(options.schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    if (options.check) {
        require_frozen(project);
        return print_diagnostics(project.sink, project.sources, console) ? exit_drift : exit_done;
    }
    if (options.explain && project.is_ahead()) return explain_plan(project, console);
    print_diagnostics(project.sink, project.sources, console);
    console.out << (project.is_ahead() ? describe(project.changes)
                                       : "no difference: the schema is at its chain's head\n");
    return exit_done;
}

}  // namespace varve::compiler
