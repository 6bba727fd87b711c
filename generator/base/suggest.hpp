#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// The candidate nearest to `wrong`, letter case aside; "" where none is near.
std::string_view nearest(std::string_view wrong, std::span<const std::string_view> candidates);

/// "did you mean `text`?" for the candidate nearest to `wrong`, letter case aside; "" where none is near.
std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace varve::compiler
