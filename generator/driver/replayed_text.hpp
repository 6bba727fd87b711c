#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/history/replay.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// What a rehearsal of a prefix leaves to the next one, as it is kept between runs.
struct Replayed {
    ReplayedPrefix prefix;
    std::vector<Requirement> requirements;  ///< what had stand-ins
};

std::string to_text(const Replayed& replayed);

/// Nothing where the text is no such thing.
std::optional<Replayed> read_replayed(std::string_view text);

}  // namespace varve::compiler
