#include <algorithm>
#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/database_difference.hpp"
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

bool is_more_than_schema(const Change& change) {
    switch (change.kind) {
        case Change::Kind::drop_table:
        case Change::Kind::drop_column:
        case Change::Kind::drop_constraint:
        case Change::Kind::drop_index:
        case Change::Kind::drop_virtual_table:
        case Change::Kind::drop_view:
        case Change::Kind::drop_trigger:
            return true;
        default:
            return false;
    }
}

/// What would bring the database to the schema; nothing is run.
int compare_database(const Project& project, const std::filesystem::path& path, Console& console) {
    const detail::Structure found = without_unmanaged(structure_of_file(path), project.today);
    const Changes changes = difference(found, project.today).changes;
    if (changes.empty()) {
        console.out << "no difference: the database has the schema's structure\n";
        return exit_done;
    }
    console.out << describe(changes);
    if (std::any_of(changes.begin(), changes.end(), is_more_than_schema))
        console.err
            << "help: what the database has and the schema has not (`-`) becomes the schema's when it is "
               "written there: `varve revision --autogenerate --db …` then makes a revision for databases "
               "with it and without it\n";
    return exit_drift;
}

}  // namespace

int diff_schema(const DiffOptions& options, Console& console) {
    Project project;
    if (!load_project(options.schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    if (!options.database.empty()) {
        if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
        return compare_database(project, options.database, console);
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
