#pragma once

#include "tests/support/alembic_page.hpp"
#include "tests/support/shop.hpp"

namespace varve::tests {

/// The first table of docs/alembic.md, each row on a shop of its own.
std::vector<RowCase<Shop>> writing_rows();

}  // namespace varve::tests
