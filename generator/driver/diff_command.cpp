#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/frozen.hpp"
#include "generator/driver/project.hpp"

namespace varve::compiler {

int diff_schema(const std::filesystem::path& schema, bool check, Console& console) {
    Project project;
    if (!load_project(schema, project)) {
        print_diagnostics(project.sink, project.sources, console);
        return exit_failed;
    }
    if (check) {
        require_frozen(project);
        return print_diagnostics(project.sink, project.sources, console) ? exit_drift : exit_done;
    }
    print_diagnostics(project.sink, project.sources, console);
    console.out << (project.is_ahead() ? describe(project.changes)
                                       : "no difference: the schema is at its chain's head\n");
    return exit_done;
}

}  // namespace varve::compiler
