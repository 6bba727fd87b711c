#include "generator/history/lock_words.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace varve::compiler {
namespace {

bool is_hex_digit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

std::optional<char> unescaped(std::string_view& left) {
    constexpr std::string_view codes = "\"\\nrt";
    constexpr std::string_view values = "\"\\\n\r\t";
    if (left.empty()) return std::nullopt;
    if (const std::size_t index = codes.find(left.front()); index != std::string_view::npos) {
        left.remove_prefix(1);
        return values[index];
    }
    if (left.size() < 5 || left.substr(0, 3) != "u00" || !is_hex_digit(left[3]) || !is_hex_digit(left[4]))
        return std::nullopt;
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

}  // namespace

bool is_digest(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex_digit);
}

bool is_revision_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && c != '"' && c != '\\' && c != '/';
    });
}

std::string_view LockWords::word() {
    const std::size_t end = std::min(line_.find(' ', at_), line_.size());
    const std::string_view found = line_.substr(at_, end - at_);
    begin_ = at_;
    end_ = end;
    at_ = std::min(end + 1, line_.size());
    return found;
}

std::string_view LockWords::value(std::string_view key) {
    if (fault_) return {};
    const std::string_view found = word();
    if (found.substr(0, key.size()) == key && found.substr(key.size(), 1) == "=")
        return found.substr(key.size() + 1);
    fail(DiagnosticKind::lock_malformed, fmt::format("expected `{}=`", key));
    return {};
}

std::string LockWords::digest(std::string_view key) {
    const std::string_view found = value(key);
    if (!is_digest(found))
        fail(DiagnosticKind::lock_malformed, fmt::format("expected 64 hex digits after `{}=`", key));
    return std::string(found);
}

std::vector<std::string> LockWords::digests(std::string_view key, std::size_t count, bool optional) {
    std::string_view left = value(key);
    std::vector<std::string> digests;
    while (!fault_ && digests.size() != count) {
        const std::size_t end =
            digests.size() + 1 == count ? left.size() : std::min(left.find(','), left.size());
        const std::string_view each = left.substr(0, end);
        const bool none = optional && each == "-";
        if (!none && !is_digest(each))
            fail(DiagnosticKind::lock_malformed,
                 fmt::format("expected {}64 hex digits{} after `{}=`",
                             count == 1 ? "" : fmt::format("{} times ", count), optional ? " or `-`" : "",
                             key));
        digests.emplace_back(none ? "" : each);
        left.remove_prefix(std::min(end + 1, left.size()));
    }
    digests.resize(count);
    return digests;
}

std::string LockWords::optional_digest(std::string_view key) {
    return digests(key, 1, true).front();
}

std::vector<WayDigests> LockWords::ways(std::size_t count) {
    const std::vector<std::string> bodies = digests("body", count, false);
    const std::vector<std::string> downs = digests("down", count, true);
    const std::vector<std::string> proofs = digests("proof", count, true);
    std::vector<WayDigests> ways;
    for (std::size_t i = 0; i != count; ++i)
        ways.push_back({bodies[i], downs[i], proofs[i]});
    return ways;
}

std::vector<std::string> LockWords::parents() {
    std::vector<std::string> parents;
    std::string_view left = value("parents");
    if (left == "-") return parents;
    while (!fault_) {
        const std::size_t comma = left.find(',');
        const std::string_view parent = left.substr(0, comma);
        if (!is_digest(parent))
            fail(DiagnosticKind::lock_malformed,
                 "expected `-` or digests of 64 hex digits joined by commas after `parents=`");
        parents.emplace_back(parent);
        if (comma == std::string_view::npos) break;
        left.remove_prefix(comma + 1);
    }
    return parents;
}

std::string LockWords::name() {
    const std::string_view found = value("name");
    if (!is_revision_name(found))
        fail(DiagnosticKind::lock_malformed, "expected the revision's name after `name=`");
    return std::string(found);
}

std::string LockWords::message() {
    constexpr std::string_view key = "message=";
    if (fault_) return {};
    begin_ = at_;
    end_ = line_.size();
    const std::string_view rest = line_.substr(begin_);
    const bool keyed = rest.substr(0, key.size()) == key;
    const std::optional<std::string> text = keyed ? unquoted(rest.substr(key.size())) : std::nullopt;
    if (!text) fail(DiagnosticKind::lock_malformed, "expected `message=` and a text in double quotes");
    return text.value_or(std::string());
}

void LockWords::fail(DiagnosticKind kind, std::string message, std::string_view help) {
    if (!fault_)
        fault_ = LineFault{kind, begin_, std::max(end_, begin_ + 1), std::move(message), std::string(help)};
}

}  // namespace varve::compiler
