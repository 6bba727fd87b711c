#include "generator/import/losses.hpp"

#include <algorithm>

#include "generator/sqlite/render.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/directive.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

std::string name_for(std::string_view name) {
    const bool plain =
        !name.empty() && !detail::is_digit(name.front()) && std::all_of(name.begin(), name.end(), [](char c) {
            return detail::is_letter(c) || detail::is_digit(c) || c == '_';
        });
    return plain ? std::string(name) : sqlite::quote(name);
}

/// Behind the table's name: nothing, or a dot and the column. A quoted name may hold dots.
std::string table_of(std::string_view loss) {
    if (!loss.starts_with('"')) return std::string(loss.substr(0, loss.find('.')));
    const auto end = loss.find("\".", 1);
    return std::string(loss.substr(0, end == std::string_view::npos ? end : end + 1));
}

/// The table or column that a rehearsal names: folded and without quotes.
std::string resolve(std::string_view named, bool rowids, const Schema& schema) {
    for (const Table& table : schema.tables) {
        const std::string folded = detail::fold(table.name);
        if (named == folded) return name_for(table.name) + (rowids ? ".rowid" : "");
        for (const Column& column : table.columns)
            if (named == folded + "." + detail::fold(column.name))
                return name_for(table.name) + "." + name_for(column.name);
    }
    return {};
}

const Table* find_folded(const Schema& schema, std::string_view name) {
    for (const Table& table : schema.tables)
        if (detail::fold(table.name) == detail::fold(name)) return &table;
    return nullptr;
}

bool has_column(const Table& table, std::string_view name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return detail::fold(column.name) == detail::fold(name); });
}

bool speaks_of_rowids(std::string_view words) {
    return words.ends_with("the rowids of ") || words.ends_with("the AUTOINCREMENT mark of ");
}

}  // namespace

bool DeclaredLosses::add(const std::string& loss) {
    const std::string table = table_of(loss);
    const auto declared = [this](const std::string& name) {
        return std::find(names_.begin(), names_.end(), name) != names_.end();
    };
    if (declared(loss) || declared(table)) return false;
    if (loss == table)
        names_.erase(std::remove_if(names_.begin(), names_.end(),
                                    [&](const std::string& name) {
                                        return table_of(name) == table && !name.ends_with(".rowid");
                                    }),
                     names_.end());
    names_.push_back(loss);
    return true;
}

std::string loss_in(std::string_view reason) {
    constexpr std::string_view hint = "`--@ lose ";
    const auto at = reason.find(hint);
    if (at == std::string_view::npos) return {};
    reason.remove_prefix(at + hint.size());
    return std::string(reason.substr(0, reason.find('`')));
}

std::string loss_before(const std::string& loss, std::string_view sql, const Schema& before) {
    std::string table = table_of(loss);
    std::string column = loss.size() == table.size() ? std::string() : loss.substr(table.size() + 1);
    std::vector<detail::Alteration> renames;
    for (const detail::Step& step : detail::split_steps(sql))
        if (const auto alteration = detail::read_alteration(step.text)) renames.push_back(*alteration);
    for (auto rename = renames.rbegin(); rename != renames.rend(); ++rename) {
        const Table* stood = find_folded(before, detail::unquote(table));
        if (!column.empty() && !rename->column_renamed.empty() &&
            rename->table == detail::fold(detail::unquote(table)) &&
            rename->column_renamed == detail::fold(detail::unquote(column)) &&
            (stood == nullptr || !has_column(*stood, detail::unquote(column))))
            column = name_for(rename->column);
        if (stood == nullptr && rename->renamed_to == detail::fold(detail::unquote(table)))
            table = name_for(rename->table);
    }
    if (const Table* stood = find_folded(before, detail::unquote(table))) {
        table = name_for(stood->name);
        for (const Column& each : stood->columns)
            if (detail::fold(each.name) == detail::fold(detail::unquote(column)))
                column = name_for(each.name);
    }
    return column.empty() ? table : table + "." + column;
}

std::vector<std::string> losses_in(std::string_view finding, const Schema& before, const Schema& after) {
    std::vector<std::string> losses;
    for (auto open = finding.find('`'); open != std::string_view::npos; open = finding.find('`')) {
        const bool rowids = speaks_of_rowids(finding.substr(0, open));
        finding.remove_prefix(open + 1);
        const auto close = finding.find('`');
        if (close == std::string_view::npos) break;
        for (const Schema* schema : {&before, &after}) {
            std::string loss = resolve(detail::fold(finding.substr(0, close)), rowids, *schema);
            if (loss.empty()) continue;
            losses.push_back(std::move(loss));
            break;
        }
        finding.remove_prefix(close + 1);
    }
    return losses;
}

}  // namespace varve::compiler
