#include "generator/history/snapshot.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "generator/history/populate_table.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

std::size_t place_of(const std::vector<std::string>& columns, const std::string& name) {
    return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
}

TableSnapshot read_table(sqlite3* db, const Schema& schema, const Table& table) {
    TableSnapshot snapshot;
    std::string list;
    for (const Column& column : table.columns) {
        if (column.generated) continue;
        snapshot.columns.push_back(detail::fold(column.name));
        list += (list.empty() ? "" : ", ") + sqlite::quote(column.name);
    }
    if (const auto alias = rowid_alias(table); alias && !has_integer_key(schema, table)) {
        snapshot.columns.emplace_back(rowid_column);
        list += ", " + *alias;
    }
    snapshot.rows = rows_of(db, fmt::format("SELECT {} FROM {}", list, sqlite::quote(table.name)));
    return snapshot;
}

void read_marks(sqlite3* db, Snapshot& snapshot) {
    if (count_of(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") == 0) return;
    for (const Row& row : rows_of(db, "SELECT name, seq FROM sqlite_sequence")) {
        const auto* name = std::get_if<std::string>(&row[0]);
        const auto* mark = std::get_if<std::int64_t>(&row[1]);
        const auto found = name == nullptr ? snapshot.end() : snapshot.find(detail::fold(*name));
        if (found != snapshot.end() && mark != nullptr) found->second.mark = *mark;
    }
}

}  // namespace

std::vector<Row> TableSnapshot::projected(const std::vector<std::string>& names) const {
    std::vector<std::size_t> places;
    for (const std::string& name : names)
        places.push_back(place_of(columns, name));
    std::vector<Row> projection;
    projection.reserve(rows.size());
    for (const Row& row : rows) {
        Row& narrow = projection.emplace_back();
        for (std::size_t place : places)
            narrow.push_back(row.at(place));
    }
    std::sort(projection.begin(), projection.end());
    return projection;
}

bool TableSnapshot::has(const std::string& column) const {
    return place_of(columns, column) != columns.size();
}

Snapshot take_snapshot(sqlite3* db, const Schema& schema) {
    Snapshot snapshot;
    for (const Table& table : schema.tables)
        snapshot.emplace(detail::fold(table.name), read_table(db, schema, table));
    read_marks(db, snapshot);
    return snapshot;
}

}  // namespace varve::compiler
