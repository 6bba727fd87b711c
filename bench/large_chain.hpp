#pragma once

#include <string>
#include <vector>

namespace bench {

/// One revision of a chain as its author would write it.
struct WrittenRevision {
    std::string name;
    std::string schema;   ///< the schema as of then, in the schema language
    std::string up = {};  ///< SQL by hand; "" where the plan's own is taken
};

/// The same text every time: a chain that grows to `tables` tables in steps of one change each, as people
/// make them. Columns, tables, indexes, views, triggers, rows, and a rebuild here and there.
std::vector<WrittenRevision> large_chain(int revisions, int tables);

}  // namespace bench
