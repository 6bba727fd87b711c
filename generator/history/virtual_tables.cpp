#include "generator/history/virtual_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "generator/history/facets.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {

namespace {

using sqlite::quote;

using Argument = std::vector<std::string_view>;

/// The arguments of a full text module, each as its tokens.
std::vector<Argument> arguments_of(const SqlText& text) {
    std::vector<Argument> arguments(1);
    int depth = 0;
    for (const detail::SqlToken& token : detail::sql_tokens(text)) {
        const std::string_view bytes = std::string_view(text).substr(token.begin, token.end - token.begin);
        if (bytes == "(") ++depth;
        if (bytes == ")") --depth;
        if (bytes == "," && depth == 0)
            arguments.emplace_back();
        else
            arguments.back().push_back(bytes);
    }
    return arguments;
}

std::string bare(std::string_view token) {
    if (token.size() < 2 || token.front() != '\'') return detail::unquote(token);
    std::string text;
    for (std::size_t i = 1; i + 1 < token.size(); ++i) {
        text += token[i];
        if (token[i] == '\'') ++i;
    }
    return text;
}

bool is_option(const Argument& argument, std::string_view name) {
    return argument.size() > 2 && argument[1] == "=" && same_name(argument[0], name);
}

bool is_full_text(const VirtualTable& table) {
    return same_name(table.module, "fts5") || same_name(table.module, "fts4");
}

std::vector<const VirtualTable*> lacking(const std::vector<VirtualTable>& tables,
                                         const std::vector<VirtualTable>& others) {
    std::vector<const VirtualTable*> found;
    for (const VirtualTable& table : tables) {
        const bool stays = std::any_of(others.begin(), others.end(), [&](const VirtualTable& other) {
            return other.name == table.name &&
                   same_sql(sqlite::render_virtual_table(other), sqlite::render_virtual_table(table));
        });
        if (!stays) found.push_back(&table);
    }
    return found;
}

bool is_copied_as_it_is(const Course& course, const TableMatch& match, const std::string& name) {
    const Column* column = find_column(*match.after, name);
    if (column == nullptr) return true;
    const Column* old = match.before_of(*column);
    if (column->generated)
        return old != nullptr && old->generated && same_sql(old->generated->sql, column->generated->sql);
    return old != nullptr && copied_value(course, match, *column) == quote(old->name);
}

bool rewrites(const Course& course, const TableMatch& match, const SearchSource& source) {
    const auto changes = [&](const std::string& column) {
        return !is_copied_as_it_is(course, match, column);
    };
    return loses_rowids(course, match) || changes(source.rowid) ||
           std::any_of(source.columns.begin(), source.columns.end(), changes);
}

}  // namespace

std::optional<SearchSource> search_source(const VirtualTable& table) {
    if (!is_full_text(table) || !table.arguments) return std::nullopt;
    SearchSource source{"", "rowid", {}};
    for (const Argument& argument : arguments_of(*table.arguments)) {
        if (is_option(argument, "content"))
            source.table = bare(argument[2]);
        else if (is_option(argument, "content_rowid"))
            source.rowid = bare(argument[2]);
        else if (!argument.empty() && (argument.size() < 2 || argument[1] != "="))
            source.columns.push_back(bare(argument[0]));
    }
    return source.table.empty() ? std::nullopt : std::optional(source);
}

bool holds_rows(const VirtualTable& table) {
    return !search_source(table);
}

std::vector<const VirtualTable*> dropped_virtual_tables(const Course& course) {
    return lacking(course.before.virtual_tables, course.after.virtual_tables);
}

std::vector<const VirtualTable*> created_virtual_tables(const Course& course) {
    return lacking(course.after.virtual_tables, course.before.virtual_tables);
}

std::string fill_search(const VirtualTable& table) {
    return fmt::format("INSERT INTO {0} ({0}) VALUES ('rebuild')", quote(table.name));
}

std::vector<std::string> refilled_searches(const Course& course, const std::vector<Way>& ways) {
    const std::vector<const VirtualTable*> created = created_virtual_tables(course);
    std::vector<std::string> statements;
    for (const VirtualTable& table : course.after.virtual_tables) {
        const std::optional<SearchSource> source = search_source(table);
        if (!source || std::find(created.begin(), created.end(), &table) != created.end()) continue;
        for (std::size_t i = 0; i != ways.size(); ++i) {
            const TableMatch& match = course.matching.tables[i];
            const bool rewritten = ways[i] == Way::rebuild || ways[i] == Way::edit;
            if (rewritten && same_name(match.after->name, source->table) &&
                rewrites(course, match, *source))
                statements.push_back(fill_search(table));
        }
    }
    return statements;
}

}  // namespace varve::compiler
