#pragma once

#include <iosfwd>

#include <nlohmann/json.hpp>
#include <varve/preflight.hpp>

namespace varve::detail {

/// What stands against an upgrade, a line each.
void print_pending(const PreflightReport& report, std::ostream& out);

nlohmann::ordered_json pending_in_json(const PreflightReport& report);

}  // namespace varve::detail
