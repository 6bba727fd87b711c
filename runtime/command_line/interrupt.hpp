#pragma once

#include <array>

namespace varve::detail {

/// While it stands, SIGINT and SIGTERM are heard instead of ending the program; a second one ends it, which
/// costs no database anything. Signals that the program handles itself are left to it. One at a time.
class InterruptGuard {
public:
    InterruptGuard();
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

    /// Whether one came since the guard stands.
    static bool interrupted() noexcept;

private:
    std::array<bool, 2> ours_{};
};

}  // namespace varve::detail
