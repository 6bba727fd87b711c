#pragma once

#include <csignal>

namespace varve::compiler {

/// While it lives Ctrl-C, SIGTERM and SIGHUP wait: what is written in several steps is written whole, and the
/// process ends behind it. May stand within another.
class HeldSignals {
public:
    HeldSignals();
    ~HeldSignals();
    HeldSignals(const HeldSignals&) = delete;
    HeldSignals& operator=(const HeldSignals&) = delete;

private:
    sigset_t before_;
};

}  // namespace varve::compiler
