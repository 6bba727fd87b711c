#include "generator/history/carry.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "generator/history/manipulation.hpp"
#include "generator/history/snapshot.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

constexpr std::string_view copy_prefix = "varve_new_";

class Follower {
public:
    explicit Follower(const Schema& before)
        : carry_(carry_by_name(before)), has_triggers_(!before.triggers.empty()) {}

    Carry run(std::string_view script) {
        for (const detail::Step& step : detail::split_steps(script)) {
            if (step.directive) {
                follow(step.text);
                continue;
            }
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
    /// Between `edit` and `end` no trigger fires.
    void follow(std::string_view directive) {
        if (directive.substr(0, 5) == "edit ") quiet_ = true;
        if (directive == "end") quiet_ = false;
    }

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
        if (statement.commands_virtual_table(manipulation)) return;
        // What triggers do besides cannot be read off.
        if (!copy && has_triggers_ && !quiet_)
            for (auto& [name, each] : carry_)
                each.touched = true;
        const auto found = carry_.find(table);
        if (found == carry_.end()) return;
        CarriedTable& carried = found->second;
        if (manipulation.verb == "update") return assign(carried, statement.assigned(manipulation));
        if (manipulation.replaces || manipulation.verb == "delete")
            carried.touched = true;
        else if (copy)
            copy_columns(carried, statement.copied(manipulation));
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
    static void copy_columns(CarriedTable& carried,
                             const std::optional<std::vector<StatementReader::Filling>>& pairs) {
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
    bool quiet_ = false;
};

}  // namespace

Carry carry_by_name(const Schema& before) {
    Carry carry;
    for (const Table& table : before.tables) {
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

Carry carry_of(std::string_view script, const Schema& before) {
    return Follower(before).run(script);
}

}  // namespace varve::compiler
