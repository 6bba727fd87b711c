#include "runtime/src/sql_module_arguments.hpp"

#include "runtime/src/sql_chars.hpp"

namespace varve::detail {
namespace {

std::string_view bytes_of(std::string_view text, const SqlToken& token) {
    return text.substr(token.begin, token.end - token.begin);
}

bool begins_virtual_table(std::string_view text, std::span<const SqlToken> tokens) {
    constexpr std::string_view head[] = {"CREATE", "VIRTUAL", "TABLE"};
    if (tokens.size() <= std::size(head)) return false;
    for (std::size_t i = 0; i != std::size(head); ++i) {
        if (!equal_ignoring_case(bytes_of(text, tokens[i]), head[i])) return false;
    }
    return true;
}

int depth_change(std::string_view bytes) {
    return bytes == "(" ? 1 : bytes == ")" ? -1 : 0;
}

}  // namespace

std::optional<ModuleArguments> find_module_arguments(std::string_view text,
                                                     std::span<const SqlToken> tokens) {
    if (!begins_virtual_table(text, tokens)) return std::nullopt;
    std::size_t open = 0;
    for (std::size_t i = 3; i + 2 < tokens.size() && open == 0; ++i) {
        if (tokens[i].kind == SqlTokenKind::semicolon) return std::nullopt;
        const bool uses =
            tokens[i].kind == SqlTokenKind::word && equal_ignoring_case(bytes_of(text, tokens[i]), "USING");
        if (!uses) continue;
        if (bytes_of(text, tokens[i + 2]) != "(") return std::nullopt;
        open = i + 2;
    }
    if (open == 0) return std::nullopt;
    int depth = 0;
    for (std::size_t i = open; i != tokens.size(); ++i) {
        depth += depth_change(bytes_of(text, tokens[i]));
        if (depth == 0) return ModuleArguments{open, i};
    }
    return std::nullopt;
}

std::string join_module_arguments(std::string_view text, std::span<const SqlToken> tokens) {
    std::string out;
    int depth = 0;
    bool begins_argument = true;
    for (std::size_t i = 0; i != tokens.size(); ++i) {
        const std::string_view bytes = bytes_of(text, tokens[i]);
        const bool parts = depth == 0 && bytes == ",";
        const bool apart = i != 0 && tokens[i - 1].end != tokens[i].begin;
        if (apart && !parts && !begins_argument) out.push_back(' ');
        out.append(bytes);
        if (parts) out.push_back(' ');
        depth += depth_change(bytes);
        begins_argument = parts;
    }
    while (!out.empty() && out.back() == ' ')
        out.pop_back();
    return out;
}

}  // namespace varve::detail
