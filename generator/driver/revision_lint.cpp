#include "generator/driver/revision_lint.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "generator/history/carry.hpp"
#include "generator/history/demands.hpp"
#include "generator/history/manipulation.hpp"
#include "generator/history/plan.hpp"
#include "generator/lint/revision.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using detail::fold;

constexpr std::string_view copy_prefix = "varve_new_";

/// The names in the parentheses behind an INSERT's table; nothing where there are none.
std::optional<std::vector<std::string>> listed_columns(std::string_view sql, const Manipulation& insert) {
    const std::vector<std::string_view> tokens = detail::token_texts(sql);
    if (insert.next >= tokens.size() || tokens[insert.next] != "(") return std::nullopt;
    std::vector<std::string> names;
    for (std::size_t at = insert.next + 1; at < tokens.size() && tokens[at] != ")"; ++at)
        if (tokens[at] != ",") names.push_back(fold(detail::unquote(tokens[at])));
    return names;
}

StepEffect effect_of(const detail::Step& step) {
    if (step.directive) return {};
    const StatementReader reader(step.text);
    const std::optional<Manipulation> change = reader.manipulation();
    if (!change || reader.commands_virtual_table(*change)) return {};
    StepEffect effect{change->verb, change->table, std::nullopt};
    if (change->verb == "update") effect.columns = reader.assigned(*change);
    if (change->verb == "insert" || change->verb == "replace")
        effect.columns = listed_columns(step.text, *change);
    return effect;
}

/// The script without the statements that write values into rows where they are: what is left moves names
/// alone.
std::string moves_alone(std::string_view up) {
    std::string moves;
    for (const detail::Step& step : detail::split_steps(up)) {
        if (step.directive) continue;
        const StepEffect effect = effect_of(step);
        if (!effect.verb.empty() && !effect.table.starts_with(copy_prefix)) continue;
        moves.append(step.text).append(";\n");
    }
    return moves;
}

const Table* find_folded(const Schema& schema, const std::string& name) {
    const auto found = std::find_if(schema.tables.begin(), schema.tables.end(),
                                    [&](const Table& table) { return fold(table.name) == name; });
    return found == schema.tables.end() ? nullptr : &*found;
}

const Column* find_folded(const Table& table, const std::string& name) {
    const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                    [&](const Column& column) { return fold(column.name) == name; });
    return found == table.columns.end() ? nullptr : &*found;
}

/// The columns that copies of rebuilds compute, each with the names that it is computed of.
using Computed = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

Computed computed_columns(std::string_view up) {
    Computed computed;
    for (const detail::Step& step : detail::split_steps(up)) {
        if (step.directive) continue;
        const StatementReader reader(step.text);
        const std::optional<Manipulation> change = reader.manipulation();
        if (!change || !change->table.starts_with(copy_prefix)) continue;
        const auto fillings = reader.copied(*change);
        if (!fillings) continue;
        for (const auto& [column, tokens] : *fillings)
            for (const std::string_view token : tokens)
                computed[{change->table.substr(copy_prefix.size()), column}].insert(
                    fold(detail::unquote(token)));
    }
    return computed;
}

/// Where a column went: by its name, or to the new column that is computed of it.
std::string column_now(const Table& table, const Table& now, const CarriedTable& carried,
                       const Column& column, const Computed& computed) {
    const std::string name = fold(column.name);
    for (const auto& [after, before] : carried.columns)
        if (const Column* found = before == name ? find_folded(now, after) : nullptr) return found->name;
    if (const Column* same = find_folded(now, name)) return same->name;
    for (const Column& each : now.columns) {
        const auto sources = computed.find({fold(now.name), fold(each.name)});
        const bool is_new = find_folded(table, fold(each.name)) == nullptr;
        if (is_new && sources != computed.end() && sources->second.count(name) != 0) return each.name;
    }
    return {};
}

void add_passages(const Table& table, const CarriedTable& carried, const Table& now, const Computed& computed,
                  std::vector<Passage>& passages) {
    if (fold(table.name) != fold(now.name)) passages.push_back({table.name, "", now.name, ""});
    for (const Column& column : table.columns) {
        const std::string name = column_now(table, now, carried, column, computed);
        if (fold(name) != fold(column.name) && !column.generated)
            passages.push_back({table.name, column.name, now.name, name});
    }
}

std::vector<Passage> passages_of(const Schema& before, const Schema& after, std::string_view up) {
    const Carry carry = carry_of(moves_alone(up), before);
    const Computed computed = computed_columns(up);
    std::vector<Passage> passages;
    for (const Table& table : before.tables) {
        const auto found = std::find_if(carry.begin(), carry.end(), [&](const auto& each) {
            return each.second.from == fold(table.name);
        });
        const Table* now = found == carry.end() ? nullptr : find_folded(after, found->first);
        if (now == nullptr)
            passages.push_back({table.name, "", "", ""});
        else
            add_passages(table, found->second, *now, computed, passages);
    }
    return passages;
}

/// As a plan between the two schemas would say. One that lacks hints of its day says nothing.
std::vector<RebuildReason> rebuilds_of(const Schema& before, const Schema& after,
                                       const std::vector<Passage>& passages) {
    DiagnosticSink quiet;
    std::vector<RebuildReason> rebuilds;
    for (const Reason& reason : plan(before, after, diff(before, after, quiet), quiet).reasons) {
        if (reason.way != "rebuild") continue;
        const auto renamed = std::find_if(passages.begin(), passages.end(), [&](const Passage& passage) {
            return passage.column.empty() && passage.table_now == reason.table;
        });
        rebuilds.push_back(
            {renamed == passages.end() ? reason.table : renamed->table, reason.why, reason.cheaper});
    }
    return rebuilds;
}

}  // namespace

void lint_up(const Schema& before, const Schema& after, const SourceSet& sources, std::uint32_t file,
             DiagnosticSink& sink) {
    const std::string_view up = sources[file].text();
    RevisionSubject subject{before, after, sources, file, {}, passages_of(before, after, up), {}, {}};
    subject.rebuilds = rebuilds_of(before, after, subject.passages);
    for (const detail::Step& step : detail::split_steps(up))
        subject.effects.push_back(effect_of(step));
    for (const Demand& demand : new_demands(before, after, carry_of(up, before), up))
        if (!demand.mended) subject.demands.push_back({demand.table, demand.breaking, demand.constraint});
    lint_revision(subject, sink);
}

}  // namespace varve::compiler
