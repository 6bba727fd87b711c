#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/import/losses.hpp"
#include "generator/import/old_chain.hpp"
#include "generator/import/strip.hpp"
#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {

/// What became of a step's way down.
enum class DownFate : std::uint8_t {
    missing,  ///< no file, no section, or no statement in it
    good,     ///< it brings the structure back
    wrong,    ///< it fails, or leaves another structure
};

struct ReplayedDown {
    DownFate fate = DownFate::missing;
    std::string sql;
    DeclaredLosses losses;
    std::vector<std::string> faults;  ///< of a wrong one: the reason, or the difference line by line
};

/// A step as a revision: what of its SQL is varve's to run, and what it leads to.
struct ReplayedStep {
    OldStep old;
    std::string sql;
    DeclaredLosses losses;
    ReplayedDown down;
    std::string proof;  ///< rows that whoever proves it finds it needs; "" for none
    std::string doubt;  ///< why no generated rows that do not fit were among those that prove it; "" for none
    std::vector<Removal> removals;
    Schema schema;                    ///< lifted from the database after it
    std::vector<std::string> unsaid;  ///< of that database, what the model has no word for
    detail::Structure structure;
};

/// Runs every step on a real database in memory by the executor that applications run, without rows but those
/// that the chain itself writes, and beside it as the sqlite3 shell would. Losses that the executor wants
/// declared are declared. Reports a step that fails, and one that comes out differently than in the shell.
std::optional<std::vector<ReplayedStep>> replay_steps(const OldChain& chain, const SourceSet& sources,
                                                      DiagnosticSink& sink);

/// The texts of up.sql and down.sql.
std::string up_text(const ReplayedStep& step);
std::string down_text(const ReplayedStep& step);

}  // namespace varve::compiler
