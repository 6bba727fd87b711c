#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/verify.hpp"

namespace varve::compiler {

/// The image of a database that has lived through a revision and those before it.
struct Lineage {
    std::size_t at = 0;  ///< the revision's place in the chain
    std::string image;   ///< holds what the revisions and their proofs wrote
};

/// Databases that have lived through the first revisions of a chain, as images of their pages: with them the
/// rehearsal of what stands behind those revisions begins.
struct ReplayedPrefix {
    std::size_t count = 0;           ///< of the revisions; none have no images
    std::vector<Lineage> lineages;   ///< of each revision that another one may follow
    std::string whole;               ///< a new database, as an application makes it; "" where there are several heads
};

/// Whether what stands behind the prefix follows revisions of which it has an image.
bool carries_on(const ReplayedPrefix& prefix, const VerifiedChain& chain);

/// Rehearses the chain on in-memory databases with the application's own migrator, on populated data: every
/// revision up, down (where it has one), up. Reports a revision whose structure is not its schema.varve's,
/// that loses rows it does not declare, or whose down is not what its grade claims (V05xx); with the sources
/// of the chain's files, at the statement that failed. What the revisions require of the application, and
/// `requirements` (today's schema's) besides, has stand-ins.
void replay(const VerifiedChain& chain, DiagnosticSink& sink, const SourceSet* sources = nullptr,
            const std::vector<Requirement>& requirements = {});

/// The same for the revisions behind `prefix`, up to the first `until`. What the next rehearsal begins with;
/// nothing where an error was reported.
std::optional<ReplayedPrefix> replay_behind(const ReplayedPrefix& prefix, std::size_t until,
                                            const VerifiedChain& chain, DiagnosticSink& sink,
                                            const SourceSet* sources,
                                            const std::vector<Requirement>& requirements);

/// All that the revisions of a chain require of the application, and `requirements` besides: a revision may
/// call what today's schema no longer does.
std::vector<Requirement> all_requirements(const VerifiedChain& chain, std::vector<Requirement> requirements);

}  // namespace varve::compiler
