#include "generator/history/manipulation.hpp"

#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

StatementReader::StatementReader(std::string_view sql) : tokens_(detail::token_texts(sql)) {}

bool StatementReader::is(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && detail::fold(tokens_[at]) == word;
}

bool StatementReader::starts_manipulation(std::size_t at) const {
    return is(at, "insert") || is(at, "replace") || is(at, "update") || is(at, "delete");
}

std::string StatementReader::name(std::size_t at) const {
    return at < tokens_.size() ? detail::fold(detail::unquote(tokens_[at])) : std::string();
}

std::optional<std::string> StatementReader::dropped_table() const {
    if (!is(0, "drop") || !is(1, "table")) return std::nullopt;
    return name(is(2, "if") ? 4 : 2);
}

std::optional<Manipulation> StatementReader::manipulation() const {
    std::size_t at = is(0, "with") ? behind_common_tables() : 0;
    if (!starts_manipulation(at)) return std::nullopt;
    Manipulation found{detail::fold(tokens_[at]), "", 0, is(at, "replace") || is(at + 2, "replace")};
    ++at;
    if (is(at, "or")) at += 2;
    if (is(at, "into") || is(at, "from")) ++at;
    if (at + 1 < tokens_.size() && tokens_[at + 1] == ".") at += 2;
    found.table = name(at);
    found.next = at + 1;
    for (std::size_t i = at; i + 1 < tokens_.size(); ++i)
        found.replaces = found.replaces || (is(i, "on") && is(i + 1, "conflict"));
    return found;
}

bool StatementReader::commands_virtual_table(const Manipulation& insert) const {
    const std::size_t at = insert.next;
    return insert.verb == "insert" && name(at) == "(" && name(at + 1) == insert.table && name(at + 2) == ")";
}

std::optional<std::vector<std::string>> StatementReader::assigned(const Manipulation& update) const {
    std::size_t at = update.next;
    while (at < tokens_.size() && !is(at, "set"))
        ++at;
    std::vector<std::string> columns;
    for (++at; at < tokens_.size(); at = item_at(at).next) {
        if (tokens_[at] == "(") return std::nullopt;
        columns.push_back(name(at));
    }
    return columns;
}

std::optional<std::vector<StatementReader::Filling>> StatementReader::copied(
    const Manipulation& insert) const {
    std::size_t at = insert.next;
    std::vector<std::string> columns;
    if (at >= tokens_.size() || tokens_[at] != "(") return std::nullopt;
    for (++at; at < tokens_.size() && tokens_[at] != ")"; ++at)
        if (tokens_[at] != ",") columns.push_back(name(at));
    if (!is(++at, "select")) return std::nullopt;
    std::vector<Filling> fillings;
    for (++at; at < tokens_.size() && fillings.size() < columns.size();) {
        const Item item = item_at(at);
        fillings.emplace_back(
            columns[fillings.size()],
            std::vector<std::string_view>(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                                          tokens_.begin() + static_cast<std::ptrdiff_t>(item.end)));
        at = item.next;
    }
    if (fillings.size() != columns.size()) return std::nullopt;
    return fillings;
}

/// A comma ends an item, a clause ends the list.
StatementReader::Item StatementReader::item_at(std::size_t at) const {
    int depth = 0;
    for (; at < tokens_.size(); ++at) {
        if (tokens_[at] == "(") ++depth;
        if (tokens_[at] == ")") --depth;
        if (depth == 0 && tokens_[at] == ",") return {at, at + 1};
        if (depth == 0 && (is(at, "from") || is(at, "where") || is(at, "returning"))) break;
    }
    return {at, tokens_.size()};
}

std::size_t StatementReader::behind_common_tables() const {
    int depth = 0;
    for (std::size_t at = 0; at != tokens_.size(); ++at) {
        if (tokens_[at] == "(") ++depth;
        if (tokens_[at] == ")") --depth;
        if (depth == 0 && starts_manipulation(at)) return at;
    }
    return tokens_.size();
}

}  // namespace varve::compiler
