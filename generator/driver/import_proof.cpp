#include "generator/driver/import_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "generator/history/populate.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/catalog.hpp"
#include "runtime/src/statement.hpp"

namespace varve::compiler {

bool ProofSearch::next(const std::string& reason) {
    const Table* table = colliding(reason);
    const auto known = std::find_if(tried_.begin(), tried_.end(),
                                    [&](const Candidates& each) { return each.table == table; });
    if (table != nullptr && known == tried_.end()) {
        tried_.push_back({table, rows_for(*table), 0});
        return !tried_.back().rows.empty();
    }
    // A proof that fails itself names no table of the step's: the row that was put in last is to blame.
    if (tried_.empty()) return false;
    Candidates& candidates = known == tried_.end() ? tried_.back() : *known;
    return ++candidates.at < candidates.rows.size();
}

std::string ProofSearch::sql() const {
    std::string sql;
    for (const Candidates& each : tried_)
        sql += each.rows[each.at] + ";\n";
    return sql;
}

/// "UNIQUE constraint failed: roles.id, roles.name"
const Table* ProofSearch::colliding(const std::string& reason) const {
    constexpr std::string_view words = "UNIQUE constraint failed: ";
    const auto at = reason.find(words);
    if (at == std::string::npos) return nullptr;
    const std::string_view named = std::string_view(reason).substr(at + words.size());
    for (const Table& table : before_.tables)
        if (detail::fold(named.substr(0, named.find('.'))) == detail::fold(table.name)) return &table;
    return nullptr;
}

std::vector<std::string> ProofSearch::rows_for(const Table& table) const {
    ReplayDatabase filled = lineage_.copy();
    populate(filled.handle(), before_);
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Column& column : table.columns) {
        if (column.generated) continue;
        names.push_back(sqlite::quote(column.name));
        values.push_back(fmt::format("quote({})", names.back()));
    }
    detail::Statement each(
        filled.handle(),
        fmt::format("SELECT {} FROM {}", fmt::join(values, " || ', ' || "), sqlite::quote(table.name)),
        "cannot read generated rows");
    std::vector<std::string> rows;
    while (each.step())
        rows.push_back(fmt::format("INSERT INTO {} ({}) VALUES ({})", sqlite::quote(table.name),
                                   fmt::join(names, ", "), each.text(0)));
    return rows;
}

}  // namespace varve::compiler
