#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/history/verify.hpp"

namespace varve::compiler {

/// The digest that `revision` has behind `parents` under `name`.
std::string digest_of(const RevisionSource& revision, std::string_view name,
                      const std::vector<std::string>& parents);

/// What the lock holds of one way's texts.
WayDigests digests_of(const WayTexts& way);

}  // namespace varve::compiler
