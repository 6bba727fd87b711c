#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace varve::compiler::testing {

/// The text of a small schema that varve and SQLite accept: every type, key, reference, index, default and
/// option of the language turns up sooner or later. The same seed gives the same text on every platform.
std::string random_schema(std::uint32_t seed);

}  // namespace varve::compiler::testing
