#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "generator/base/diagnostic.hpp"
#include "generator/history/lock.hpp"

namespace varve::compiler {

inline constexpr std::string_view lock_header = "varve lock 1";
inline constexpr std::string_view restore_lock =
    "restore the lock from version control: only the freezing commands write it";
inline constexpr std::string_view newer_varve = "a newer varve wrote this lock: use that one";

/// What is wrong with a line, and which of its bytes.
struct LineFault {
    DiagnosticKind kind{};
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string message;
    std::string help;
};

/// One record, without a line end.
std::string write_lock_line(const LockRecord& record);
std::string write_lock_line(const AmendmentRecord& record);

/// The record's span, and what stands above it, are left to the caller.
std::variant<LockRecord, AmendmentRecord, LineFault> read_lock_line(std::string_view line);

/// The first 16 hex digits of SHA-256 of the line up to ` sum=`.
std::string lock_line_sum(std::string_view line_without_sum);

/// True for 64 lower-case hex digits.
bool is_digest(std::string_view text);

/// True for what can stand after `name=`: no white space, quotes or slashes.
bool is_revision_name(std::string_view text);

/// `text` in double quotes, escaped as JSON does.
std::string quote_message(std::string_view text);

}  // namespace varve::compiler
