#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/driver/proof_cache.hpp"
#include "generator/history/amend.hpp"
#include "generator/history/diff.hpp"
#include "generator/history/lock.hpp"
#include "generator/history/verify.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A schema file and its chain, read, checked and compared: what every command of the source tree begins
/// with.
struct Project {
    std::filesystem::path schema_file;
    std::filesystem::path chain_path;
    SourceSet sources;
    DiagnosticSink sink;
    Schema today;  ///< with the names that it inherits from its newest revision, without hints that a written
                   ///< draft has heeded
    Schema written;  ///< the same with every hint: as it stands to the newest frozen revision
    Heads heads = Heads::one;  ///< whether several pass
    Lock lock;
    VerifiedChain chain;              ///< frozen revisions and the written draft
    std::optional<AmendmentSource> amendment;  ///< the draft, where it amends a frozen revision; `chain` is without it
    Changes changes;                  ///< from the newest revision (a draft, if there is one) to today
    std::vector<std::string> inputs;  ///< every file and directory that was looked at

    bool has_draft() const { return chain.revisions.size() > chain.frozen; }

    /// The directory of the one draft, of the next revision or of an amendment; "" for none.
    std::string draft_directory() const;

    bool is_ahead() const { return !changes.empty(); }
    const Schema& newest() const;  ///< the schema of the newest revision, the draft included
    const Schema& newest_frozen() const;
};

/// `schema/*.varve` when no file is named. Throws FileError that says what to do when there is none or
/// several.
std::filesystem::path find_schema(const std::filesystem::path& given);

/// Loads all of it into `project`; false when there were errors (they are in its sink). With a cache, the
/// snapshots of revisions that it knows stay unread, but for the newest frozen one's.
bool load_project(const std::filesystem::path& schema_file, Project& project);
bool load_project(const std::filesystem::path& schema_file, ProofCache& cache, Project& project);

/// Reads and checks the schema alone, and finds its chain's place; nothing when there were errors.
std::optional<Schema> read_today(const std::filesystem::path& schema_file, Project& project);

/// Reads the snapshots from the revision `first` on, where they are unread, and compares them with the lock.
void read_snapshots(Project& project, std::size_t first);

/// The revision that would bring the chain to today's schema, planned but written nowhere. The plan's texts
/// are kept readable in `up_text` and `down_text`.
struct PlannedRevision {
    RevisionSource source;
    std::string up_text;
    std::string down_text;
    std::string no_way_back;  ///< why its down is graded `none`, a line each; "" where it is not
};
PlannedRevision plan_revision(Project& project, const std::string& name, const std::string& message);

/// Behind the chain, the ephemeral draft of a schema that is ahead of it; nothing happens otherwise.
void append_ephemeral_draft(Project& project);

}  // namespace varve::compiler
