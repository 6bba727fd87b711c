#include <fmt/format.h>

#include "generator/check/context.hpp"

namespace varve::compiler {

namespace {

Requirement::Kind kind_of(std::string_view word) {
    if (word == "function") return Requirement::Kind::function;
    if (word == "tokenizer") return Requirement::Kind::tokenizer;
    return word == "module" ? Requirement::Kind::module : Requirement::Kind::collation;
}

/// SQLite tells functions of one name apart by their number of arguments.
std::string identity_of(const ast::Requirement& requirement) {
    return fmt::format("{} `{}`{}", requirement.kind.text, folded(requirement.name.text),
                       requirement.arity ? fmt::format(" ({})", *requirement.arity) : "");
}

}  // namespace

void check_requirements(Context& context) {
    std::map<std::string, Span> first;
    for (const ast::Requirement& requirement : context.file.requirements) {
        const auto [at, fresh] = first.emplace(identity_of(requirement), requirement.name.span);
        if (!fresh)
            context.sink.error(DiagnosticKind::duplicate_name, requirement.name.span,
                               identity_of(requirement) + " is required twice",
                               {{at->second, "first required here"}});
        context.schema.requirements.push_back({kind_of(requirement.kind.text), requirement.name.text,
                                               requirement.arity.value_or(-1), requirement.span});
    }
}

}  // namespace varve::compiler
