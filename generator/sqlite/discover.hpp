#pragma once

#include <string>
#include <vector>

#include "generator/model/schema.hpp"

namespace varve::compiler::sqlite {

/// Something that the linked SQLite does not make or compile, and what it says.
struct Refused {
    std::string type;  ///< sqlite_schema's word
    std::string name;
    std::string message;
    std::string hint;  ///< the way out, where there is one
};

/// What only SQLite itself can tell of a lifted schema.
struct Discovery {
    std::vector<Requirement> requirements;  ///< what the application registers, as far as SQLite misses it
    std::vector<Refused> refused;
};

/// Makes the schema in memory, with a stand-in for whatever SQLite says is missing. Fills the types of views'
/// columns.
Discovery discover(Schema& schema);

}  // namespace varve::compiler::sqlite
