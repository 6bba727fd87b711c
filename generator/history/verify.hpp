#pragma once

#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/history/import_map.hpp"
#include "generator/history/lock.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

/// The frozen revisions in the order of the lock, and the drafts behind them: proved to be what the lock says.
struct VerifiedChain {
    std::vector<RevisionSource> revisions;  ///< frozen first, then drafts
    std::vector<LockRecord> records;        ///< one a revision; drafts get the record that freezing would give
    std::size_t frozen = 0;
    ImportMap import;  ///< of a chain that was imported; without a table otherwise
};

/// Whether a chain may end at several revisions that no draft merges. Only who brings them together means that.
enum class Heads { one, any };

/// The digests of the lock's revisions that are no other's parents, in its order.
std::vector<std::string> heads_of(const Lock& lock);

/// Compares directories with the lock. An edited, missing, inserted, renamed or reordered revision, a stamp without
/// its line and a line without its directory are each an error that names the revision and the way out. Of a known
/// revision only the place is compared.
VerifiedChain verify(const Lock& lock, std::vector<RevisionSource> revisions, Span lock_span, DiagnosticSink& sink,
                     Heads heads = Heads::one);

/// The record that freezing `revision` behind `parents` gives.
LockRecord make_record(const RevisionSource& revision, const std::vector<std::string>& parents);

}  // namespace varve::compiler
