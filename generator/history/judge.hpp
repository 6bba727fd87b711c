#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/history/matching.hpp"

namespace varve::compiler {

/// Something gone and something new of the same shape, without a word which of the two readings is meant.
void report_undeclared_renames(const Matching& matching, const Schema& before, const Schema& after,
                               DiagnosticSink& sink);

/// Hints that say nothing to this difference any more.
void report_spent_hints(const Matching& matching, const Schema& before, const Schema& after,
                        DiagnosticSink& sink);

}  // namespace varve::compiler
