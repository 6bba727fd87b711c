#pragma once

#include <string>
#include <vector>

#include "generator/history/plan.hpp"
#include "tests/support/memory_database.hpp"

namespace varve::compiler::testing {

/// A schema as last frozen, the schema of today, and all that is said about the way between them.
struct TwoSchemas {
    Schema before;
    Schema after;  ///< with inherited names
    Changes changes;
    Plan plan;
    std::string diagnostics;  ///< rendered
};

/// Both texts are items of a schema; "" is the empty schema. What stands before a line `---` belongs into the
/// schema block.
TwoSchemas compare_texts(const std::string& before, const std::string& after);

/// A table `t` of these columns behind its key, for the texts above.
inline std::string one_table(const std::string& lines) {
    return "table t {\n id int64 primary key\n" + lines + "\n}\n";
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A database made from a schema.
void make(MemoryDatabase& db, const Schema& schema);

/// Takes a database that holds `rows` up by the runtime's migrator (and down, unless the plan's grade is none)
/// and holds the result to both schemas. What `query` gives after up and after down.
struct Journey {
    std::vector<std::string> up;
    std::vector<std::string> down;
};
Journey travel(const TwoSchemas& schemas, const std::string& rows, const std::string& query_up = "",
               const std::string& query_down = "");

}  // namespace varve::compiler::testing
