#include <fmt/format.h>

#include <array>

#include "generator/base/explain.hpp"

namespace varve::compiler {

namespace {

struct Section {
    std::string_view prefix;
    std::string_view title;
};

constexpr std::array<Section, 10> sections{{
    {"V00", "Text and tokens"},
    {"V01", "Grammar"},
    {"V02", "Names and types"},
    {"V03", "Differences and plans"},
    {"V04", "Chain and lock"},
    {"V05", "Proof"},
    {"V06", "Generated C++"},
    {"V07", "Files and commands"},
    {"L1", "Lint of schemas"},
    {"L2", "Lint of revisions"},
}};

constexpr std::string_view head =
    "# Diagnostics\n\nEvery error and warning has an id that never changes its meaning. `varve explain <id>` "
    "prints "
    "what stands here;\n`varve explain --list` names them all. (This page is made by varve and held to it by "
    "a "
    "test.)\n\nV00 to V03 show a piece of a schema, its `schema` block left out where it says nothing. Where "
    "two "
    "schemas stand in\none example, the first is that of the newest revision. What stands behind `-- up.sql` "
    "leads from "
    "the one to the other.\n";

std::string entry(const Explanation& each) {
    return fmt::format("\n### {} {}\n\n*{}.* {}\n\n```\n{}\n```\n\nWay out: {}.\n", id_of(each.kind),
                       name_of(each.kind), summary_of(each.kind), each.what, each.example, each.way_out);
}

}  // namespace

std::string explanation_page() {
    std::string out(head);
    for (const Section& section : sections) {
        out += fmt::format("\n## {}\n", section.title);
        for (const Explanation& each : explanations())
            if (id_of(each.kind).starts_with(section.prefix)) out += entry(each);
    }
    return out;
}

}  // namespace varve::compiler
