#pragma once

#include <string>

#include "generator/base/diagnostic.hpp"
#include "generator/history/lock.hpp"

namespace varve::compiler {

/// Holds today's lock to the lock of a base that others may have: each record of `base` must stand in
/// `today`, word for word. Order is no matter beyond what a lock demands of itself, so that a merge of two
/// branches passes. `ref` is what people call the base. Diagnostics stand at today's lines, or at `lock_span`
/// where a line is gone.
void verify_base(const Lock& base, const std::string& ref, const Lock& today, Span lock_span,
                 DiagnosticSink& sink);

}  // namespace varve::compiler
