#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// Something that both sides changed, each in its own way: "table `users`, `nick`". A side that has it no
/// longer, or a whole declaration, has no line.
struct MergeConflict {
    std::string what;
    std::string ours;
    std::string theirs;
};

struct MergedSnapshot {
    std::string text;  ///< to be compiled: what fits by name may contradict
    std::vector<MergeConflict> conflicts;
};

/// Three snapshots, one item a line and one blank between words: what became of `before` on our side (`after`) and on theirs (`onto`), in
/// one. A column, a constraint, an index, a view and a trigger is one thing; new columns of both sides stand
/// behind each other, theirs first.
MergedSnapshot merge_snapshots(std::string_view before, std::string_view after, std::string_view onto);

}  // namespace varve::compiler
