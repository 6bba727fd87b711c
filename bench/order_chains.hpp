#pragma once

#include <vector>

#include "bench/large_chain.hpp"

namespace bench {

/// Orders in one table of 8 columns with 2 indexes; then its columns stand in another order.
std::vector<WrittenRevision> rebuild_chain();

/// The same; then a CHECK is added, and nothing else.
std::vector<WrittenRevision> constraint_chain();

}  // namespace bench
