#include <fmt/format.h>

#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/project.hpp"
#include "generator/history/replay.hpp"

namespace varve::compiler {

int verify_chain(const std::filesystem::path& schema, Console& console) {
    Project project;
    if (load_project(schema, project)) replay(project.chain, project.sink, &project.sources, project.today.requirements);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    if (!std::filesystem::is_directory(project.chain_path)) {
        console.out << fmt::format("nothing is frozen: there is no chain at {}\n",
                                   project.chain_path.string());
        return exit_done;
    }
    const std::string head = project.lock.records.empty() ? "base" : project.lock.records.back().id();
    console.out << fmt::format("verified and proved: {} frozen revision{}, head {}\n", project.chain.frozen,
                               project.chain.frozen == 1 ? "" : "s", head);
    return exit_done;
}

}  // namespace varve::compiler
