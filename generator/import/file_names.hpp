#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "generator/import/old_chain.hpp"

namespace varve::compiler {

enum class Side : std::uint8_t { up, down, both };

/// What a path says of the step that it holds. Files of one step share layout and version.
struct FileName {
    Layout layout = Layout::plain;  ///< `plain` for whatever only its text can tell (dbmate, goose)
    Side side = Side::both;
    std::string version;
    std::string title;
};

/// Nothing for a path that belongs to no layout.
std::optional<FileName> read_file_name(std::string_view path);

/// A name for a revision out of a title: what numbers and dates stand before it go, and what no lock holds
/// becomes `_`.
std::string revision_name(std::string_view title);

/// Digits without zeros in front, so that they compare as numbers; other texts as they are.
std::string plain_version(std::string_view digits);

/// Whether `a` comes before `b` in the tool's own order: by number, diesel's by text.
bool version_before(Layout layout, std::string_view a, std::string_view b);

}  // namespace varve::compiler
