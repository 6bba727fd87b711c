#pragma once

#include <cstdint>
#include <string>

namespace varve::compiler::testing {

/// The same schema, laid out as nobody would: other spacing, blank lines, `;` for line ends, comments
/// wherever one may stand. Its Ast is that of `text`.
std::string random_layout(const std::string& text, std::uint32_t seed);

}  // namespace varve::compiler::testing
