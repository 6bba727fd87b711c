#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <varve/connection.hpp>
#include <varve/migrate.hpp>
#include <vector>

namespace varve::detail {

/// One revision that was run on a copy.
struct RehearsedStep {
    std::string revision;  ///< "0002 `posts` (3f2a8c01d9e4)"
    std::string id;
    std::int64_t up_us = 0;
    std::optional<std::int64_t> down_us;  ///< where its down is graded `exact`
    std::optional<std::int64_t> again_us;
    bool came_back = true;  ///< every row was as before when it was taken down
    std::int64_t bytes_before = 0;
    std::int64_t bytes_after = 0;
    std::int64_t rows_before = 0;
    std::int64_t rows_after = 0;
};

/// What came of a rehearsal. A step that does not run ends it.
struct RehearsalReport {
    PreflightReport preflight;
    std::vector<RehearsedStep> steps;
    std::string failure;  ///< the whole message; "" when all of them ran
    bool refused = false;
};

/// Runs everything that is pending on a copy that is the caller's to throw away: each revision up, and where
/// its down is exact down and up again. `done` is told of each step as it ends. Throws MigrationError where
/// an upgrade would not begin, Error(interrupted) where `cancel` of the options says so.
RehearsalReport rehearse(Connection& copy, const Chain& chain, const MigrateOptions& options,
                         const std::function<void(const RehearsedStep&)>& done);

}  // namespace varve::detail
