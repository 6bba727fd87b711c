#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

#include <varve/migrate.hpp>

namespace varve::detail {

/// "users: 1,234,567 of 5,000,000 rows (24 %), about 12 s left"
std::string describe(const Progress& progress);

/// What a migration says while it runs: a line a step, and how far a long one is. That overwrites itself on a
/// terminal; elsewhere it is a line every ten seconds.
class StepLines {
public:
    /// `terminal`: null where nobody looks on.
    StepLines(std::ostream& out, std::ostream* terminal) : out_(out), terminal_(terminal) {}
    ~StepLines();
    StepLines(const StepLines&) = delete;
    StepLines& operator=(const StepLines&) = delete;

    /// Makes the options speak here, for as long as this stands, and stop at an interrupt.
    void listen_to(MigrateOptions& options);

private:
    void step(std::string_view line);
    void progress(const Progress& progress);
    void erase();

    std::ostream& out_;
    std::ostream* terminal_;
    bool shown_ = false;  ///< a line on the terminal, to be overwritten
    std::chrono::steady_clock::time_point spoke_ = std::chrono::steady_clock::now();
};

}  // namespace varve::detail
