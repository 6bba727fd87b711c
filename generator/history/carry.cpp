#include "generator/history/carry.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "generator/history/snapshot.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using Tokens = std::vector<std::string_view>;

constexpr std::string_view copy_prefix = "varve_new_";

/// One statement that changes rows. `next` is the token behind the table's name.
struct Manipulation {
    std::string verb;
    std::string table;
    std::size_t next = 0;
    bool replaces = false;
};

class StatementReader {
public:
    explicit StatementReader(std::string_view sql) : tokens_(detail::token_texts(sql)) {}

    bool is(std::size_t at, std::string_view word) const {
        return at < tokens_.size() && detail::fold(tokens_[at]) == word;
    }

    std::string name(std::size_t at) const {
        return at < tokens_.size() ? detail::fold(detail::unquote(tokens_[at])) : std::string();
    }

    std::optional<std::string> dropped_table() const {
        if (!is(0, "drop") || !is(1, "table")) return std::nullopt;
        return name(is(2, "if") ? 4 : 2);
    }

    std::optional<Manipulation> manipulation() const {
        std::size_t at = is(0, "with") ? behind_common_tables() : 0;
        Manipulation found;
        found.verb = at < tokens_.size() ? detail::fold(tokens_[at]) : "";
        if (found.verb != "insert" && found.verb != "replace" && found.verb != "update" &&
            found.verb != "delete")
            return std::nullopt;
        found.replaces = found.verb == "replace" || is(at + 2, "replace");
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

    /// The columns that `UPDATE … SET` assigns; nothing when they cannot be told.
    std::optional<std::vector<std::string>> assigned(std::size_t at) const {
        while (at < tokens_.size() && !is(at, "set"))
            ++at;
        std::vector<std::string> columns;
        for (++at; at < tokens_.size(); at = behind_item(at)) {
            if (tokens_[at] == "(") return std::nullopt;
            columns.push_back(name(at));
        }
        return columns;
    }

    /// For `(a, b) SELECT x, y FROM …`: each column and what it is filled with; nothing for other forms.
    std::optional<std::vector<std::pair<std::string, Tokens>>> copied(std::size_t at) const {
        std::vector<std::string> columns;
        if (at >= tokens_.size() || tokens_[at] != "(") return std::nullopt;
        for (++at; at < tokens_.size() && tokens_[at] != ")"; ++at)
            if (tokens_[at] != ",") columns.push_back(name(at));
        if (!is(++at, "select")) return std::nullopt;
        std::vector<std::pair<std::string, Tokens>> pairs;
        for (++at; at < tokens_.size() && pairs.size() < columns.size();) {
            const std::size_t next = behind_item(at);
            const std::size_t end = next <= tokens_.size() && tokens_[next - 1] == "," ? next - 1 : next;
            pairs.emplace_back(
                columns[pairs.size()],
                Tokens(tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                       tokens_.begin() + static_cast<std::ptrdiff_t>(std::min(end, item_end_))));
            at = next;
        }
        if (pairs.size() != columns.size()) return std::nullopt;
        return pairs;
    }

private:
    /// The place behind the comma that ends an item, or the end of the statement when a clause ends the list.
    std::size_t behind_item(std::size_t at) const {
        int depth = 0;
        for (; at < tokens_.size(); ++at) {
            if (tokens_[at] == "(") ++depth;
            if (tokens_[at] == ")") --depth;
            item_end_ = at;
            if (depth == 0 && tokens_[at] == ",") return at + 1;
            if (depth == 0 && (is(at, "from") || is(at, "where") || is(at, "returning")))
                return tokens_.size();
        }
        item_end_ = at;
        return at;
    }

    std::size_t behind_common_tables() const {
        int depth = 0;
        for (std::size_t at = 0; at != tokens_.size(); ++at) {
            if (tokens_[at] == "(") ++depth;
            if (tokens_[at] == ")") --depth;
            if (depth == 0 && (is(at, "insert") || is(at, "update") || is(at, "delete") || is(at, "replace")))
                return at;
        }
        return tokens_.size();
    }

    Tokens tokens_;
    mutable std::size_t item_end_ = 0;
};

Carry identity(const Schema& schema) {
    Carry carry;
    for (const Table& table : schema.tables) {
        CarriedTable& carried = carry[detail::fold(table.name)];
        carried.from = detail::fold(table.name);
        carried.columns.emplace(rowid_column, rowid_column);
        for (const Column& column : table.columns) {
            const std::string name = detail::fold(column.name);
            carried.columns.emplace(name, name);
        }
    }
    return carry;
}

class Follower {
public:
    explicit Follower(const Schema& before)
        : carry_(identity(before)), has_triggers_(!before.triggers.empty()) {}

