#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "generator/history/cells.hpp"
#include "generator/model/schema.hpp"

namespace varve::compiler {

/// What a column can hold: a few values with the boundaries among them, then as many more as are asked for.
class ValueDomain {
public:
    /// Who may compute with the values gets none at which arithmetic and functions of text end.
    enum class Use { key, computed, carried };

    ValueDomain(const Schema& schema, const Column& column, Use use);

    /// Values that were found legal; there are no others then.
    void restrict_to(std::vector<Cell> cells);

    /// More values to draw from, legal or not.
    void suggest(const std::vector<Cell>& cells);

    /// The index wraps where the domain is finite.
    Cell at(std::size_t index) const;

    TypeKind kind() const { return kind_; }

private:
    Cell more(std::size_t index) const;

    TypeKind kind_;
    std::optional<std::size_t> length_;
    std::vector<Cell> cells_;
    bool finite_ = false;
};

}  // namespace varve::compiler
