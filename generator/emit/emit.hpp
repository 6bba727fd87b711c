#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"
#include "generator/model/schema.hpp"
#include "runtime/include/varve/chain.hpp"

namespace varve::compiler {

/// A file to write: its path below the output directory, and its whole text.
struct OutputFile {
    std::string path;
    std::string text;
};

struct EmitOptions {
    std::string target;         ///< CMake target and directory of the header: "content"
    std::string header;         ///< as users include it: "content/schema.hpp"
    std::string cpp_namespace;  ///< overrides the schema's; "" keeps it
};

/// Accessors and chain. Pure: the same schema and chain give the same bytes wherever and whenever.
/// Names that collide in C++ after mangling are reported.
std::vector<OutputFile> emit(const Schema& schema, const Chain& chain, const EmitOptions& options,
                             DiagnosticSink& sink);

}  // namespace varve::compiler