    Carry run(std::string_view script) {
        for (const detail::Step& step : detail::split_steps(script)) {
            if (step.directive) continue;
            if (const auto alteration = detail::read_alteration(step.text)) {
                alter(*alteration);
                continue;
            }
            const StatementReader statement(step.text);
            if (const auto dropped = statement.dropped_table()) carry_.erase(*dropped);
            if (const auto manipulation = statement.manipulation()) manipulate(statement, *manipulation);
        }
        return std::move(carry_);
    }

private:
    void alter(const detail::Alteration& alteration) {
        const auto found = carry_.find(alteration.table);
        if (found == carry_.end()) return;
        if (!alteration.renamed_to.empty()) {
            CarriedTable carried = std::move(found->second);
            carry_.erase(found);
            carry_.insert_or_assign(alteration.renamed_to, std::move(carried));
            return;
        }
        auto column = found->second.columns.extract(alteration.column);
        if (column.empty() || alteration.column_renamed.empty()) return;
        column.key() = alteration.column_renamed;
        found->second.columns.insert(std::move(column));
    }

    void manipulate(const StatementReader& statement, const Manipulation& manipulation) {
        const bool copy = manipulation.table.substr(0, copy_prefix.size()) == copy_prefix;
        const std::string table = copy ? manipulation.table.substr(copy_prefix.size()) : manipulation.table;
        // What triggers do besides cannot be read off.
        if (!copy && has_triggers_)
            for (auto& [name, each] : carry_)
                each.touched = true;
        const auto found = carry_.find(table);
        if (found == carry_.end()) return;
        CarriedTable& carried = found->second;
        if (manipulation.verb == "update") return assign(carried, statement.assigned(manipulation.next));
        if (manipulation.replaces || manipulation.verb == "delete")
            carried.touched = true;
        else if (copy)
            copy_columns(carried, statement, manipulation.next);
        else
            carried.grows = true;
    }

    static void assign(CarriedTable& carried, const std::optional<std::vector<std::string>>& columns) {
        if (!columns)
            carried.touched = true;
        else
            for (const std::string& column : *columns)
                carried.columns.erase(column);
    }

    /// A copy by names says where each value comes from; one by position is held to the names.
    static void copy_columns(CarriedTable& carried, const StatementReader& statement, std::size_t at) {
        const auto pairs = statement.copied(at);
        if (!pairs) return;
        std::map<std::string, std::string> columns;
        if (const auto rowid = carried.columns.find(rowid_column); rowid != carried.columns.end())
            columns.insert(*rowid);
        for (const auto& [column, source] : *pairs) {
            if (source.size() != 1) continue;
            const auto origin = carried.columns.find(detail::fold(detail::unquote(source.front())));
            if (origin != carried.columns.end()) columns.emplace(column, origin->second);
        }
        carried.columns = std::move(columns);
    }

    Carry carry_;
    bool has_triggers_;
};

}  // namespace

Carry carry_of(std::string_view script, const Schema& before) {
    return Follower(before).run(script);
}

}  // namespace varve::compiler
