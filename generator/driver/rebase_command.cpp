#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <ostream>
#include <set>
#include <utility>

#include "generator/driver/base_locks.hpp"
#include "generator/driver/chain_directory.hpp"
#include "generator/driver/commands.hpp"
#include "generator/driver/files.hpp"
#include "generator/driver/project.hpp"
#include "generator/driver/prove.hpp"
#include "generator/driver/rebase_files.hpp"
#include "generator/driver/rebase_moves.hpp"

namespace varve::compiler {
namespace fs = std::filesystem;
namespace {

/// The chain as it stands, cut in two: what stays, and the line that goes behind it.
struct Cut {
    Lock kept;
    VerifiedChain staying;
    VerifiedChain line;  ///< with what it stands on, from base on
    std::size_t moving = 0;
};

bool is_draft(const RevisionSource& revision) {
    return revision.number.empty() && !revision.stamp;
}

void refuse_draft(const Project& project, const RevisionSource& draft, DiagnosticSink& sink) {
    sink.error(DiagnosticKind::not_rebasable, place_of(draft),
               fmt::format("draft `{}` stands behind the revisions that would move", draft.directory), {},
               fmt::format("freeze it first, or set {} aside until the rebase is done",
                           (project.chain_path / draft.directory).string()));
}

void refuse_imported(const ChainDirectory& directory, const std::set<std::string>& moving,
                     DiagnosticSink& sink) {
    for (const ImportMap::Version& each : directory.import.versions)
        if (moving.count(each.digest) != 0)
            return sink.error(DiagnosticKind::not_rebasable, directory.lock_span,
                              fmt::format("revision {} is what the old tool's version {} became: databases "
                                          "have run it",
                                          each.digest.substr(0, 12), each.version),
                              {}, "join the two lines with `varve merge`");
}

/// What amends a revision that stays stays, too.
void keep_amendments(const Lock& lock, const MovingLine& line, const std::set<std::string>& moving,
                     Lock& kept, DiagnosticSink& sink) {
    for (AmendmentRecord record : lock.amendments) {
        if (moving.count(record.of) != 0)
            sink.error(
                DiagnosticKind::not_rebasable, record.span,
                fmt::format("`{}` ({}) amends a revision that would move", record.name, record.id()), {},
                "nobody has run what would move: remove this line and its directory, and put the change "
                "into the revision");
        std::size_t moved = 0;
        for (const std::size_t place : line.records)
            moved += place < record.behind ? 1 : 0;
        record.behind -= moved;
        kept.amendments.push_back(std::move(record));
    }
}

/// The records that the line stands on, and the line.
Lock line_lock(const Lock& lock, const MovingLine& line) {
    std::set<std::string> wanted;
    Lock found;
    for (std::size_t i = line.records.back() + 1; i-- != 0;) {
        const LockRecord& record = lock.records[i];
        const bool moves = std::binary_search(line.records.begin(), line.records.end(), i);
        if (!moves && wanted.count(record.digest) == 0) continue;
        wanted.insert(record.parents.begin(), record.parents.end());
        found.records.insert(found.records.begin(), record);
    }
    return found;
}

std::set<std::string> digests_of(const Lock& lock) {
    std::set<std::string> digests;
    for (const LockRecord& record : lock.records)
        digests.insert(record.digest);
    return digests;
}

std::optional<Cut> cut(Project& project, const ChainDirectory& directory, const MovingLine& line) {
    Cut parts;
    std::set<std::string> moving;
    for (std::size_t i = 0; i != project.lock.records.size(); ++i) {
        if (std::binary_search(line.records.begin(), line.records.end(), i))
            moving.insert(project.lock.records[i].digest);
        else
            parts.kept.records.push_back(project.lock.records[i]);
    }
    refuse_imported(directory, moving, project.sink);
    keep_amendments(project.lock, line, moving, parts.kept, project.sink);
    const Lock own = line_lock(project.lock, line);
    const std::set<std::string> below = digests_of(own);
    std::vector<RevisionSource> staying;
    std::vector<RevisionSource> going;
    for (const RevisionSource& revision : directory.revisions) {
        if (is_draft(revision)) refuse_draft(project, revision, project.sink);
        const std::string stamp = revision.stamp.value_or("");
        if (moving.count(stamp) == 0) staying.push_back(revision);
        if (below.count(stamp) != 0) going.push_back(revision);
    }
    parts.moving = moving.size();
    if (!project.sink.has_errors())
        parts.staying = verify(parts.kept, std::move(staying), directory.lock_span, project.sink);
    if (!project.sink.has_errors())
        if (const auto draft =
                amend(parts.staying, parts.kept, directory.amendments, directory.lock_span, project.sink))
            refuse_draft(project, draft->texts, project.sink);
    if (!project.sink.has_errors())
        parts.line = verify(own, std::move(going), directory.lock_span, project.sink);
    if (project.sink.has_errors()) return std::nullopt;
    return parts;
}

const RevisionSource* with_digest(const VerifiedChain& chain, const std::string& digest) {
    for (std::size_t i = 0; i != chain.records.size(); ++i)
        if (chain.records[i].digest == digest) return &chain.revisions[i];
    return nullptr;
}

std::optional<Move> moved(Project& project, const Cut& parts, const std::string& onto) {
    const auto first = parts.line.revisions.end() - static_cast<std::ptrdiff_t>(parts.moving);
    const std::vector<RevisionSource> line(first, parts.line.revisions.end());
    const Schema fork = first == parts.line.revisions.begin() ? Schema() : (first - 1)->schema;
    return move_line(project, line, fork, with_digest(parts.staying, onto), onto);
}

void append(VerifiedChain& chain, const Move& move) {
    chain.revisions.insert(chain.revisions.end(), move.revisions.begin(), move.revisions.end());
    chain.records.insert(chain.records.end(), move.records.begin(), move.records.end());
    chain.frozen = chain.revisions.size();
}

/// Numbers behind all that stays, and directories that are not there.
std::vector<MovedDirectory> directories(const Project& project, const Cut& parts, const Move& move) {
    unsigned long number = 0;
    for (const RevisionSource& revision : parts.staying.revisions) {
        number = std::max(number, std::stoul(revision.number));
        for (const WaySource& way : revision.newer)
            number = std::max(number, std::stoul(way.directory));
    }
    std::vector<MovedDirectory> made;
    for (std::size_t i = 0; i != move.revisions.size(); ++i) {
        const RevisionSource& revision = move.revisions[i];
        MovedDirectory each;
        do {
            each.directory = fmt::format("{:04}_{}", ++number, revision.name);
        } while (fs::exists(project.chain_path / each.directory));
        each.digest = move.records[i].digest;
        each.old_directory = revision.directory;
        each.old_digest = *revision.stamp;
        each.files = {{"up.sql", move.texts[i].up}, {"schema.varve", move.texts[i].schema}};
        if (revision.down_file) each.files.emplace_back("down.sql", move.texts[i].down);
        if (revision.proof_file)
            each.files.emplace_back("proof.sql", std::string(project.sources[*revision.proof_file].text()));
        each.files.emplace_back("stamp", each.digest + "\n");
        made.push_back(std::move(each));
    }
    return made;
}

void tell(const std::vector<MovedDirectory>& made, const Project& project, const Schema& head,
          Console& console) {
    for (const MovedDirectory& each : made)
        console.out << fmt::format("{} ({}) is now {} ({})\n", each.old_directory,
                                   each.old_digest.substr(0, 12), each.directory, each.digest.substr(0, 12));
    console.out << "commit the chain directory\n";
    DiagnosticSink quiet;
    const Schema today = inherit_names(project.today, head);
    const Changes changes = diff(head, today, quiet);
    if (!changes.empty() || quiet.has_errors())
        console.out << "the schema file says more than the chain now: `varve diff` shows what\n";
}

int prove_and_write(Project& project, Cut parts, const Move& move, const RebaseOptions& options,
                    Console& console) {
    ProofCache cache(options.proof_cache);
    project.chain = parts.staying;
    append(project.chain, move);
    prove(project, cache);
    if (print_diagnostics(project.sink, project.sources, console)) {
        console.err << "nothing was changed: the revisions do not hold behind the other line\n"
                       "help: join the two lines with `varve merge`; or take the revision out of the chain, "
                       "its directory and its line in the lock, and plan it anew\n";
        return exit_failed;
    }
    const std::vector<MovedDirectory> made = directories(project, parts, move);
    Lock lock = parts.kept;
    lock.records.insert(lock.records.end(), move.records.begin(), move.records.end());
    write_rebase(project.chain_path, made, lock);
    tell(made, project, move.revisions.back().schema, console);
    return exit_done;
}

/// What moves, of a chain that was read into `directory`.
MovingLine find_line(Project& project, const ChainDirectory& directory, const std::vector<std::string>& refs,
                     Console& console) {
    if (project.sink.has_errors()) return {};
    std::vector<std::string> notes;
    const std::vector<BaseLock> bases = locks_at_refs(project, refs, notes);
    for (const std::string& note : notes)
        console.out << note << '\n';
    if (project.sink.has_errors()) return {};
    return find_moving_line(project.lock, bases, directory.lock_span, project.sink);
}

}  // namespace

int rebase(const RebaseOptions& options, Console& console) {
    Project project;
    std::optional<Schema> today = read_today(options.schema, project);
    if (print_diagnostics(project.sink, project.sources, console) || !today) return exit_failed;
    project.today = std::move(*today);
    end_rebase(project.chain_path);

    ProofCache none{fs::path()};
    const KnownRevisions known(none, project.chain_path);
    const ChainDirectory directory =
        read_chain_directory(project.chain_path, known, project.sources, project.sink);
    project.lock = directory.lock;
    const MovingLine line = find_line(project, directory, options.bases, console);
    if (print_diagnostics(project.sink, project.sources, console)) return exit_failed;
    if (line.records.empty()) {
        console.out << fmt::format("nothing to rebase: no revision stands beside those of `{}`\n",
                                   options.bases.front());
        return exit_done;
    }
    std::optional<Cut> parts = cut(project, directory, line);
    const std::optional<Move> move = parts ? moved(project, *parts, line.onto) : std::nullopt;
    if (move) return prove_and_write(project, std::move(*parts), *move, options, console);
    print_diagnostics(project.sink, project.sources, console);
    return exit_failed;
}

}  // namespace varve::compiler
