#include "generator/driver/freeze_amendment.hpp"

#include <fmt/format.h>

#include <ostream>
#include <vector>

#include "generator/driver/prove.hpp"
#include "generator/driver/seal.hpp"

namespace varve::compiler {
namespace {

using Kind = AmendmentRecord::Kind;

/// A way is known by its up, and a redown that says nothing new mends nothing.
bool is_new(Project& project, const AmendmentRecord& record) {
    if (record.kind == Kind::redown)
        return way_amended(project.chain, *project.amendment).down != record.way.down;
    for (std::size_t i = 0; i != project.chain.frozen; ++i)
        for (const WayDigests& way : project.chain.records[i].ways)
            if (project.chain.records[i].digest == record.of && way.body == record.way.body) return false;
    return true;
}

void refuse_same(Project& project) {
    const AmendmentSource& draft = *project.amendment;
    const bool supersedes = draft.kind == Kind::supersede;
    project.sink.error(
        DiagnosticKind::amends_nothing, place_of(draft.texts),
        fmt::format("the {} of `{}` is one that the revision has already", supersedes ? "up.sql" : "down.sql",
                    draft.texts.directory),
        {},
        supersedes ? fmt::format("edit it; a way back alone is replaced by `varve redown`. If a freeze was "
                                 "interrupted, remove `{}`",
                                 draft.texts.directory)
                   : fmt::format("edit it; if a freeze was interrupted, remove `{}`", draft.texts.directory));
}

}  // namespace

int freeze_amendment(Project& project, ProofCache& cache, Console& console) {
    const AmendmentSource& draft = *project.amendment;
    const AmendmentRecord record = make_amendment(draft, project.chain, project.lock);
    if (!is_new(project, record)) refuse_same(project);
    put_into(project.chain, record, draft.texts);
    if (!project.sink.has_errors()) prove(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    const bool supersedes = record.kind == Kind::supersede;
    const std::string directory = next_number(project.chain_path) + "_" + draft.texts.name;
    std::vector<std::string> files{"down.sql"};
    if (supersedes) files.insert(files.end(), {"up.sql", "schema.varve", "proof.sql"});
    Lock lock = project.lock;
    lock.amendments.push_back(record);
    seal(project.chain_path, {draft.texts.directory, directory, record.digest, files}, lock);
    console.out << fmt::format("frozen {} as {}, which {} {}\n", (project.chain_path / directory).string(),
                               record.id(), supersedes ? "supersedes" : "is the way back from",
                               record.of.substr(0, 12))
                << "commit the chain directory\n";
    return exit_done;
}

int refuse_second_draft(const Project& project, Console& console) {
    console.err << fmt::format(
        "error: there is a draft already: {}\nhelp: run `varve freeze` to seal it, or remove the directory\n",
        (project.chain_path / project.draft_directory()).string());
    return exit_failed;
}

}  // namespace varve::compiler
