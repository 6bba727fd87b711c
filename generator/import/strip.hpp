#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"

namespace varve::compiler {

/// A statement that was taken out because it is varve's own business.
struct Removal {
    Span span;
    std::string statement;  ///< in normal form: "PRAGMA foreign_keys = OFF"
    std::string remark;     ///< why nothing is missing without it; "" where that is plain
};

struct Stripped {
    std::string sql;    ///< as it was written, comments included, without what was taken out
    bool empty = true;  ///< no statement is left
    std::vector<Removal> removals;
};

/// Takes BEGIN, COMMIT, SAVEPOINT, PRAGMA, VACUUM and their like out of a step's SQL. What no revision may
/// hold and cannot be left out (ATTACH, ROLLBACK, temporary tables) is reported with a way out; nothing then.
std::optional<Stripped> strip(const SourceSet& sources, Span span, DiagnosticSink& sink);

}  // namespace varve::compiler
