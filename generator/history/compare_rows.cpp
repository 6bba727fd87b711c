#include "generator/history/compare_rows.hpp"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "runtime/src/directive.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

/// Columns as they were, and the same ones as they are now.
struct Pairing {
    std::vector<std::string> then;
    std::vector<std::string> now;
};

std::size_t count_missing(const std::vector<Row>& then, const std::vector<Row>& now) {
    std::vector<Row> missing;
    std::set_difference(then.begin(), then.end(), now.begin(), now.end(), std::back_inserter(missing));
    return missing.size();
}

class TableComparison {
public:
    TableComparison(const std::string& name, const TableSnapshot& then, const TableSnapshot& now,
                    const CarriedTable& carried, const Losses& losses)
        : name_(name), then_(then), now_(now), ids_may_go_(losses.count({name, "rowid"}) != 0) {
        for (const auto& [column, origin] : carried.columns) {
            if (!then.has(origin) || !now.has(column)) continue;
            if (losses.count({name, column}) != 0 || losses.count({carried.from, origin}) != 0) continue;
            if (column == rowid_column && ids_may_go_) continue;
            pairing_.then.push_back(origin);
            pairing_.now.push_back(column);
        }
    }

    void run(std::vector<std::string>& missing) const {
        if (!ids_may_go_ && then_.mark && now_.mark.value_or(*then_.mark) < *then_.mark)
            missing.push_back(fmt::format("the AUTOINCREMENT mark of `{}`", name_));
        const std::size_t rows = count_missing(then_.projected(pairing_.then), now_.projected(pairing_.now));
        if (rows == 0) return;
        const std::vector<std::string> columns = missing_columns();
        if (columns.empty())
            missing.push_back(fmt::format("which values of `{}` stand together in a row", name_));
        else if (columns.size() == pairing_.now.size() || then_.rows.size() > now_.rows.size())
            missing.push_back(fmt::format("{} of {} rows of `{}`", rows, then_.rows.size(), name_));
        else
            missing.insert(missing.end(), columns.begin(), columns.end());
    }

private:
    /// The columns whose values differ on their own.
    std::vector<std::string> missing_columns() const {
        std::vector<std::string> columns;
        for (std::size_t i = 0; i != pairing_.now.size(); ++i) {
            if (count_missing(then_.projected({pairing_.then[i]}), now_.projected({pairing_.now[i]})) == 0)
                continue;
            const std::string& column = pairing_.now[i];
            columns.push_back(column == rowid_column ? fmt::format("the rowids of `{}`", name_)
                                                     : fmt::format("`{}.{}`", name_, column));
        }
        return columns;
    }

    const std::string& name_;
    const TableSnapshot& then_;
    const TableSnapshot& now_;
    const bool ids_may_go_;
    Pairing pairing_;
};

}  // namespace

Losses losses_of(std::string_view script) {
    Losses losses;
    for (const detail::Step& step : detail::split_steps(script)) {
        if (!step.directive) continue;
        for (const detail::Loss& loss : detail::read_directive(step.text).losses)
            losses.emplace(loss.table, loss.column);
    }
    return losses;
}

Carry unchanged(const Snapshot& snapshot) {
    Carry carry;
    for (const auto& [name, table] : snapshot) {
        CarriedTable& carried = carry[name];
        carried.from = name;
        for (const std::string& column : table.columns)
            carried.columns.emplace(column, column);
    }
    return carry;
}

std::vector<std::string> missing_rows(const Snapshot& then, const Snapshot& now, const Carry& carry,
                                      const Losses& losses) {
    std::vector<std::string> missing;
    for (const auto& [name, carried] : carry) {
        const auto before = then.find(carried.from);
        const auto after = now.find(name);
        if (carried.touched || before == then.end() || after == now.end()) continue;
        if (losses.count({name, ""}) != 0 || losses.count({carried.from, ""}) != 0) continue;
        TableComparison(name, before->second, after->second, carried, losses).run(missing);
    }
    return missing;
}

Snapshot rows_added(const Snapshot& earlier, Snapshot later) {
    for (auto& [name, table] : later) {
        const auto before = earlier.find(name);
        if (before == earlier.end()) continue;
        table.mark.reset();
        std::vector<Row> old = before->second.rows;
        std::vector<Row> all = std::move(table.rows);
        std::sort(old.begin(), old.end());
        std::sort(all.begin(), all.end());
        table.rows.clear();
        std::set_difference(all.begin(), all.end(), old.begin(), old.end(), std::back_inserter(table.rows));
    }
    return later;
}

}  // namespace varve::compiler
