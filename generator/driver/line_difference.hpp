#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace varve::compiler {

/// Where two texts begin to differ, and the lines that do: `- old`, `+ new`, a dozen at most.
struct LineDifference {
    std::uint32_t line = 1;  ///< of the old text, one-based
    std::string text;
};

/// Of texts that are not equal.
LineDifference line_difference(std::string_view before, std::string_view after);

}  // namespace varve::compiler
