#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "generator/history/lock_line.hpp"

namespace varve::compiler {

/// Walks over a line of the lock, word by word; the first fault stays, and everything after it reads as
/// empty.
class LockWords {
public:
    explicit LockWords(std::string_view line) : line_(line) {}

    std::string_view word();

    /// The next word, which is `key=` and its value.
    std::string digest(std::string_view key);
    std::vector<std::string> parents();
    std::vector<WayDigests> ways(
        std::size_t count);  ///< `body=`, `down=` and `proof=`, lists of `count` each
    std::string optional_digest(std::string_view key);  ///< "" for `-`
    std::string name();

    /// The rest of the line: `message=` and a quoted text.
    std::string message();

    void fail(DiagnosticKind kind, std::string message, std::string_view help = restore_lock);
    const std::optional<LineFault>& fault() const { return fault_; }

private:
    std::vector<std::string> digests(std::string_view key, std::size_t count, bool optional);
    std::string_view value(std::string_view key);

    std::string_view line_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::optional<LineFault> fault_;
};

}  // namespace varve::compiler
