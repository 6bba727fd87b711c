#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <utility>

#include "generator/check/compile.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/freeze_amendment.hpp"
#include "generator/driver/frozen.hpp"
#include "generator/driver/held_signals.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/prove.hpp"
#include "generator/driver/seal.hpp"
#include "generator/driver/spent_hints.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// A merge's texts stand in a directory a crossing.
std::vector<std::string> files_of(const RevisionSource& draft) {
    std::vector<std::string> directories = {""};
    for (const WaySource& way : draft.ways)
        directories.push_back(way.directory.substr(draft.directory.size() + 1) + "/");
    std::vector<std::string> files;
    for (const std::string& below : directories)
        for (const char* text : {"up.sql", "down.sql", "schema.varve", "proof.sql"})
            files.push_back(below + text);
    return files;
}

void take_hints_out(const Project& project) {
    std::map<std::uint32_t, std::vector<Span>> hints;
    for (const Span& hint : hint_spans(project.written))
        hints[hint.file].push_back(hint);
    for (const auto& [file, spans] : hints) {
        const SourceFile& source = project.sources[file];
        write_file(source.path(), without_hints(source.text(), spans));
    }
}

}  // namespace

int freeze(const FreezeOptions& options, Console& console) {
    Project project;
    ProofCache cache(options.proof_cache);
    const bool loaded = load_project(options.schema, cache, project);
    if (loaded && project.amendment) return freeze_amendment(project, cache, console);
    if (loaded && !project.has_draft() && !project.is_ahead()) {
        console.out << "nothing to freeze: the schema is at its chain's head\n";
        return exit_done;
    }
    if (loaded && require_at_head(project)) prove(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;

    const RevisionSource& draft = project.chain.revisions.back();
    const LockRecord& record = project.chain.records.back();
    const std::string directory = next_number(project.chain_path) + "_" + draft.name;
    Lock lock = project.lock;
    lock.records.push_back(record);
    const HeldSignals held;
    seal(project.chain_path, {draft.directory, directory, record.digest, files_of(draft)}, lock);
    take_hints_out(project);
    console.out << fmt::format("frozen {} as {}\n", (project.chain_path / directory).string(), record.id())
                << "commit the chain directory together with the schema\n";
    return exit_done;
}

}  // namespace varve::compiler
