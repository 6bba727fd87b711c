#include "generator/lint/script.hpp"

#include <algorithm>

#include "runtime/src/catalog.hpp"

namespace varve::compiler {

namespace {

Span span_of(std::uint32_t file, std::size_t begin, std::size_t end) {
    return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

/// The whole line's comment, from its `--@`.
std::size_t directive_begin(std::string_view text, std::size_t body) {
    const std::size_t mark = text.rfind("--@", body);
    return mark == std::string_view::npos ? body : mark;
}

bool names(const Tokens& tokens, const std::string& name) {
    for (std::size_t at = 0; at != tokens.size(); ++at)
        if (tokens.name(at) == name) return true;
    return false;
}

}  // namespace

Span ScriptStep::place(std::size_t token) const {
    return span_of(span.file, text_begin + tokens.begin(token), text_begin + tokens.end(token));
}

bool ScriptStep::fills_copy() const {
    return effect.verb == "insert" && effect.table.starts_with(copy_prefix);
}

std::string ScriptStep::rebuilt() const {
    return directive && tokens.is(0, "rebuild") ? tokens.name(1) : std::string();
}

RevisionScript::RevisionScript(const RevisionSubject& subject) : subject_(subject) {
    const std::string_view text = subject.sources[subject.file].text();
    for (const detail::Step& each : detail::split_steps(text)) {
        const auto begin = static_cast<std::size_t>(each.text.data() - text.data());
        const std::size_t first = each.directive ? directive_begin(text, begin) : begin;
        ScriptStep step{
            each.directive, span_of(subject.file, first, begin + each.text.size()), Tokens(each.text), {}, {},
            begin};
        if (!each.directive) step.alteration = detail::read_alteration(each.text);
        if (steps_.size() < subject.effects.size()) step.effect = subject.effects[steps_.size()];
        steps_.push_back(std::move(step));
    }
}

bool RevisionScript::loses(const ScriptStep& step, const std::string& table,
                           const std::string& column) const {
    if (!step.directive || !step.tokens.is(0, "lose")) return false;
    for (std::size_t at = 1; at < step.tokens.size(); ++at) {
        if (step.tokens.name(at) != table || step.tokens.is(at - 1, ".")) continue;
        const bool has_column = step.tokens.is(at + 1, ".");
        if (has_column ? step.tokens.name(at + 2) == column : column.empty()) return true;
    }
    return false;
}

Span RevisionScript::place_of(const std::string& table, const std::string& column) const {
    const std::string name = detail::fold(table);
    const std::string part = detail::fold(column);
    const auto find = [&](auto&& fits) -> const ScriptStep* {
        const auto found = std::find_if(steps_.begin(), steps_.end(), fits);
        return found == steps_.end() ? nullptr : &*found;
    };
    const ScriptStep* found = find([&](const ScriptStep& step) { return loses(step, name, part); });
    if (found == nullptr)
        found = find([&](const ScriptStep& step) {
            return step.alteration && step.alteration->table == name && step.alteration->column == part;
        });
    if (found == nullptr) found = find([&](const ScriptStep& step) { return step.rebuilt() == name; });
    if (found == nullptr)
        found = find([&](const ScriptStep& step) { return names(step.tokens, part.empty() ? name : part); });
    if (found == nullptr && !steps_.empty()) found = &steps_.front();
    return found == nullptr ? Span{subject_.file, 0, 0} : found->span;
}

const Table* table_named(const Schema& schema, const std::string& folded) {
    const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& table) { return detail::fold(table.name) == folded; });
    return found == schema.tables.end() ? nullptr : &*found;
}

}  // namespace varve::compiler
