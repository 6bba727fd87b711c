#include "generator/emit/printer.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace varve::compiler {
namespace {

std::size_t leading_spaces(std::string_view line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

/// The template's lines without its first break and without the last line, which only closes the literal.
std::vector<std::string_view> lines_of(std::string_view code) {
    if (code.starts_with('\n')) code.remove_prefix(1);
    std::vector<std::string_view> lines;
    while (!code.empty()) {
        const std::size_t end = std::min(code.find('\n'), code.size());
        lines.push_back(code.substr(0, end));
        code.remove_prefix(std::min(end + 1, code.size()));
    }
    if (!lines.empty() && leading_spaces(lines.back()) == lines.back().size()) lines.pop_back();
    return lines;
}

std::size_t common_indentation(const std::vector<std::string_view>& lines) {
    std::size_t common = std::string_view::npos;
    for (const std::string_view line : lines)
        if (leading_spaces(line) != line.size()) common = std::min(common, leading_spaces(line));
    return common == std::string_view::npos ? 0 : common;
}

const Hole& find(Printer::Holes holes, std::string_view name) {
    for (const auto& [key, hole] : holes)
        if (key == name) return hole;
    throw std::logic_error("a template names the hole `" + std::string(name) + "`, which nothing fills");
}

/// The name when the line is one `$name$` and nothing else; "" otherwise.
std::string_view lone_name(std::string_view line) {
    const std::string_view trimmed = line.substr(leading_spaces(line));
    if (trimmed.size() < 3 || trimmed.front() != '$' || trimmed.find('$', 1) != trimmed.size() - 1) return {};
    return trimmed.substr(1, trimmed.size() - 2);
}

}  // namespace

void Printer::emit(Holes holes, std::string_view code) {
    const std::vector<std::string_view> lines = lines_of(code);
    const std::size_t common = common_indentation(lines);
    for (const std::string_view line : lines)
        emit_line(holes, line.substr(std::min(common, line.size())));
}

void Printer::emit_line(Holes holes, std::string_view line) {
    const std::size_t own = leading_spaces(line);
    if (const std::string_view name = lone_name(line); !name.empty()) {
        if (const Hole& hole = find(holes, name); hole.body()) {
            indentation_ += own;
            hole.body()();
            indentation_ -= own;
            return;
        }
    }
    if (own == line.size()) {
        text_ += '\n';
        return;
    }
    text_.append(indentation_, ' ');
    for (std::size_t begin = line.find('$'); begin != std::string_view::npos; begin = line.find('$')) {
        const std::size_t end = line.find('$', begin + 1);
        if (end == std::string_view::npos)
            throw std::logic_error("a template opens a hole and does not close it");
        text_ += line.substr(0, begin);
        text_ += find(holes, line.substr(begin + 1, end - begin - 1)).text();
        line.remove_prefix(end + 1);
    }
    text_ += line;
    text_ += '\n';
}

}  // namespace varve::compiler
