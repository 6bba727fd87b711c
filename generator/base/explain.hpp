#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/diagnostic.hpp"

namespace varve::compiler {

/// What is to be said of a kind of diagnostic beyond its one sentence; from explanations/*.def.
struct Explanation {
    DiagnosticKind kind{};
    std::string_view what;     ///< what is so, and why it matters
    std::string_view example;  ///< a text that shows it
    std::string_view way_out;
};

/// In the order of their ids, those of lint last. A kind that nobody explained has an empty `what`.
std::vector<Explanation> explanations();

/// By id, letter case aside; nothing for an id that is none.
const Explanation* find_explanation(std::string_view id);

/// As a terminal shows it.
std::string explain(const Explanation& explanation);

/// A line for each kind: its id and its sentence.
std::string list_of_kinds();

/// docs/diagnostics.md.
std::string explanation_page();

}  // namespace varve::compiler
