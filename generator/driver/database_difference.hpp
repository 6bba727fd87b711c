#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "generator/history/diff.hpp"
#include "generator/model/schema.hpp"
#include "runtime/src/structure.hpp"

namespace varve::compiler {

/// The structure of a database file of unknown origin, which is only read. Throws FileError.
detail::Structure structure_of_file(const std::filesystem::path& path);

/// The same without what the schema calls unmanaged.
detail::Structure without_unmanaged(detail::Structure structure, const Schema& schema);

/// How a structure differs from a schema, in the schema's words.
struct DatabaseDifference {
    Changes changes;  ///< what would bring the one to the other
    std::string
        mending;  ///< SQL for the sqlite3 shell that does so, never run by varve; "" where there is none
    std::string why_not;  ///< why there is none, where there is a difference
};
DatabaseDifference difference(const detail::Structure& found, const Schema& wanted);

}  // namespace varve::compiler
