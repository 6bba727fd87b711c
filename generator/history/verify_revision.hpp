#pragma once

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// Whether a directory is, text by text, what its line in the lock says.
void verify_revision(const LockRecord& record, const RevisionSource& revision, DiagnosticSink& sink);

}  // namespace varve::compiler
