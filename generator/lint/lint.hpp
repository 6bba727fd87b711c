#pragma once

#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/lint/allow.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// A trigger that reads a whole table for each row it fires for: no index serves its condition.
struct TriggerScan {
    std::string trigger;
    std::string table;
};

/// What lint looks at: a schema that compiled, the newest frozen revision's (nothing where there is none),
/// and the comments of the schema's files, in their order.
struct LintSubject {
    const Schema& schema;
    const Schema* newest = nullptr;
    const SourceSet& sources;
    const std::vector<LintComment>& comments;
    std::vector<TriggerScan> scans = {};  ///< as SQLite plans the triggers
};

/// Warns of what compiles and is probably not meant. `// varve: allow L101 because …` on the line before
/// silences a warning; one that silences nothing, or gives no reason, is warned of itself.
void lint(const LintSubject& subject, DiagnosticSink& sink);

}  // namespace varve::compiler
