#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/src/authorizer.hpp"
#include "runtime/src/dependents.hpp"
#include "runtime/src/structure_image.hpp"

struct sqlite3;

namespace varve::detail {

class Watch;

/// What was wrong before a step, and is not held against it.
struct Grievances {
    std::map<std::string, std::string> broken;  ///< views and triggers that did not compile
    Orphans orphans;
};

/// Runs one revision's up or down, in normalised form, inside the caller's write transaction, and holds it to
/// the promises: nothing undeclared is lost, foreign keys hold, views and triggers still compile. Throws
/// StepFailure for what the SQL is to blame for, Error for what the machine is; the caller rolls back. An
/// image of the structure is brought up to date; true where it changed, or where there is none. Whoever
/// watches is told of the tables whose rows are written anew.
bool run_script(sqlite3* db, std::string_view script, Trust trust, const Grievances& before,
                StructureImage* image = nullptr, Watch* watch = nullptr);

/// Makes a transaction that changed only rows, or only the ledger, visible in the schema cookie, so that
/// processes left open notice it. Where the cookie before is not known, it is changed once more at worst.
void touch_schema_cookie(sqlite3* db, std::optional<std::int64_t> cookie_before);

std::int64_t read_schema_cookie(sqlite3* db);

}  // namespace varve::detail
