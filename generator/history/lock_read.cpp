#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"
#include "generator/history/lock_words.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t sum_digits = 16;
constexpr std::string_view sum_key = " sum=";

/// The line's own checksum comes first: behind a sound one, what is not understood was written by a newer
/// varve.
std::optional<LineFault> check_sum(std::string_view line, std::size_t sum_at) {
    if (sum_at == std::string_view::npos || line.size() != sum_at + sum_key.size() + sum_digits)
        return LineFault{DiagnosticKind::lock_truncated, 0, line.size(),
                         "the line is cut short: it does not end in ` sum=` and 16 hex digits",
                         std::string(restore_lock)};
    const std::string expected = lock_line_sum(line.substr(0, sum_at));
    const std::string_view found = line.substr(sum_at + sum_key.size());
    if (found == expected) return std::nullopt;
    return LineFault{
        DiagnosticKind::lock_bad_sum, 0, line.size(),
        fmt::format("the line was edited: it says `sum={}`, but its text gives `{}`", found, expected),
        std::string(restore_lock)};
}

/// The kind of the record; "" behind a fault.
std::string_view read_kind(LockWords& words) {
    const std::string_view kind = words.word();
    if (kind != "revision" && kind != "supersede" && kind != "redown") {
        words.fail(DiagnosticKind::lock_newer, fmt::format("this varve knows no lock record `{}`", kind),
                   newer_varve);
        return {};
    }
    const std::string_view algorithm = words.word();
    if (algorithm == "sha256") return kind;
    words.fail(DiagnosticKind::lock_unknown_algorithm,
               fmt::format("this varve knows no digest `{}`, only `sha256`", algorithm), newer_varve);
    return {};
}

LockRecord read_revision(LockWords& words) {
    LockRecord record;
    record.digest = words.digest("digest");
    record.parents = words.parents();
    record.ways = words.ways(std::max<std::size_t>(record.parents.size(), 1));
    record.fingerprint = words.digest("fingerprint");
    return record;
}

AmendmentRecord read_amendment(LockWords& words, AmendmentRecord::Kind kind) {
    AmendmentRecord record;
    record.kind = kind;
    record.digest = words.digest("digest");
    record.of = words.digest("of");
    record.parent = words.optional_digest("parent");
    if (kind == AmendmentRecord::Kind::supersede)
        record.way = words.ways(1).front();
    else
        record.way.down = words.optional_digest("down");
    return record;
}

/// One record has one form, so that two locks that say the same are the same bytes.
template <typename Record>
std::variant<LockRecord, AmendmentRecord, LineFault> finished(LockWords& words, Record record,
                                                              std::string_view line) {
    record.name = words.name();
    record.message = words.message();
    if (words.fault()) return *words.fault();
    if (write_lock_line(record) != line)
        return LineFault{DiagnosticKind::lock_malformed, 0, line.size(),
                         "the line is not in the form that varve writes", std::string(restore_lock)};
    return record;
}

}  // namespace

std::variant<LockRecord, AmendmentRecord, LineFault> read_lock_line(std::string_view line) {
    const std::size_t sum_at = line.rfind(sum_key);
    if (const auto fault = check_sum(line, sum_at)) return *fault;
    LockWords words(line.substr(0, sum_at));
    const std::string_view kind = read_kind(words);
    if (words.fault()) return *words.fault();
    if (kind == "revision") return finished(words, read_revision(words), line);
    return finished(words,
                    read_amendment(words, kind == "redown" ? AmendmentRecord::Kind::redown
                                                           : AmendmentRecord::Kind::supersede),
                    line);
}

}  // namespace varve::compiler
