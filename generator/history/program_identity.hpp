#pragma once

#include <string>

namespace varve::compiler {

/// What this program's answers depend on beside its input: varve's version and build, SQLite's version,
/// source and options. Two programs of one identity prove alike.
std::string program_identity();

}  // namespace varve::compiler
