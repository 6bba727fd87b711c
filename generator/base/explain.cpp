#include "generator/base/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace varve::compiler {

namespace {

constexpr std::size_t line_width = 100;

std::map<std::string_view, Explanation> by_id() {
    std::map<std::string_view, Explanation> all;
    for (const DiagnosticKind kind : {
#define VARVE_DIAGNOSTIC(id, name, summary) DiagnosticKind::name,
#include "generator/base/diagnostic_kinds.def"
#include "generator/base/lint_kinds.def"
#undef VARVE_DIAGNOSTIC
         })
        all[id_of(kind)].kind = kind;
    const auto add = [&](std::string_view id, std::string_view what, std::string_view example,
                         std::string_view way_out) {
        Explanation& explanation = all.at(id);
        explanation.what = what;
        explanation.example = example;
        explanation.way_out = way_out;
    };
#define VARVE_EXPLANATION(id, what, example, way_out) add(id, what, example, way_out);
#include "generator/base/explanations/l1.def"
#include "generator/base/explanations/l2.def"
#include "generator/base/explanations/v00.def"
#include "generator/base/explanations/v01.def"
#include "generator/base/explanations/v02.def"
#include "generator/base/explanations/v03.def"
#include "generator/base/explanations/v04.def"
#include "generator/base/explanations/v05.def"
#include "generator/base/explanations/v06.def"
#include "generator/base/explanations/v07.def"
#undef VARVE_EXPLANATION
    return all;
}

const std::map<std::string_view, Explanation>& table() {
    static const std::map<std::string_view, Explanation> all = by_id();
    return all;
}

std::string in_upper_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return out;
}

/// Broken at blanks; a word is never cut.
std::string wrapped(std::string_view text) {
    std::string out;
    std::size_t column = 0;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        if (column > 0 && column + 1 + word.size() > line_width) {
            out += '\n';
            column = 0;
        }
        out += (column > 0 ? " " : "") + std::string(word);
        column += word.size() + (column > 0 ? 1 : 0);
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return out;
}

std::string indented(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        out += line.empty() ? "\n" : fmt::format("    {}\n", line);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return out;
}

}  // namespace

std::vector<Explanation> explanations() {
    std::vector<Explanation> sorted;
    for (const char first : {'V', 'L'})
        for (const auto& [id, explanation] : table())
            if (id.front() == first) sorted.push_back(explanation);
    return sorted;
}

const Explanation* find_explanation(std::string_view id) {
    const auto found = table().find(in_upper_case(id));
    return found == table().end() ? nullptr : &found->second;
}

std::string explain(const Explanation& explanation) {
    const DiagnosticKind kind = explanation.kind;
    return fmt::format("{} {}: {}\n\n{}\n\n{}\nway out: {}\n", id_of(kind), name_of(kind), summary_of(kind),
                       wrapped(explanation.what), indented(explanation.example), explanation.way_out);
}

std::string list_of_kinds() {
    std::string out;
    for (const Explanation& each : explanations())
        out += fmt::format("{:<5} {}\n", id_of(each.kind), summary_of(each.kind));
    return out;
}

}  // namespace varve::compiler
