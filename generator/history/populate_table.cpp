#include "generator/history/populate_table.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "generator/history/facets.hpp"
#include "generator/history/populate_checks.hpp"
#include "generator/sqlite/render.hpp"
#include "generator/sqlite/render_parts.hpp"
#include "runtime/src/catalog.hpp"

namespace varve::compiler {
namespace {

constexpr std::size_t rows_a_table = 6;
constexpr std::size_t attempts_a_row = 60;
constexpr std::size_t row_of_nulls = 1;
constexpr std::size_t row_of_defaults = 2;

/// Spreads three small numbers, so that columns do not move in step (splitmix64's finaliser).
std::size_t mixed(std::size_t row, std::size_t attempt, std::size_t column) {
    std::uint64_t x = (row * 1000003 + attempt) * 1000003 + column + 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::size_t>((x ^ (x >> 31)) >> 8);
}

std::string quoted_list(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names)
        list += (list.empty() ? "" : ", ") + sqlite::quote(name);
    return list;
}

bool is_key_column(const Table& table, const std::string& column) {
    if (!table.primary_key) return false;
    const auto& terms = table.primary_key->terms;
    return std::any_of(terms.begin(), terms.end(),
                       [&](const KeyTerm& term) { return term.column == column; });
}

}  // namespace

bool has_integer_key(const Schema& schema, const Table& table) {
    return sqlite::rowid_alias(schema, table) != nullptr;
}

std::optional<std::string> rowid_alias(const Table& table) {
    if (table.without_rowid) return std::nullopt;
    for (const char* alias : {"rowid", "_rowid_", "oid"}) {
        const bool hidden = std::any_of(
            table.columns.begin(), table.columns.end(),
            [&](const Column& column) { return sqlite3_stricmp(column.name.c_str(), alias) == 0; });
        if (!hidden) return alias;
    }
    return std::nullopt;
}

TableFiller::TableFiller(sqlite3* db, const Schema& schema, const Table& table,
                         const std::set<std::string>& later, const std::set<std::string>* computed)
    : db_(db), schema_(schema), table_(table), later_(later), computed_(computed) {
    for (const Column& column : table.columns)
        if (!column.generated) columns_.push_back(&column);
    referring_.resize(columns_.size());
    choose_references();
    choose_domains();
    if (has_integer_key(schema, table)) return;
    rowid_ = rowid_alias(table).value_or("");
    if (!rowid_.empty())
        next_rowid_ += count_of(
            db, fmt::format("SELECT coalesce(max({}), 0) FROM {}", rowid_, sqlite::quote(table.name)));
}

std::optional<std::size_t> TableFiller::place_of(const std::string& column) const {
    for (std::size_t i = 0; i != columns_.size(); ++i)
        if (columns_[i]->name == column) return i;
    return std::nullopt;
}

void TableFiller::choose_references() {
    for (const ForeignKey& key : table_.foreign_keys) {
        if (key.unchecked && !resolves(key)) continue;
        Reference reference{&key,           {}, key.table == table_.name, later_.count(key.table) != 0,
                            !resolves(key), {}};
        for (const std::string& column : key.columns)
            if (const std::optional<std::size_t> place = place_of(column))
                reference.columns.push_back(*place);
        if (reference.columns.size() != key.columns.size()) continue;
        for (std::size_t place : reference.columns)
            referring_[place] = true;
        if (reference.dangling)
            reference.self = false;
        else if (reference.later)
            reference.parents = planned_parents(key);
        else if (!reference.self)
            reference.parents =
                rows_of(db_, fmt::format("SELECT {} FROM {} LIMIT 50", quoted_list(key.references),
                                         sqlite::quote(key.table)));
        references_.push_back(std::move(reference));
    }
    // What can only be NULL speaks first; then a key of several columns, which leaves the least choice; one
    // within the table last, since it can refer to the row in the making.
    const auto rank = [](const Reference& each) {
        return std::tuple(!each.dangling, each.self, -static_cast<int>(each.columns.size()));
    };
    std::stable_sort(references_.begin(), references_.end(),
                     [&](const Reference& a, const Reference& b) { return rank(a) < rank(b); });
}

bool TableFiller::resolves(const ForeignKey& key) const {
    const Table* parent = schema_.find_table(key.table);
    return parent != nullptr && key.references.size() == key.columns.size() &&
           std::all_of(key.references.begin(), key.references.end(),
                       [&](const std::string& column) { return find_column(*parent, column) != nullptr; });
}

/// What the first rows of a table that is filled later will have as their keys.
std::vector<Row> TableFiller::planned_parents(const ForeignKey& key) const {
    const Table* parent = schema_.find_table(key.table);
    std::vector<Row> rows(parent == nullptr ? 0 : rows_a_table);
    for (const std::string& name : key.references) {
        const Column* column = parent == nullptr ? nullptr : find_column(*parent, name);
        if (column == nullptr) return {};
        const ValueDomain domain(
            schema_, *column,
            is_key_column(*parent, name) ? ValueDomain::Use::key : ValueDomain::Use::computed);
        for (std::size_t i = 0; i != rows.size(); ++i)
            rows[i].push_back(domain.at(i));
    }
    return rows;
}

void TableFiller::choose_domains() {
    for (const Column* column : columns_)
        domains_.emplace(column->name, ValueDomain(schema_, *column, use_of(*column)));
    respect_checks(db_, schema_, table_, domains_);
}

