#include "generator/sqlite/missing_requirement.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler::sqlite {

namespace {

struct Wording {
    std::string_view text;
    Requirement::Kind kind;
};

constexpr std::array<Wording, 5> wordings{{
    {"no such collation sequence: ", Requirement::Kind::collation},
    {"no such function: ", Requirement::Kind::function},
    {"no such tokenizer: ", Requirement::Kind::tokenizer},
    {"unknown tokenizer: ", Requirement::Kind::tokenizer},
    {"no such module: ", Requirement::Kind::module},
}};

}  // namespace

std::optional<Requirement> missing_requirement(std::string_view message) {
    for (const Wording& wording : wordings) {
        const std::size_t at = message.find(wording.text);
        if (at == std::string_view::npos) continue;
        return Requirement{wording.kind, detail::unquote(message.substr(at + wording.text.size())), -1, {}};
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
