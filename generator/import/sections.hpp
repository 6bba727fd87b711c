#pragma once

#include <optional>

#include "generator/base/diagnostic.hpp"
#include "generator/base/source_file.hpp"
#include "generator/import/old_chain.hpp"

namespace varve::compiler {

/// The two halves of a file that holds both.
struct Sections {
    Span up;
    std::optional<Span> down;
};

/// `dbmate` or `goose` when the text has the marks of one, which are comment lines; `plain` for neither.
Layout marked_layout(std::string_view text);

/// Splits a file of such a layout at its marks. Reports marks that do not fit: none for up, one twice, one
/// that varve does not know.
std::optional<Sections> read_sections(Layout layout, const SourceSet& sources, std::uint32_t file,
                                      DiagnosticSink& sink);

}  // namespace varve::compiler
