#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "generator/history/lock_line.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t sum_digits = 16;
constexpr std::string_view sum_key = " sum=";

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Walks over a line's words; the first fault stays, and everything after it is skipped.
class Words {
public:
    explicit Words(std::string_view line) : line_(line) {}

    std::string_view word() {
        const std::size_t end = std::min(line_.find(' ', at_), line_.size());
        const std::string_view found = line_.substr(at_, end - at_);
        begin_ = at_;
        end_ = end;
        at_ = std::min(end + 1, line_.size());
        return found;
    }

    /// The value of `key=`, which is the next word.
    std::string_view value(std::string_view key) {
        if (fault_) return {};
        const std::string_view found = word();
        if (found.substr(0, key.size()) == key && found.substr(key.size(), 1) == "=")
            return found.substr(key.size() + 1);
        fail(DiagnosticKind::lock_malformed, fmt::format("expected `{}=`", key));
        return {};
    }

    std::string digest(std::string_view key) {
        const std::string_view found = value(key);
        if (!fault_ && !is_digest(found))
            fail(DiagnosticKind::lock_malformed, fmt::format("expected 64 hex digits after `{}=`", key));
        return std::string(found);
    }

    std::string optional_digest(std::string_view key) {
        const std::string_view found = value(key);
        if (found == "-") return {};
        if (!fault_ && !is_digest(found))
            fail(DiagnosticKind::lock_malformed,
                 fmt::format("expected 64 hex digits or `-` after `{}=`", key));
        return std::string(found);
    }

    std::string name() {
        const std::string_view found = value("name");
        if (!fault_ && !is_revision_name(found))
            fail(DiagnosticKind::lock_malformed, "expected the revision's name after `name=`");
        return std::string(found);
    }

    std::string_view rest() {
        begin_ = at_;
        end_ = line_.size();
        at_ = line_.size();
        return line_.substr(begin_);
    }

    void fail(DiagnosticKind kind, std::string message, std::string_view help = restore_lock) {
        if (!fault_)
            fault_ =
                LineFault{kind, begin_, std::max(end_, begin_ + 1), std::move(message), std::string(help)};
    }

    const std::optional<LineFault>& fault() const { return fault_; }

private:
    std::string_view line_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::optional<LineFault> fault_;
};

std::vector<std::string> read_parents(Words& words) {
    std::vector<std::string> parents;
    std::string_view left = words.value("parents");
    if (words.fault() || left == "-") return parents;
    while (true) {
        const std::size_t comma = left.find(',');
        const std::string_view parent = left.substr(0, comma);
        if (!is_digest(parent)) {
            words.fail(DiagnosticKind::lock_malformed,
                       "expected `-` or digests of 64 hex digits joined by commas after `parents=`");
            return parents;
        }
        parents.emplace_back(parent);
        if (comma == std::string_view::npos) return parents;
        left.remove_prefix(comma + 1);
    }
}

std::optional<char> unescaped(std::string_view& left) {
    constexpr std::string_view codes = "\"\\nrt";
    constexpr std::string_view values = "\"\\\n\r\t";
    if (left.empty()) return std::nullopt;
    if (const std::size_t index = codes.find(left.front()); index != std::string_view::npos) {
        left.remove_prefix(1);
        return values[index];
    }
    if (left.size() < 5 || left.substr(0, 3) != "u00" || !is_hex(left.substr(3, 2))) return std::nullopt;
    const auto nibble = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    const char byte = static_cast<char>(nibble(left[3]) * 16 + nibble(left[4]));
    left.remove_prefix(5);
    return byte;
}

std::optional<std::string> unquoted(std::string_view quoted) {
    if (quoted.size() < 2 || quoted.front() != '"' || quoted.back() != '"') return std::nullopt;
    std::string_view left = quoted.substr(1, quoted.size() - 2);
    std::string text;
    while (!left.empty()) {
        const char c = left.front();
        left.remove_prefix(1);
        if (c != '\\') {
            text += c;
        } else if (const std::optional<char> plain = unescaped(left)) {
            text += *plain;
        } else {
            return std::nullopt;
        }
    }
    return text;
}

std::string read_message(Words& words) {
    constexpr std::string_view key = "message=";
    if (words.fault()) return {};
    const std::string_view rest = words.rest();
    const bool keyed = rest.substr(0, key.size()) == key;
    const std::optional<std::string> text = keyed ? unquoted(rest.substr(key.size())) : std::nullopt;
    if (!text) words.fail(DiagnosticKind::lock_malformed, "expected `message=` and a text in double quotes");
    return text.value_or(std::string());
}

/// The line's own checksum comes first: behind a sound one, what is not understood was written by a newer
/// varve.
std::optional<LineFault> check_sum(std::string_view line, std::size_t sum_at) {
    if (sum_at == std::string_view::npos || line.size() != sum_at + sum_key.size() + sum_digits ||
        !is_hex(line.substr(sum_at + sum_key.size())))
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

void check_kind(Words& words) {
    const std::string_view kind = words.word();
    if (kind != "revision")
        return words.fail(DiagnosticKind::lock_newer,
                          fmt::format("this varve knows no lock record `{}`", kind), newer_varve);
    const std::string_view algorithm = words.word();
    if (algorithm != "sha256")
        words.fail(DiagnosticKind::lock_unknown_algorithm,
                   fmt::format("this varve knows no digest `{}`, only `sha256`", algorithm), newer_varve);
}

}  // namespace

bool is_digest(std::string_view text) {
    return text.size() == 64 && is_hex(text);
}

bool is_revision_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\\' && c != '/';
    });
}

std::variant<LockRecord, LineFault> read_lock_line(std::string_view line) {
    const std::size_t sum_at = line.rfind(sum_key);
    if (const auto fault = check_sum(line, sum_at)) return *fault;
    Words words(line.substr(0, sum_at));
    check_kind(words);
    LockRecord record;
    record.digest = words.digest("digest");
    record.parents = read_parents(words);
    record.body = words.digest("body");
    record.down = words.optional_digest("down");
    record.proof = words.optional_digest("proof");
    record.fingerprint = words.digest("fingerprint");
    record.name = words.name();
    record.message = read_message(words);
    if (words.fault()) return *words.fault();
    // One record has one form, so that two locks that say the same are the same bytes.
    if (write_lock_line(record) != line)
        return LineFault{DiagnosticKind::lock_malformed, 0, line.size(),
                         "the line is not in the form that varve writes", std::string(restore_lock)};
    return record;
}

}  // namespace varve::compiler
