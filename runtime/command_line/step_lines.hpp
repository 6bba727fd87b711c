#pragma once

#include <chrono>
#include <iosfwd>
#include <string>
#include <string_view>

#include <varve/migrate.hpp>

#include "runtime/command_line/interrupt.hpp"

namespace varve::detail {

/// "users: 1,234,567 of 5,000,000 rows (24 %), about 12 s left"; of a copy "copying: … pages …"
std::string describe(const Progress& progress);

/// What a migration or a copy says while it runs: a line a step, and how far a long one is. That overwrites
/// itself on a terminal; elsewhere it is a line every ten seconds.
class StepLines {
public:
    /// `terminal`: null where nobody looks on.
    StepLines(std::ostream& out, std::ostream* terminal) : out_(out), terminal_(terminal) {}
    ~StepLines();
    StepLines(const StepLines&) = delete;
    StepLines& operator=(const StepLines&) = delete;

    /// Makes the options of a migration or a copy speak here, for as long as this stands, and stop at an
    /// interrupt.
    template <class Options>
    void listen_to(Options& options) {
        options.progress_context = this;
        options.progress = [](void* self, std::string_view line) {
            static_cast<StepLines*>(self)->say(line);
        };
        options.watch = [](void* self, const Progress& progress) {
            static_cast<StepLines*>(self)->progress(progress);
        };
        options.cancel = [](void*) { return InterruptGuard::interrupted(); };
    }

    /// A line that stays.
    void say(std::string_view line);

    /// Takes away the line that tells how far something is: another is to stand in its place.
    void erase();

private:
    void progress(const Progress& progress);

    std::ostream& out_;
    std::ostream* terminal_;
    bool shown_ = false;  ///< a line on the terminal, to be overwritten
    std::chrono::steady_clock::time_point spoke_ = std::chrono::steady_clock::now();
};

}  // namespace varve::detail
