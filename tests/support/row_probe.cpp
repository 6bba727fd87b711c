#include "tests/support/row_probe.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace varve::compiler::testing {

namespace {

std::vector<std::vector<std::string>> table_of(sqlite3* db, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db) + (" in: " + sql));
    std::vector<std::vector<std::string>> rows;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        auto& row = rows.emplace_back();
        for (int i = 0; i != sqlite3_column_count(statement); ++i) {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
            row.push_back(text == nullptr ? "~" : text);
        }
    }
    if (sqlite3_finalize(statement) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(db) + (" in: " + sql));
    return rows;
}

std::string quoted(const std::string& name, char mark = '"') {
    std::string text(1, mark);
    for (const char c : name)
        text.append(c == mark ? 2 : 1, c);
    return text + mark;
}

bool has(const std::vector<std::string>& names, const std::string& wanted) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return sqlite3_stricmp(name.c_str(), wanted.c_str()) == 0;
    });
}

/// A key without an index of its own is the rowid.
bool hides_no_rowid(sqlite3* db, const std::string& table) {
    const std::string name = quoted(table, '\'');
    const bool keyed = probe(db, "SELECT 1 FROM pragma_table_xinfo(" + name + ") WHERE pk > 0").size() == 1;
    return keyed && probe(db, "SELECT 1 FROM pragma_index_list(" + name + ") WHERE origin = 'pk'").empty();
}

ProbedTable read(sqlite3* db, const std::string& table, bool without_rowid) {
    ProbedTable probed;
    for (const auto& column : table_of(db, "SELECT name FROM pragma_table_xinfo(" + quoted(table, '\'') +
                                               ") WHERE hidden = 0 ORDER BY cid"))
        probed.columns.push_back(column[0]);
    std::string cells;
    const auto add = [&](const std::string& name) {
        cells += (cells.empty() ? "" : ", ") +
                 ("typeof(" + name + ") || CASE typeof(" + name + ") WHEN 'real' THEN printf('%!.20g', " +
                  name + ") WHEN 'null' THEN '' ELSE hex(" + name + ") END");
    };
    for (const std::string& name : probed.columns)
        add(quoted(name));
    const std::vector<std::string> all = probed.columns;
    if (!without_rowid && !hides_no_rowid(db, table))
        for (const char* alias : {"rowid", "_rowid_", "oid"})
            if (!has(all, alias) && probed.columns.size() == all.size()) {
                probed.columns.emplace_back("rowid");
                add(alias);
            }
    probed.rows = table_of(db, "SELECT " + cells + " FROM " + quoted(table));
    return probed;
}

}  // namespace

std::vector<std::string> ProbedTable::projected(const std::vector<std::string>& names) const {
    std::vector<std::string> lines;
    for (const auto& row : rows) {
        std::string& line = lines.emplace_back();
        for (const std::string& name : names)
            for (std::size_t i = 0; i != columns.size(); ++i)
                if (sqlite3_stricmp(columns[i].c_str(), name.c_str()) == 0) line += row[i] + "|";
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

std::map<std::string, ProbedTable> probe_rows(sqlite3* db) {
    std::map<std::string, ProbedTable> tables;
    for (const auto& row :
         table_of(db,
                  "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                  "AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'varve~_%' ESCAPE '~'"))
        tables.emplace(row[0], read(db, row[0], row[1] == "1"));
    if (!probe(db, "SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").empty())
        for (const auto& row : table_of(db, "SELECT name, seq FROM sqlite_sequence"))
            if (const auto table = tables.find(row[0]); table != tables.end()) table->second.mark = row[1];
    return tables;
}

std::vector<std::string> probe(sqlite3* db, const std::string& sql) {
    std::vector<std::string> lines;
    for (const auto& row : table_of(db, sql)) {
        std::string& line = lines.emplace_back();
        for (std::size_t i = 0; i != row.size(); ++i)
            line += (i == 0 ? "" : "|") + row[i];
    }
    return lines;
}

}  // namespace varve::compiler::testing
