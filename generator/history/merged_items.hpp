#pragma once

#include <string>
#include <vector>

namespace varve::compiler {

/// What one side of a merge did that today's schema does not show: in the words of the schema language, a
/// line each.
struct LostItems {
    std::vector<std::string> missing;  ///< "table `users`: `phone text ?`": it brought or changed that
    std::vector<std::string> left;     ///< the same of what it took away

    bool none() const { return missing.empty() && left.empty(); }
};

/// Compares three normalised snapshots: where `side` differs from `common` and `today` is as `common`, the
/// side's change is lost. Where `today` is otherwise than both, somebody decided between them.
LostItems lost_items(const std::string& common, const std::string& side, const std::string& today);

}  // namespace varve::compiler
