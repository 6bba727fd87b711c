#include "runtime/command_line/interrupt.hpp"

#include <csignal>
#include <cstddef>

namespace varve::detail {
namespace {

constexpr std::array<int, 2> heard = {SIGINT, SIGTERM};
volatile std::sig_atomic_t came = 0;

extern "C" void hear(int signal) {
    came = 1;
    std::signal(signal, SIG_DFL);
}

}  // namespace

InterruptGuard::InterruptGuard() {
    came = 0;
    for (std::size_t i = 0; i != heard.size(); ++i) {
        const auto before = std::signal(heard[i], hear);
        ours_[i] = before == SIG_DFL;
        if (!ours_[i] && before != SIG_ERR) std::signal(heard[i], before);
    }
}

InterruptGuard::~InterruptGuard() {
    for (std::size_t i = 0; i != heard.size(); ++i)
        if (ours_[i]) std::signal(heard[i], SIG_DFL);
}

bool InterruptGuard::interrupted() noexcept {
    return came != 0;
}

}  // namespace varve::detail
