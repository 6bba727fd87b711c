#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/history/lock.hpp"

namespace varve::compiler {

/// A lock as a ref of the repository holds it.
struct BaseLock {
    std::string ref;
    Lock lock;
};

/// The revisions that `rebase` moves, as places in today's lock.
struct MovingLine {
    std::vector<std::size_t> records;  ///< oldest first, each standing on the one before; empty for none
    std::string onto;                  ///< digest of the first base's head; "" for base
};

/// What of today's lock none of the bases holds, and the head of the first. Reports what cannot be moved:
/// more than one line, a merge, one that another base holds; and a base that today's lock does not contain.
MovingLine find_moving_line(const Lock& today, const std::vector<BaseLock>& bases, Span lock_span,
                            DiagnosticSink& sink);

}  // namespace varve::compiler
