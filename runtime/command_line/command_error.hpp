#pragma once

#include <stdexcept>
#include <string>

namespace varve::detail {

/// The exit codes of every command: few, and kept. The last is what shells give a program that an interrupt ended.
enum ExitCode : int {
    exit_done = 0,
    exit_failed = 1,
    exit_usage = 2,
    exit_drift = 3,
    exit_refused = 4,
    exit_interrupted = 130
};

/// Ends a command with its message and exit code. An empty message prints nothing: its thrower already spoke.
class CommandError : public std::runtime_error {
public:
    CommandError(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
    ExitCode exit_code() const noexcept { return code_; }

private:
    ExitCode code_;
};

}  // namespace varve::detail
