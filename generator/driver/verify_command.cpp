#include <fmt/format.h>

#include <ostream>

#include "generator/driver/commands.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/prove.hpp"
#include "generator/driver/proved_head.hpp"
#include "generator/driver/verify_bases.hpp"

namespace varve::compiler {

int verify_chain(const VerifyOptions& options, Console& console) {
    Project project;
    std::vector<std::string> notes;
    ProofCache cache(options.proof_cache);
    const bool loaded = load_project(options.schema, cache, project);
    if (loaded) verify_bases(project, options.bases, notes);
    if (loaded && !project.sink.has_errors()) prove(project, cache);
    const ProvedHead made = proved_head(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    for (const std::string& note : notes)
        console.out << note << '\n';
    if (!std::filesystem::is_directory(project.chain_path)) {
        console.out << fmt::format("nothing is frozen: there is no chain at {}\n",
                                   project.chain_path.string());
        return exit_done;
    }
    const std::string head = project.lock.records.empty() ? "base" : project.lock.records.back().id();
    console.out << fmt::format("verified and proved: {} frozen revision{}, head {}\n", project.chain.frozen,
                               project.chain.frozen == 1 ? "" : "s", head);
    if (!project.chain.revisions.empty() && !made.is_baked())
        console.out << fmt::format("new databases replay the chain: {}\n", made.why_not);
    return exit_done;
}

}  // namespace varve::compiler
