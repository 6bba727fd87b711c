#include "generator/base/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace varve::compiler {

namespace {

constexpr std::size_t widest_excerpt = 120;
constexpr std::size_t context_before_caret = 60;

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

/// How many bytes the UTF-8 sequence at the front has; 0 for bytes that are none.
std::size_t sequence_length(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    std::size_t length = lead < 0x80U ? 1 : 0;
    if (lead >= 0xC2U && lead < 0xE0U) length = 2;
    if (lead >= 0xE0U && lead < 0xF0U) length = 3;
    if (lead >= 0xF0U && lead < 0xF5U) length = 4;
    const std::string_view rest = text.substr(1).substr(0, length == 0 ? 0 : length - 1);
    const bool whole = rest.size() + 1 == length && std::all_of(rest.begin(), rest.end(), is_continuation);
    return whole ? length : 0;
}

/// A schema file may hold anything; a terminal must not be handed its control characters or broken UTF-8. A
/// message may have several lines, an excerpt never has.
std::string printable(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto first = static_cast<unsigned char>(text.front());
        const std::size_t length = sequence_length(text);
        const bool control = (first < 0x20U && first != '\t' && first != '\n') || first == 0x7FU;
        if (length == 0 || control)
            out += '?';
        else
            out += text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return out;
}

/// The part of a line that is shown, and where the underlined bytes stand in it.
struct Excerpt {
    std::string_view text;
    std::size_t begin;
    std::size_t end;
    bool cut_left;
    bool cut_right;
};

Excerpt excerpt_of(std::string_view line, std::size_t begin, std::size_t end) {
    std::size_t left = 0;
    if (line.size() > widest_excerpt && begin > context_before_caret) left = begin - context_before_caret;
    while (left > 0 && is_continuation(line[left]))
        --left;
    std::size_t right = std::min(line.size(), left + widest_excerpt);
    while (right < line.size() && is_continuation(line[right]))
        ++right;
    return {line.substr(left, right - left), begin - left, std::min(end, right) - left, left > 0,
            right < line.size()};
}

/// White space as wide as `text`: tabs stay tabs, so that the caret stands right at any tab width.
std::string blank(std::string_view text) {
    std::string out;
    for (char c : text)
        if (c == '\t' || !is_continuation(c)) out += c == '\t' ? '\t' : ' ';
    return out;
}

std::string underline(std::string_view text) {
    const std::size_t width = std::max<std::size_t>(code_points(text), 1);
    return "^" + std::string(width - 1, '~');
}

std::string place(const SourceFile& file, Span span, Colours colours) {
    const Position at = file.position(span.begin);
    return paint(colours, Role::place, fmt::format("{}:{}:{}:", file.path(), at.line, at.column));
}

/// The line and its caret; nothing for the empty span at a file's begin, which speaks of the whole file.
std::string source_line(const SourceFile& file, Span span, Colours colours) {
    if (span.end == 0) return "";
    const Position at = file.position(span.begin);
    const std::string_view line = file.line(at.line);
    if (line.find_first_not_of(" \t") == std::string_view::npos) return "";
    std::size_t begin = 0;
    for (std::uint32_t column = 1; column < at.column && begin < line.size(); ++column)
        do
            ++begin;
        while (begin < line.size() && is_continuation(line[begin]));
    const std::size_t length = span.end > span.begin ? span.end - span.begin : 0;
    const std::size_t end = std::min(line.size(), begin + length);
    const Excerpt shown = excerpt_of(line, begin, std::max(begin, end));
    const std::string_view marked = shown.text.substr(shown.begin, shown.end - shown.begin);
    return fmt::format("    {}{}{}\n    {}{}{}\n", shown.cut_left ? "…" : "", printable(shown.text),
                       shown.cut_right ? "…" : "", shown.cut_left ? " " : "",
                       blank(shown.text.substr(0, shown.begin)),
                       paint(colours, Role::mark, underline(marked)));
}

}  // namespace

std::string render(const Diagnostic& diagnostic, const SourceSet& sources, Colours colours) {
    const SourceFile& file = sources[diagnostic.span.file];
    const bool error = diagnostic.severity == Severity::error;
    const std::string severity =
        paint(colours, error ? Role::error : Role::warning, error ? "error:" : "warning:");
    const std::string_view message = diagnostic.message;
    const std::size_t first_line = std::min(message.find('\n'), message.size());
    std::string out = fmt::format("{} {} {} [{}]{}\n", place(file, diagnostic.span, colours), severity,
                                  printable(message.substr(0, first_line)), id_of(diagnostic.kind),
                                  printable(message.substr(first_line)));
    out += source_line(file, diagnostic.span, colours);
    for (const Label& label : diagnostic.labels)
        out += fmt::format("{} {} {}\n", place(sources[label.span.file], label.span, colours),
                           paint(colours, Role::note, "note:"), printable(label.message));
    if (!diagnostic.help.empty())
        out += fmt::format("{} {}\n", paint(colours, Role::help, "help:"), printable(diagnostic.help));
    return out;
}

std::string render(const DiagnosticSink& sink, const SourceSet& sources, Colours colours) {
    std::vector<const Diagnostic*> sorted;
    for (const Diagnostic& diagnostic : sink.diagnostics())
        sorted.push_back(&diagnostic);
    std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
        return std::tie(a->span.file, a->span.begin) < std::tie(b->span.file, b->span.begin);
    });
    std::string out;
    for (const Diagnostic* diagnostic : sorted)
        out += render(*diagnostic, sources, colours);
    return out;
}

}  // namespace varve::compiler
