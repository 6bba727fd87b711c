#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <utility>

#include "generator/check/compile.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/frozen.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/prove.hpp"
#include "generator/driver/spent_hints.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

std::string next_number(const Project& project) {
    unsigned long highest = 0;
    for (const RevisionSource& revision : project.chain.revisions) {
        if (!revision.number.empty()) highest = std::max(highest, std::stoul(revision.number));
    }
    return fmt::format("{:04}", highest + 1);
}

/// The lock is written after the directory it speaks of and before the draft goes: whatever happens in
/// between, nothing is lost and the next run says what it finds.
void write_frozen(Project& project, const RevisionSource& draft, const LockRecord& record,
                  const std::string& directory) {
    const fs::path from = project.chain_path / draft.directory;
    std::vector<std::string> directories = {""};
    for (const WaySource& way : draft.ways)
        directories.push_back(way.directory.substr(draft.directory.size() + 1) + "/");
    std::vector<std::pair<std::string, std::string>> files;
    for (const std::string& below : directories)
        for (const char* text : {"up.sql", "down.sql", "schema.varve", "proof.sql"})
            if (const std::string name = below + text; fs::exists(from / name))
                files.emplace_back(name, read_file(from / name));
    files.emplace_back("stamp", record.digest + "\n");
    write_directory(project.chain_path / directory, files);
    Lock lock = project.lock;
    lock.records.push_back(record);
    write_file(project.chain_path / lock_name, write_lock(lock));
    fs::remove_all(from);
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
    if (loaded && !project.has_draft() && !project.is_ahead()) {
        console.out << "nothing to freeze: the schema is at its chain's head\n";
        return exit_done;
    }
    if (loaded && require_at_head(project)) prove(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;

    const RevisionSource& draft = project.chain.revisions.back();
    const LockRecord& record = project.chain.records.back();
    remove_leftovers(project.chain_path);
    const std::string directory = next_number(project) + "_" + draft.name;
    write_frozen(project, draft, record, directory);
    take_hints_out(project);
    console.out << fmt::format("frozen {} as {}\n", (project.chain_path / directory).string(), record.id())
                << "commit the chain directory together with the schema\n";
    return exit_done;
}

}  // namespace varve::compiler
