#pragma once

#include <string_view>

namespace varve::detail {

/// Whether a normalised up or down may change or remove what stands: it declares a loss, rebuilds or edits a
/// table, or holds a statement that does not only add. Errs towards true.
bool is_destructive(std::string_view script);

}  // namespace varve::detail
