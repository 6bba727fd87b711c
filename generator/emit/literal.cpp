#include "generator/emit/literal.hpp"

#include <algorithm>

namespace varve::compiler {
namespace {

bool printable(char c) {
    return c >= ' ' && c <= '~';
}

/// Octal, because its digits end after three: a hexadecimal escape would swallow what follows.
std::string escaped_char(char c) {
    if (c == '\n') return "\\n";
    if (c == '\t') return "\\t";
    if (c == '"' || c == '\\' || c == '?') return {'\\', c};
    if (printable(c)) return {c};
    const auto byte = static_cast<unsigned char>(c);
    const auto digit = [](unsigned value) { return static_cast<char>('0' + (value & 7U)); };
    return {'\\', digit(byte >> 6U), digit(byte >> 3U), digit(byte)};
}

std::string escaped(std::string_view text) {
    std::string literal = "\"";
    for (const char c : text)
        literal += escaped_char(c);
    return literal + '"';
}

}  // namespace

std::string cpp_literal(std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), printable);
    const bool needs_escapes = text.find_first_of("\"\\?") != std::string_view::npos;
    if (plain && needs_escapes && text.find(")sql\"") == std::string_view::npos)
        return "R\"sql(" + std::string(text) + ")sql\"";
    return escaped(text);
}

std::vector<std::string> cpp_literal_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(escaped(text.substr(0, end)));
        text.remove_prefix(end);
    }
    if (lines.empty()) lines.emplace_back("\"\"");
    return lines;
}

std::string quote_sql(std::string_view name) {
    std::string quoted = "\"";
    for (const char c : name)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::vector<std::string> comment_lines(std::string_view doc) {
    std::vector<std::string> lines;
    while (!doc.empty()) {
        const std::size_t end = std::min(doc.find('\n'), doc.size());
        std::string line(doc.substr(0, end));
        doc.remove_prefix(std::min(end + 1, doc.size()));
        std::replace_if(
            line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; },
            ' ');
        while (!line.empty() && (line.back() == ' ' || line.back() == '\\'))
            line.pop_back();                      // `\` would join lines
        if (line.ends_with("?\?/")) line += '.';  // the trigraph of `\`
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace varve::compiler
