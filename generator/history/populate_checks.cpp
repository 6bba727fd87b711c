#include "generator/history/populate_checks.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "generator/model/type.hpp"
#include "generator/sqlite/render.hpp"
#include "runtime/include/varve/error.hpp"
#include "runtime/src/sql_tokens.hpp"

namespace varve::compiler {
namespace {

using Cells = std::vector<Cell>;

constexpr std::size_t own_candidates = 24;
constexpr std::size_t shaped_candidates = 8;

bool same_name(std::string_view a, std::string_view b) {
    return sqlite3_strnicmp(a.data(), b.data(), static_cast<int>(std::max(a.size(), b.size()))) == 0 &&
           a.size() == b.size();
}

struct Fragment {
    SqlText sql;
    std::set<std::string> columns;
};

Fragment fragment_of(const Table& table, const SqlText& sql) {
    Fragment fragment{sql, {}};
    for (const detail::SqlToken& token : detail::sql_tokens(sql)) {
        if (token.kind != detail::SqlTokenKind::word && token.kind != detail::SqlTokenKind::quoted) continue;
        const std::string name =
            detail::unquote(std::string_view(sql).substr(token.begin, token.end - token.begin));
        for (const Column& column : table.columns)
            if (same_name(column.name, name)) fragment.columns.insert(column.name);
    }
    return fragment;
}

/// The checks that a type implies are met by how its values are made.
std::vector<Fragment> fragments_of(const Schema& schema, const Table& table) {
    std::vector<Fragment> fragments;
    for (const Check& check : table.checks)
        fragments.push_back(fragment_of(table, check.sql));
    for (const Column& column : table.columns) {
        const std::optional<SqlText> implied = implied_check(schema, column);
        for (const Check& check : column.checks)
            if (check.sql != implied) fragments.push_back(fragment_of(table, check.sql));
    }
    return fragments;
}

/// Literals stand where a check draws its line, so their neighbours are the boundaries.
void add_literal(std::string_view token, detail::SqlTokenKind kind, Cells& cells) {
    if (kind == detail::SqlTokenKind::string && token.size() >= 2) {
        std::string text;
        for (std::size_t i = 1; i + 1 < token.size(); ++i) {
            text += token[i];
            if (token[i] == '\'') ++i;
        }
        cells.emplace_back(std::move(text));
        return;
    }
    if (kind != detail::SqlTokenKind::number) return;
    try {
        const std::string text(token);
        if (text.find_first_not_of("0123456789") != std::string::npos) {
            cells.emplace_back(std::stod(text));
            return;
        }
        const std::int64_t number = std::stoll(text);
        for (std::int64_t near : {number, number - 1, number + 1, -number})
            cells.emplace_back(near);
    } catch (const std::exception&) {
        return;  // A literal beyond the machine's range is no candidate.
    }
}

void add_shapes(std::size_t i, Cells& cells) {
    for (const std::string& text :
         {fmt::format("user{}@example.org", i), fmt::format("https://example.org/{}", i),
          fmt::format("row-{}", i), fmt::format("row_{}", i), fmt::format("{}", 12345 + i),
          fmt::format("+4930{}", 1234567 + i), fmt::format("{:08x}", 0xabcd00 + i),
          fmt::format("{}", static_cast<char>('a' + i)), fmt::format("{}", static_cast<char>('A' + i)),
          fmt::format("AB{}", i), fmt::format("2024-02-{:02}", i + 1),
          fmt::format("2024-02-{:02}T10:00:00Z", i + 1), fmt::format("#{:06x}", 0xabcd00 + i),
          fmt::format("{{\"k\":{}}}", i), fmt::format("[{}]", i)})
        cells.emplace_back(text);
}

bool is_textual(TypeKind kind) {
    return kind == TypeKind::text || kind == TypeKind::json || kind == TypeKind::decimal ||
           kind == TypeKind::date || kind == TypeKind::any;
}

bool fits(TypeKind kind, const Cell& cell) {
    if (kind == TypeKind::any) return true;
    if (kind == TypeKind::blob || kind == TypeKind::uuid) return std::holds_alternative<BlobCell>(cell);
    if (kind == TypeKind::real) return std::holds_alternative<double>(cell);
    const bool textual = is_textual(kind) || kind == TypeKind::enumeration;
    return textual ? std::holds_alternative<std::string>(cell) : std::holds_alternative<std::int64_t>(cell);
}

Cells literals(const ValueDomain& domain, const std::vector<const Fragment*>& fragments) {
    Cells cells;
    for (const Fragment* fragment : fragments)
        for (const detail::SqlToken& token : detail::sql_tokens(fragment->sql))
            add_literal(std::string_view(fragment->sql).substr(token.begin, token.end - token.begin),
                        token.kind, cells);
    if (domain.kind() == TypeKind::real)
        for (std::size_t i = 0, count = cells.size(); i != count; ++i)
            if (const auto* integer = std::get_if<std::int64_t>(&cells[i]))
                cells.emplace_back(static_cast<double>(*integer));
    Cells fitting;
    for (const Cell& cell : cells)
        if (fits(domain.kind(), cell) && std::find(fitting.begin(), fitting.end(), cell) == fitting.end())
            fitting.push_back(cell);
    return fitting;
}

Cells candidates(const ValueDomain& domain, const std::vector<const Fragment*>& fragments) {
    Cells cells;
    for (std::size_t i = 0; i != own_candidates; ++i)
        cells.push_back(domain.at(i));
    for (Cell& cell : literals(domain, fragments))
        cells.push_back(std::move(cell));
    if (is_textual(domain.kind()))
        for (std::size_t i = 0; i != shaped_candidates; ++i)
            add_shapes(i, cells);
    return cells;
}

/// A check that is NULL lets a row pass, as in SQLite.
Cells passing(sqlite3* db, const std::string& column, const Fragment& fragment, const Cells& cells) {
    Prepared check(db, fmt::format("SELECT coalesce({}, 1) FROM (SELECT ?1 AS {})", fragment.sql,
                                   sqlite::quote(column)));
    Cells passed;
    for (const Cell& cell : cells) {
        check.bind(1, cell);
        while (check.step() == SQLITE_ROW)
            if (const Row row = check.row(); row.front() != Cell(std::int64_t{0})) passed.push_back(cell);
    }
    return passed;
}

}  // namespace

void respect_checks(sqlite3* db, const Schema& schema, const Table& table,
                    std::map<std::string, ValueDomain>& domains) {
    const std::vector<Fragment> fragments = fragments_of(schema, table);
    for (auto& [name, domain] : domains) {
        std::vector<const Fragment*> alone;
        std::vector<const Fragment*> shared;
        for (const Fragment& fragment : fragments)
            if (fragment.columns.count(name) != 0)
                (fragment.columns.size() == 1 ? alone : shared).push_back(&fragment);
        domain.suggest(literals(domain, shared));
        if (alone.empty()) continue;
        Cells cells = candidates(domain, alone);
        try {
            for (const Fragment* fragment : alone)
                cells = passing(db, name, *fragment, cells);
        } catch (const Error&) {
            continue;  // A check that cannot stand alone (an application's function) is left to the insert.
        }
        domain.restrict_to(std::move(cells));
    }
}

}  // namespace varve::compiler
