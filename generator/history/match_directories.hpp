#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Which directory is which line of the lock.
struct DirectoryMatches {
    std::vector<std::optional<std::size_t>> directory_of;  ///< one a record
    std::vector<std::size_t> drafts;                       ///< those on disk first
};

/// Finds each line's directory by its stamp, and reports stamps, lines and directories that have no partner.
DirectoryMatches match_directories(const Lock& lock, const std::vector<RevisionSource>& revisions,
                                   Span lock_span, DiagnosticSink& sink);

}  // namespace varve::compiler
