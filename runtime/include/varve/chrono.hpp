#pragma once

#include <chrono>

#include <varve/timestamp.hpp>

namespace varve {

using SystemMilliseconds = std::chrono::sys_time<std::chrono::milliseconds>;

/// Rounds towards the past: a moment is never reported before it came.
template <class Duration>
constexpr Timestamp to_timestamp(std::chrono::sys_time<Duration> time) {
    return {std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count()};
}

constexpr SystemMilliseconds to_time_point(Timestamp timestamp) {
    return SystemMilliseconds{std::chrono::milliseconds{timestamp.milliseconds}};
}

}  // namespace varve
