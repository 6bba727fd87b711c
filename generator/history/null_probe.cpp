#include "generator/history/null_probe.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/cells.hpp"
#include "generator/history/facets.hpp"
#include "generator/history/matching.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/include/varve/connection.hpp"
#include "runtime/include/varve/error.hpp"

namespace varve::compiler {

namespace {

/// Nothing but names and expressions: no rule refuses the row.
std::string bare_table(const Table& table) {
    std::vector<std::string> columns;
    for (const Column& column : table.columns)
        columns.push_back(column.generated
                              ? fmt::format("{} AS {}", sqlite::quote(column.name), column.generated->sql)
                              : sqlite::quote(column.name));
    return fmt::format("CREATE TABLE {} ({})", sqlite::quote(table.name), fmt::join(columns, ", "));
}

std::string one_row(const Table& table, const std::vector<std::string>& nulls) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    for (const Column& column : table.columns) {
        if (column.generated) continue;
        names.push_back(sqlite::quote(column.name));
        values.push_back(holds_name(nulls, column.name) ? "NULL" : "1");
    }
    return fmt::format("INSERT INTO {} ({}) VALUES ({})", sqlite::quote(table.name), fmt::join(names, ", "),
                       fmt::join(values, ", "));
}

}  // namespace

std::vector<std::string> generated_nulls(const Schema& schema, const Table& table,
                                         const std::vector<std::string>& nulls) {
    std::vector<std::string> refused;
    const auto may_refuse = [&](const Column& column) {
        return column.generated && !holds_null(schema, table, column);
    };
    if (nulls.empty() || std::none_of(table.columns.begin(), table.columns.end(), may_refuse)) return refused;
    try {
        ConnectionOptions options;
        options.path = ":memory:";
        Connection connection = Connection::open(options);
        connection.execute(bare_table(table));
        connection.execute(one_row(table, nulls));
        for (const Column& column : table.columns)
            if (may_refuse(column) &&
                count_of(connection.native_handle(),
                         fmt::format("SELECT {} IS NULL FROM {}", sqlite::quote(column.name),
                                     sqlite::quote(table.name))) != 0)
                refused.push_back(column.name);
    } catch (const Error&) {
        return {};
    }
    return refused;
}

}  // namespace varve::compiler
