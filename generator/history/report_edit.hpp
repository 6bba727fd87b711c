#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generator/base/diagnostic.hpp"

namespace varve::compiler {

/// A text of a frozen directory is not the one that was frozen: which text, in which file, and what became of
/// it ("edited", "added", "removed").
struct TextEdit {
    DiagnosticKind kind{};
    std::uint32_t file = 0;
    std::string directory;
    std::string_view text;
    std::string_view verb;
};

void report_edit(const TextEdit& edit, Span frozen, DiagnosticSink& sink);

/// By the digests of a text that may be missing.
std::string_view verb_of(std::string_view frozen, std::string_view found);

void report_renamed(const std::string& directory, const std::string& number, const std::string& frozen_name,
                    std::uint32_t file, Span frozen, DiagnosticSink& sink);

/// A second draft beside the first.
void report_second_draft(const std::string& directory, Span place, const std::string& first, Span first_place,
                         DiagnosticSink& sink);

}  // namespace varve::compiler
