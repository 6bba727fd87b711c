#pragma once

#include <string>
#include <string_view>

namespace varve::detail {

/// For a terminal: control bytes that came out of a database become `?`, lines stay.
std::string printable_lines(std::string_view text);

}  // namespace varve::detail
