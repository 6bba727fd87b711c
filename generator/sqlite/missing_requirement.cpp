#include "generator/sqlite/missing_requirement.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <vector>

#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

struct Wording {
    std::string_view text;
    Requirement::Kind kind;
};

constexpr std::array<Wording, 6> wordings{{
    {"no such collation sequence: ", Requirement::Kind::collation},
    {"no such function: ", Requirement::Kind::function},
    {"unknown function: ", Requirement::Kind::function},  // in a DEFAULT
    {"no such tokenizer: ", Requirement::Kind::tokenizer},
    {"unknown tokenizer: ", Requirement::Kind::tokenizer},
    {"no such module: ", Requirement::Kind::module},
}};

using Tokens = std::vector<detail::SqlToken>;

/// Of the bracketed arguments that begin at a token; `f(*)` counts as any.
int argument_count(std::string_view sql, const Tokens& tokens, std::size_t open) {
    int depth = 0;
    int commas = 0;
    for (std::size_t at = open; at != tokens.size(); ++at) {
        const std::string_view bytes = sql.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
        if (bytes == "(") ++depth;
        if (bytes == "," && depth == 1) ++commas;
        if (bytes == "*" && at == open + 1) return -1;
        if (bytes == ")" && --depth == 0) return at == open + 1 ? 0 : commas + 1;
    }
    return -1;
}

int arity_of(std::string_view function, std::string_view sql) {
    const Tokens tokens = detail::sql_tokens(sql);
    for (std::size_t at = 0; at + 1 < tokens.size(); ++at) {
        const std::string_view bytes = sql.substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
        const bool called = sql[tokens[at + 1].begin] == '(';
        if (called && detail::equal_ignoring_case(detail::unquote(bytes), function))
            return argument_count(sql, tokens, at + 1);
    }
    return -1;
}

}  // namespace

std::optional<Requirement> missing_requirement(std::string_view message, std::string_view sql) {
    for (const Wording& wording : wordings) {
        const std::size_t at = message.find(wording.text);
        if (at == std::string_view::npos) continue;
        std::string_view name = message.substr(at + wording.text.size());
        if (name.size() > 2 && name.substr(name.size() - 2) == "()") name.remove_suffix(2);
        Requirement missing{wording.kind, detail::unquote(name), -1, {}};
        if (missing.kind == Requirement::Kind::function) missing.arity = arity_of(missing.name, sql);
        return missing;
    }
    return std::nullopt;
}

std::string requires_line(const Requirement& requirement) {
    constexpr const char* words[] = {"collation", "function", "tokenizer", "module"};
    const std::string line =
        fmt::format("requires {} {}", words[static_cast<std::size_t>(requirement.kind)], requirement.name);
    return requirement.arity < 0 ? line : fmt::format("{} ({})", line, requirement.arity);
}

}  // namespace varve::compiler::sqlite
