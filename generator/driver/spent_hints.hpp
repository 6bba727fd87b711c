#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/span.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// The places of every hint (`was`, `fill`, `convert`, `map`), in the order of files and of their text.
std::vector<Span> hint_spans(const Schema& schema);

/// A file's text without those of its places and without the white space that stood before each.
std::string without_hints(std::string_view text, const std::vector<Span>& hints);

}  // namespace varve::compiler
