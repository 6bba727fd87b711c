#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

/// Whether a revision's directives are known, stand on the side where they mean something, and whether every
/// loss that its down declares is one that its grade names: who takes back is asked about what the grade
/// names, and about nothing else. Reports what is not so (V0513, V0514); false then.
bool check_directives(const RevisionSource& revision, DiagnosticSink& sink);

}  // namespace varve::compiler