ValueDomain::Use TableFiller::use_of(const Column& column) const {
    if (is_key_column(table_, column.name)) return ValueDomain::Use::key;
    const bool carried = computed_ != nullptr && computed_->count(detail::fold(column.name)) == 0;
    return carried ? ValueDomain::Use::carried : ValueDomain::Use::computed;
}

void TableFiller::fill() {
    for (std::size_t row = 0; row != rows_a_table; ++row)
        if (!insert(row)) return;
}

bool TableFiller::insert(std::size_t row) {
    for (std::size_t attempt = 0; attempt != attempts_a_row; ++attempt)
        if (try_row(row, attempt)) return true;
    return false;
}

bool TableFiller::wants_null(std::size_t row, std::size_t attempt, std::size_t column) const {
    if (!columns_[column]->nullable || is_key_column(table_, columns_[column]->name)) return false;
    if (attempt > 1) return mixed(row, attempt, column + 500) % 3 == 0;
    if (row + attempt == row_of_nulls) return true;
    return row > row_of_defaults && (row + column) % 3 == 0;
}

bool TableFiller::try_row(std::size_t row, std::size_t attempt) {
    cells_.assign(columns_.size(), std::nullopt);
    set_values(row, attempt);
    for (std::size_t i = 0; i != references_.size(); ++i) {
        const Reference& reference = references_[i];
        for (std::size_t place : reference.columns)
            if (columns_[place]->nullable &&
                (reference.later || reference.dangling || wants_null(row, attempt, place)))
                cells_[place] = std::monostate();
        set_reference(reference, i, row, attempt);
    }
    for (std::optional<Cell>& cell : cells_)
        if (!cell) cell = std::monostate();
    return run_insert(row == row_of_defaults && attempt == 0);
}

void TableFiller::set_values(std::size_t row, std::size_t attempt) {
    for (std::size_t i = 0; i != columns_.size(); ++i) {
        if (referring_[i]) continue;
        const std::size_t index =
            attempt == 0 ? row : mixed(row, attempt, i) % (rows_a_table * (attempt + 1));
        cells_[i] = wants_null(row, attempt, i) ? Cell() : domains_.at(columns_[i]->name).at(index);
    }
}

/// Takes a parent that agrees with what other references set already.
void TableFiller::set_reference(const Reference& reference, std::size_t ordinal, std::size_t row,
                                std::size_t attempt) {
    std::vector<Row> parents = reference.parents;
    if (reference.self) {
        parents =
            rows_of(db_, fmt::format("SELECT {} FROM {} LIMIT 50", quoted_list(reference.key->references),
                                     sqlite::quote(table_.name)));
        if (const Row own = own_key(reference); parents.empty() && !own.empty()) parents.push_back(own);
    }
    const std::size_t start = attempt == 0 ? row : mixed(row, attempt, 1000 + ordinal);
    for (std::size_t i = 0; i != parents.size(); ++i) {
        const Row& parent = parents[(start + i) % parents.size()];
        if (!agrees_with(reference, parent)) continue;
        for (std::size_t c = 0; c != reference.columns.size(); ++c) {
            std::optional<Cell>& cell = cells_[reference.columns[c]];
            if (!cell) cell = parent[c];
        }
        return;
    }
}

/// NULL agrees with everything: a reference that is NULL in part is not checked.
bool TableFiller::agrees_with(const Reference& reference, const Row& parent) const {
    for (std::size_t c = 0; c != reference.columns.size(); ++c) {
        const std::optional<Cell>& cell = cells_[reference.columns[c]];
        if (cell && *cell != Cell() && *cell != parent[c]) return false;
    }
    return true;
}

Row TableFiller::own_key(const Reference& reference) const {
    Row key;
    for (const std::string& name : reference.key->references) {
        const std::optional<std::size_t> place = place_of(name);
        if (!place || !cells_[*place]) return {};
        key.push_back(*cells_[*place]);
    }
    return key;
}

bool TableFiller::run_insert(bool with_defaults) {
    std::vector<std::string> names;
    Row row;
    for (std::size_t i = 0; i != columns_.size(); ++i) {
        if (with_defaults && columns_[i]->default_value && !referring_[i]) continue;
        names.push_back(columns_[i]->name);
        row.push_back(*cells_[i]);
    }
    if (!rowid_.empty()) {
        names.push_back(rowid_);
        row.emplace_back(next_rowid_);
    }
    if (names.empty()) return run_insert(false);
    if (with_defaults) {
        const auto insert = prepare_insert(names);
        return run(*insert, row);
    }
    if (!insert_) insert_ = prepare_insert(names);
    return run(*insert_, row);
}

std::unique_ptr<Prepared> TableFiller::prepare_insert(const std::vector<std::string>& names) const {
    std::string marks;
    for (std::size_t i = 0; i != names.size(); ++i)
        marks += i == 0 ? "?" : ", ?";
    return std::make_unique<Prepared>(
        db_, fmt::format("INSERT {}INTO {} ({}) VALUES ({})", has_conflict_clause(table_) ? "OR ABORT " : "",
                         sqlite::quote(table_.name), quoted_list(names), marks));
}

bool TableFiller::run(Prepared& insert, const Row& row) {
    for (std::size_t i = 0; i != row.size(); ++i)
        insert.bind(static_cast<int>(i + 1), row[i]);
    if (insert.step() != SQLITE_DONE) {
        last_error_ = sqlite3_errmsg(db_);
        return false;
    }
    next_rowid_ += 3;
    return true;
}

}  // namespace varve::compiler
