#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// A construct that SQLite has only since some version behind 3.37, from sqlite_features.def.
struct SqliteFeature {
    enum class Kind : std::uint8_t {
        function,
        optional_function,  ///< there only where SQLite was built with it
        arguments,          ///< "iif 2": a function with this many arguments
        modifier,           ///< of a date function
        conversion,         ///< in the format of strftime
        sign,
        words,
        optional_words,
        aggregate_order,  ///< ORDER BY within an aggregate's parentheses
        raise,            ///< RAISE with a message that is no plain text
        fts5_option,
    };
    Kind kind;
    std::string_view name;
    int since;  ///< SQLITE_VERSION_NUMBER form
    std::string_view sample;
    std::string_view instead;
};

std::span<const SqliteFeature> sqlite_features();

/// Where a text uses a feature: bytes of the text.
struct FeatureUse {
    const SqliteFeature* feature;
    std::size_t begin;
    std::size_t end;
};

/// What a piece of SQL uses that is not in SQLite `floor`; each feature once, where it stands first.
std::vector<FeatureUse> newer_features(std::string_view sql, int floor);

/// The same for the arguments of an FTS5 table.
std::vector<FeatureUse> newer_fts5_options(std::string_view arguments, int floor);

}  // namespace varve::compiler
