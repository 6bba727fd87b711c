#pragma once

#include <optional>
#include <string>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// Text to Schema: lexes, parses, resolves and checks; reports all independent errors. Nothing when there
/// were errors. `expects_snapshot` reads a revision's schema.varve, where hints and builtins do not stand.
std::optional<Schema> compile(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink,
                              bool expects_snapshot = false);

/// The files that a schema consists of, as an IncludeWalk finds them.
struct SchemaFiles {
    std::vector<std::uint32_t> files;  ///< the root first
    bool whole = true;                 ///< false when one could not be had: what is not found may stand there
};

/// The same for a schema of several files; nothing, too, when one of them could not be had. Items of an
/// included file stand behind those of the file that includes it.
std::optional<Schema> compile(const SourceSet& sources, const SchemaFiles& files, DiagnosticSink& sink);

/// The snapshot of a revision: the schema flattened and fully lowered, in canonical form. `compile(lower(x))
/// == x` in all that shapes the database.
std::string lower(const Schema& schema);

/// What of a schema.varve is digested: its tokens joined by one space, line ends kept, comments dropped.
std::string normalise_schema_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink);

}  // namespace varve::compiler
