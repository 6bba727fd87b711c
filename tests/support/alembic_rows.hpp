#pragma once

#include "tests/support/alembic_page.hpp"
#include "tests/support/migrating_host.hpp"

namespace varve::tests {

/// The second table of docs/alembic.md, of whatever has its commands.
std::vector<RowCase<MigratingHost>> moving_rows();
std::vector<RowCase<MigratingHost>> asking_rows();
std::vector<RowCase<MigratingHost>> copying_rows();

/// All of these.
inline std::vector<RowCase<MigratingHost>> running_rows() {
    std::vector<RowCase<MigratingHost>> rows = moving_rows();
    for (const auto& more : {asking_rows(), copying_rows()})
        rows.insert(rows.end(), more.begin(), more.end());
    return rows;
}

}  // namespace varve::tests
