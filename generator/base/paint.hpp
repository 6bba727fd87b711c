#pragma once

#include <string>
#include <string_view>

namespace varve::compiler {

enum class Colours : bool { none, terminal };

/// What a piece of a diagnostic is; a terminal shows each as GCC and Clang do.
enum class Role { place, error, warning, note, help, mark };

/// The text, in its colour where there are any.
std::string paint(Colours colours, Role role, std::string_view text);

}  // namespace varve::compiler
