#pragma once

#include "generator/base/diagnostic.hpp"
#include "generator/history/revision.hpp"

namespace varve::compiler {

/// Holds a revision that says `--@ compatible readers` to it: whatever accessors of the schema before it read
/// is there in the revision's own, under its name, of its type, and holds no value that they do not know.
/// Since the replay proves that the revision leaves just this schema, that is what older programs meet. True
/// for every other revision.
bool check_readers(const Schema& before, const RevisionSource& revision, DiagnosticSink& sink);

}  // namespace varve::compiler
