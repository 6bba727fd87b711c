#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// What one statement does to rows. Names are folded; an empty verb says that it changes none.
struct StepEffect {
    std::string verb;  ///< "insert", "replace", "update", "delete"
    std::string table;
    std::optional<std::vector<std::string>> columns;  ///< what an UPDATE assigns, an INSERT lists
};

/// Something of the schema before that has another name afterwards, or is gone: a table, or one of its
/// columns.
struct Passage {
    std::string table;      ///< before, as it was declared
    std::string column;     ///< "" for the table itself
    std::string table_now;  ///< "" where it is gone
    std::string column_now;
};

/// A new constraint that rows which stand may not meet.
struct RevisionDemand {
    std::string table;       ///< its name before
    std::string breaking;    ///< "two rows of `users` have the same `email`"
    std::string constraint;  ///< "unique `users_email_key`"
};

/// Why a table is rebuilt where nothing cheaper serves, and what would.
struct RebuildReason {
    std::string table;    ///< its name before
    std::string why;      ///< "the order of its columns changes"
    std::string cheaper;  ///< "" where nothing is
};

/// What lint looks at in a revision: the schemas on both sides of it, its up.sql as it was written, and what
/// others have read off it.
struct RevisionSubject {
    const Schema& before;
    const Schema& after;
    const SourceSet& sources;
    std::uint32_t file = 0;           ///< of the up.sql
    std::vector<StepEffect> effects;  ///< one for each statement and directive of the text, in its order
    std::vector<Passage> passages;
    std::vector<RevisionDemand> demands;
    std::vector<RebuildReason> rebuilds;
};

/// Warns of what a revision does to databases that are in use. `-- varve: allow L203 because …` on the line
/// before a statement or directive silences a warning anywhere in it; one that silences nothing, or gives no
/// reason, is warned of itself.
void lint_revision(const RevisionSubject& subject, DiagnosticSink& sink);

}  // namespace varve::compiler
