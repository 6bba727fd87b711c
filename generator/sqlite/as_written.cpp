#include "generator/sqlite/as_written.hpp"

#include <algorithm>
#include <optional>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

/// Bytes that are no UTF-8 become U+FFFD; nothing else of what read_text refuses stands in a comment.
std::string readable(std::string text) {
    std::string ignored;
    while (const std::optional<detail::TextProblem> problem = detail::read_text(text, ignored)) {
        if (problem->offset >= text.size()) break;
        const bool marker = detail::is_conflict_marker(std::string_view(text).substr(problem->offset));
        text.replace(problem->offset, marker ? 0 : 1, marker ? " " : "\xEF\xBF\xBD");
    }
    return text;
}

/// LF for each of CRLF and CR.
std::string with_line_feeds(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at != text.size(); ++at) {
        if (text[at] == '\r' && text.substr(at + 1, 1) == "\n") continue;
        out += text[at] == '\r' ? '\n' : text[at];
    }
    return out;
}

/// The end of the comment that begins at `at`; `at` itself where none does.
std::size_t comment_end(std::string_view gap, std::size_t at) {
    if (gap.substr(at, 2) == "--") return std::min(gap.find('\n', at), gap.size());
    if (gap.substr(at, 2) != "/*") return at;
    const std::size_t close = gap.find("*/", at + 2);
    return close == std::string_view::npos ? gap.size() : close + 2;
}

/// White space and comments between two tokens.
std::string clean_gap(std::string_view raw) {
    std::string gap = with_line_feeds(raw);
    if (gap.find_first_of("-/") == std::string::npos) return gap;
    std::string out;
    for (std::size_t at = 0; at < gap.size();) {
        const std::size_t end = comment_end(gap, at);
        if (end == at) {
            out += gap[at++];
            continue;
        }
        const std::string_view comment = std::string_view(gap).substr(at, end - at);
        out += comment.substr(0, 3) == "--@" ? "-- @" + std::string(comment.substr(3)) : std::string(comment);
        at = end;
    }
    return readable(std::move(out));
}

std::string_view trimmed(std::string_view line, std::string_view blanks) {
    const std::size_t first = line.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(blanks) - first + 1);
}

/// One comment with its signs, added to `lines` without them.
void add_comment(std::string_view comment, std::string& lines) {
    const bool block = comment.substr(0, 2) == "/*";
    comment.remove_prefix(2);
    if (block && comment.ends_with("*/")) comment.remove_suffix(2);
    while (!comment.empty()) {
        const std::size_t end = std::min(comment.find('\n'), comment.size());
        std::string_view line = trimmed(comment.substr(0, end), " \t\f");
        if (block && line.starts_with('*')) line = trimmed(line.substr(1), " \t\f");
        if (!block) line = trimmed(line.substr(std::min(line.find_first_not_of('-'), line.size())), " \t\f");
        if (!line.empty()) lines.append(lines.empty() ? "" : "\n").append(line);
        comment.remove_prefix(std::min(end + 1, comment.size()));
    }
}

}  // namespace

std::string as_written(std::string_view sql) {
    std::string out;
    std::size_t end = 0;
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        if (token.kind == detail::SqlTokenKind::directive) continue;
        out += clean_gap(sql.substr(end, token.begin - end));
        out += sql.substr(token.begin, token.end - token.begin);
        end = token.end;
    }
    return out;
}

std::string comment_text(std::string_view gap) {
    const std::string clean = readable(with_line_feeds(gap));
    std::string lines;
    for (std::size_t at = 0; at < clean.size();) {
        const std::size_t end = comment_end(clean, at);
        if (end != at) add_comment(std::string_view(clean).substr(at, end - at), lines);
        at = std::max(end, at + 1);
    }
    return lines;
}

bool fits_quotes(std::string_view name) {
    return !name.empty() && name.find('\n') == std::string_view::npos && fits_file(name);
}

bool fits_file(std::string_view sql) {
    std::string read;
    return !detail::read_text(sql, read) && read == sql;
}

}  // namespace varve::compiler::sqlite
