#pragma once

#include <fmt/format.h>

#include <string_view>

#include <varve/connection.hpp>

#include "runtime/command_line/interrupt.hpp"
#include "runtime/src/onlooker.hpp"

namespace varve::detail {

/// Runs what only reads the database and may take long: `work(onlooker)`, whose SQL an interrupt ends with
/// one sentence. `left` is what it says of anything else, behind a comma.
template <class Work>
int run_reading(const Connection& connection, std::string_view left, const Work& work) {
    const InterruptGuard guard;
    Onlooker onlooker(
        nullptr, [](void*) { return InterruptGuard::interrupted(); }, nullptr);
    const StoppableSql sql(connection.native_handle(), onlooker);
    const auto says = [&] {
        return fmt::format("`{}`: interrupted; it was only read{}", connection.path(), left);
    };
    return unless_stopped(onlooker, says, [&] { return work(onlooker); });
}

}  // namespace varve::detail
