#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <varve/chain.hpp>

struct sqlite3;

namespace varve::detail {

/// Where another tool's table says that it left the database.
struct OldPlace {
    std::size_t count = 0;  ///< how many of the chain's revisions that is
    std::string version;    ///< in that tool's words
    std::string problem;    ///< why it cannot be told; "" where it can
};

/// Reads the table that the chain was imported with (`import.map`). Nothing when the chain has none, or the
/// database has no such table or an empty one. What it holds is read as untrusted data.
std::optional<OldPlace> read_old_place(sqlite3* db, const Chain& chain);

}  // namespace varve::detail
