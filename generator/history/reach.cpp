#include "generator/history/reach.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/src/catalog.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::fold;
using detail::SqlTokenKind;

constexpr std::string_view copy_prefix = "varve_new_";
constexpr std::string_view directive_mark = "--@";

/// What stands in a database beside its own objects and may show the rows of any: asked for the schema, a
/// mark or a check.
bool speaks_of_all(std::string_view word) {
    return word.starts_with("sqlite_") || word.starts_with("pragma_") || word == "dbstat";
}

/// All that anything may be called by, in quotes of any kind or none.
void add_words(std::string_view sql, std::set<std::string>& words) {
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        const std::string_view text = sql.substr(token.begin, token.end - token.begin);
        if (token.kind == SqlTokenKind::directive) {
            add_words(text.substr(std::min(text.size(), directive_mark.size())), words);
        } else if (token.kind == SqlTokenKind::word || token.kind == SqlTokenKind::quoted ||
                   token.kind == SqlTokenKind::string) {
            std::string word = fold(detail::unquote(text));
            if (word.starts_with(copy_prefix)) words.insert(word.substr(copy_prefix.size()));
            words.insert(std::move(word));
        }
    }
}

/// Which names lead to which others.
class Ways {
public:
    void add(const Schema& schema) {
        for (const Table& table : schema.tables)
            add(table);
        for (const View& view : schema.views)
            add_words(view.sql, words_[fold(view.name)]);
        for (const Trigger& trigger : schema.triggers)
            add_words(trigger.sql, words_[fold(trigger.table)]);
        for (const VirtualTable& table : schema.virtual_tables)
            add_words(table.arguments.value_or(""), words_[fold(table.name)]);
    }

    /// From these on, wherever words lead; then to the children of all that, which a step that writes a
    /// parent is held to; then to whatever else the rows of these need.
    std::set<std::string> follow(std::set<std::string> words) const {
        grow(words, {&words_});
        const std::set<std::string> named = words;
        for (const std::string& name : named)
            if (const auto children = children_.find(name); children != children_.end())
                words.insert(children->second.begin(), children->second.end());
        grow(words, {&words_, &parents_});
        return words;
    }

    std::set<std::string> all() const { return tables_; }

private:
    using Graph = std::map<std::string, std::set<std::string>>;

    void add(const Table& table) {
        const std::string name = fold(table.name);
        tables_.insert(name);
        for (const ForeignKey& key : table.foreign_keys) {
            parents_[name].insert(fold(key.table));
            children_[fold(key.table)].insert(name);
        }
    }

    static void grow(std::set<std::string>& words, std::initializer_list<const Graph*> graphs) {
        std::vector<std::string> open(words.begin(), words.end());
        while (!open.empty()) {
            const std::string name = std::move(open.back());
            open.pop_back();
            for (const Graph* graph : graphs) {
                const auto found = graph->find(name);
                if (found == graph->end()) continue;
                for (const std::string& next : found->second)
                    if (words.insert(next).second) open.push_back(next);
            }
        }
    }

    Graph words_;
    Graph parents_;
    Graph children_;
    std::set<std::string> tables_;
};

}  // namespace

std::set<std::string> reach_of(const RevisionSource& source, const Schema& before, const Schema& after) {
    std::set<std::string> words;
    add_words(source.up, words);
    add_words(source.down, words);
    add_words(source.proof.value_or(""), words);
    Ways ways;
    ways.add(before);
    ways.add(after);
    const std::set<std::string> reached = ways.follow(std::move(words));
    return std::any_of(reached.begin(), reached.end(), speaks_of_all) ? ways.all() : reached;
}

Schema within(const Schema& schema, const std::set<std::string>& tables) {
    Schema part;
    part.name = schema.name;
    part.sqlite_floor = schema.sqlite_floor;
    part.enums = schema.enums;
    part.types = schema.types;
    part.triggers = schema.triggers;
    part.virtual_tables = schema.virtual_tables;
    part.unnamed_constraints = schema.unnamed_constraints;
    for (const Table& table : schema.tables)
        if (tables.contains(fold(table.name))) part.tables.push_back(table);
    return part;
}

}  // namespace varve::compiler
