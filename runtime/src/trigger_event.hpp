#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace varve::detail {

/// When a trigger fires.
struct TriggerEvent {
    enum class Kind { insert, update, remove };
    Kind kind = Kind::insert;
    std::vector<std::string> columns;  ///< of UPDATE OF; empty for any
};

/// Reads a CREATE TRIGGER as sqlite_schema keeps it.
TriggerEvent read_trigger_event(std::string_view sql);

}  // namespace varve::detail
