#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <varve/chain.hpp>

namespace varve {

class Connection;

/// Rows that stand against a step: a query that the step carries found them.
struct Offence {
    std::string revision;           ///< "0003 `strict` (9b1c12345678)"
    std::string table;
    std::string what;               ///< what is wrong with each: "`phone` is NULL"
    std::int64_t rows = 0;
    std::string key;                ///< the columns that name a row: "id", "(post_id, tag)"
    std::vector<std::string> keys;  ///< of the first ten
};

/// A step that needs more room for its rebuilds than there is.
struct DiskNeed {
    std::string revision;
    std::int64_t needed = 0;  ///< bytes
    std::int64_t free = 0;    ///< bytes
};

/// What stands against the way from here to a revision.
struct PreflightReport {
    std::vector<Offence> offences;
    std::vector<DiskNeed> disk;
    std::vector<std::string> waiting;  ///< revisions that can be asked about only when those before them have run
};

/// Asks what upgrade() and downgrade() ask before they touch anything: whether rows stand against the way to `target` (a
/// digest of the chain; empty for its head), and whether the disk has room for its rebuilds. Reads only; a connection that
/// is opened read-only will do. Throws MigrationError where they would refuse to begin. Clears the connection's authorizer,
/// which SQLite cannot give back.
PreflightReport preflight(Connection& connection, const Chain& chain, std::string_view target = {});

}  // namespace varve
