#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "generator/base/source_file.hpp"
#include "generator/syntax/token.hpp"

namespace varve::compiler {

/// Text to tokens; the last is always `end`. Reports nothing: what cannot be a token is a `bad` one, so that
/// text the parser skips over stays silent.
std::vector<Token> lex(const SourceSet& sources, std::uint32_t file);

/// What stands between the quotes of a quoted name or a string, doubled quotes halved.
std::string unquoted(std::string_view token);

}  // namespace varve::compiler
