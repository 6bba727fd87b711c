#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/history/lock.hpp"

namespace varve::compiler {

/// The file of a chain that was imported, beside its lock: which revision each version of the tool before
/// varve has become (docs/import.md).
inline constexpr const char* import_map_name = "import.map";

struct ImportMap {
    struct Version {
        std::string version;
        std::string digest;
    };
    std::string table;  ///< in which that tool keeps its place; "user_version" for the pragma; "" for no map
    std::vector<Version> versions;
};

std::string write_import_map(const ImportMap& map);

/// Reads a map and holds it to the lock: every digest must be a record's. Faults name their line.
std::optional<ImportMap> parse_import_map(const SourceSet& sources, std::uint32_t file, const Lock& lock,
                                          DiagnosticSink& sink);

}  // namespace varve::compiler
