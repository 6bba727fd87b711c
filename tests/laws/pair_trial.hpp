#pragma once

#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"

namespace varve::compiler::testing {

/// What came of a pair of schemas.
struct PairOutcome {
    enum class Kind {
        no_schema,  ///< one of the texts is none, or SQLite refuses it
        refused,    ///< diff or plan want a word from the author: `refusals`
        equal,      ///< no difference
        travelled,  ///< up, down and up again, on a database with rows
    };
    Kind kind = Kind::no_schema;
    std::vector<Diagnostic> refusals;
    std::string wrong;          ///< the first law that does not hold; "" for none
    bool rows_refused = false;  ///< a new constraint stands against the rows: travelled without them
    bool no_way_back = false;
    bool loses = false;
};

/// Takes a database from the one schema to the other and back by the application's own migrator, and holds it
/// to every law of plans. `foreign_keys`: the setting of the connection that it starts with.
PairOutcome try_pair(const std::string& before, const std::string& after, bool foreign_keys = true);

/// The texts with as few lines as still show what is wrong.
struct ShrunkPair {
    std::string before;
    std::string after;
    std::string wrong;
};
ShrunkPair shrink(std::string before, std::string after, bool foreign_keys);

}  // namespace varve::compiler::testing
