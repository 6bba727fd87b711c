#pragma once

#include <optional>
#include <string>
#include <vector>

namespace varve::compiler {

using Lines = std::vector<std::string>;

/// What to make of two additions at one place.
enum class BothAdd { theirs_first, is_conflict };

/// Both sides' changes of `base` in one list. Nothing where both changed the same place, each in its own way.
std::optional<Lines> merge_lists(const Lines& base, const Lines& ours, const Lines& theirs, BothAdd both);

/// The same for texts, line by line.
std::optional<std::string> merge_texts(const std::string& base, const std::string& ours,
                                       const std::string& theirs);

}  // namespace varve::compiler
