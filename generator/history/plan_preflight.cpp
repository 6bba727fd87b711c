#include "generator/history/plan_preflight.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "generator/history/demanded_rows.hpp"
#include "generator/history/script.hpp"
#include "generator/sqlite/render.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

/// A directive is one line, and its words stand in double quotes.
std::string in_quotes(std::string words) {
    std::replace_if(
        words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return quote(words);
}

}  // namespace

std::vector<std::string> key_of(const Table& table) {
    std::vector<std::string> names;
    if (table.primary_key)
        for (const KeyTerm& term : table.primary_key->terms)
            names.push_back(quote(term.column));
    if (!names.empty()) return names;
    for (const std::string_view rowid : {"rowid", "_rowid_", "oid"})
        if (find_column(table, rowid) == nullptr) return {std::string(rowid)};
    return {};
}

std::string select_keys(const RowAfter& row, const std::string& where) {
    return fmt::format("SELECT {} FROM {} WHERE {}", fmt::join(key_of(row.before()), ", "), row.source(),
                       where);
}

std::string write_preflight(const Course& course) {
    Script script;
    script.group({"rows that would stand against this are looked for first"});
    for (const TableMatch& table : course.matching.tables) {
        if (key_of(*table.before).empty()) continue;
        const RowAfter row(course, table);
        std::vector<RowQuery> found;
        find_misfits(row, found);
        find_conversions(row, found);
        find_twins(row, found);
        find_strays(row, found);
        for (const RowQuery& query : found) {
            script.directive(
                fmt::format("preflight {} {}", directive_name(table.before->name), in_quotes(query.words)));
            script.statement(query.sql);
        }
    }
    return script.text();
}

}  // namespace varve::compiler
