#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::compiler {

/// What a directive gives up: a table, or one of its columns.
struct Loss {
    std::string table;   ///< without quotes
    std::string column;  ///< "" for the whole table
    std::string text;    ///< as written: `users.phone`, `"odd name"`
};

/// The names behind `grade loses` and `lose`: `users.phone posts "odd name"."x y"`.
std::vector<Loss> read_losses(std::string_view names);

/// What the `--@ lose …` directives of a normalised up or down give up.
std::vector<Loss> declared_losses(std::string_view normalised);

}  // namespace varve::compiler
