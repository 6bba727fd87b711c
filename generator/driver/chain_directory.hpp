#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/driver/known_revisions.hpp"
#include "generator/history/amend.hpp"
#include "generator/history/import_map.hpp"
#include "generator/history/lock.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

inline constexpr const char* lock_name = "chain.lock";
inline constexpr const char* draft_prefix = "draft_";
inline constexpr const char* of_name = "of";  ///< of a draft that amends a revision: says which
inline constexpr const char* crossing_prefix =
    "from_";  ///< of a merge's directories: then the id of a parent

/// What stands in a chain directory, read and normalised but not yet compared with the lock.
struct ChainDirectory {
    Lock lock;
    Span lock_span;
    ImportMap import;
    std::vector<RevisionSource> revisions;    ///< numbered ones by name, then drafts
    std::vector<AmendmentSource> amendments;  ///< frozen or draft: what is no revision of its own
    std::vector<std::string> inputs;          ///< every file and directory looked at, for depfiles
    std::vector<std::string> contents;        ///< of the stamped directories, as KnownRevisions digests them
};

/// Reads the lock and every revision directory. A directory that is not there is an empty chain. The
/// snapshots of known revisions are passed over, but for the newest's.
ChainDirectory read_chain_directory(const std::filesystem::path& path, const KnownRevisions& known,
                                    SourceSet& sources, DiagnosticSink& sink);

/// Reads the snapshot of a revision that was passed over.
void read_snapshot(const std::filesystem::path& chain, RevisionSource& revision, SourceSet& sources,
                   DiagnosticSink& sink);

/// Reads a file into the set as text (BOM dropped, CRLF as LF); reports what cannot be read as text.
std::uint32_t add_source(const std::filesystem::path& path, SourceSet& sources, DiagnosticSink& sink);

}  // namespace varve::compiler
