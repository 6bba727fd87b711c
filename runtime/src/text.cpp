#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::detail {
namespace {

bool looks_utf16(std::string_view bytes) {
    const std::string_view mark = bytes.substr(0, 2);
    if (mark == "\xFF\xFE" || mark == "\xFE\xFF") return true;
    return bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0');
}

/// Size of the well-formed UTF-8 sequence at `at` (Unicode, table 3-7), 0 if it is not one.
std::size_t utf8_size(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t i) -> unsigned {
        return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0;
    };
    const auto in = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
    const auto tail = [&](std::size_t i) { return in(byte(i), 0x80, 0xBF); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (in(lead, 0xC2, 0xDF)) return tail(1) ? 2 : 0;
    if (in(lead, 0xE0, 0xEF)) {
        const bool second = in(byte(1), lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF);
        return second && tail(2) ? 3 : 0;
    }
    if (in(lead, 0xF0, 0xF4)) {
        const bool second = in(byte(1), lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF);
        return second && tail(2) && tail(3) ? 4 : 0;
    }
    return 0;
}

std::optional<TextProblem> problem_at(std::string_view bytes, std::size_t at, std::size_t size,
                                      bool line_start) {
    const char c = bytes[at];
    if (c == '\0') return TextProblem{at, "a NUL byte: this is no text file"};
    if (size == 0) return TextProblem{at, "not UTF-8: save the file as UTF-8"};
    if (c == '\r' && bytes.substr(at, 2) != "\r\n") {
        return TextProblem{at, "a lone carriage return: end lines with LF or CRLF"};
    }
    if (line_start && is_conflict_marker(bytes.substr(at))) {
        return TextProblem{at, "a conflict marker of git: finish the merge first"};
    }
    return std::nullopt;
}

}  // namespace

bool is_conflict_marker(std::string_view line) {
    for (const char sign : {'<', '|', '=', '>'}) {
        if (line.substr(0, 7) != std::string(7, sign)) continue;
        const char next = line.size() > 7 ? line[7] : '\n';
        return next == ' ' || (sign == '=' && (next == '\n' || next == '\r'));
    }
    return false;
}

std::optional<TextProblem> read_text(std::string_view bytes, std::string& text) {
    text.clear();
    if (looks_utf16(bytes)) return TextProblem{0, "UTF-16: save the file as UTF-8"};
    std::size_t at = bytes.substr(0, 3) == byte_order_mark ? 3 : 0;
    text.reserve(bytes.size());
    for (bool line_start = true; at < bytes.size();) {
        const std::size_t size = utf8_size(bytes, at);
        if (auto problem = problem_at(bytes, at, size, line_start)) return problem;
        const char c = bytes[at];
        if (c != '\r') text.append(bytes.substr(at, size));
        line_start = c == '\n';
        at += size;
    }
    return std::nullopt;
}

std::string unquote(std::string_view token) {
    if (token.size() < 2) return std::string(token);
    const char open = token.front();
    const char close = open == '[' ? ']' : open;
    const bool quoted = open == '"' || open == '`' || open == '\'' || open == '[';
    if (!quoted || token.back() != close) return std::string(token);
    std::string name;
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        name.push_back(token[i]);
        if (open != '[' && token[i] == close) ++i;
    }
    return name;
}

}  // namespace varve::detail
