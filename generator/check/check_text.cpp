#include "generator/check/check_text.hpp"

#include <fmt/format.h>

#include <string>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

bool check_text(const SourceSet& sources, std::uint32_t file, DiagnosticSink& sink) {
    const std::string_view bytes = sources[file].text();
    if (bytes.size() > largest_file) {
        sink.error(DiagnosticKind::file_too_large, {file, 0, 0},
                   fmt::format("a file of more than {} MiB is not read", largest_file >> 20));
        return false;
    }
    std::string text;
    const std::optional<detail::TextProblem> problem = detail::read_text(bytes, text);
    if (!problem) return true;
    const bool conflict = detail::is_conflict_marker(bytes.substr(problem->offset));
    const bool wide = bytes.find('\0') != std::string_view::npos;
    const auto begin = static_cast<std::uint32_t>(wide ? 0 : problem->offset);
    const std::uint32_t length = wide ? 0 : conflict ? 7 : 1;
    sink.error(conflict ? DiagnosticKind::conflict_marker : DiagnosticKind::unreadable_text,
               {file, begin, begin + length}, problem->message);
    return false;
}

}  // namespace varve::compiler
