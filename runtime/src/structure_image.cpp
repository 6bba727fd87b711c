#include "runtime/src/structure_image.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "runtime/src/catalog.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure_rows.hpp"

namespace varve::detail {

namespace {

std::vector<std::string> references_of(const StructureObject& row) {
    std::vector<std::string> found;
    if (row.type != "table") return found;
    const std::vector<SqlToken> tokens = sql_tokens(row.sql);
    const auto text = [&](std::size_t at) {
        return std::string_view(row.sql).substr(tokens[at].begin, tokens[at].end - tokens[at].begin);
    };
    for (std::size_t at = 1; at < tokens.size(); ++at)
        if (equal_ignoring_case(text(at - 1), "REFERENCES")) found.push_back(fold(unquote(text(at))));
    return found;
}

bool is_virtual(const StructureObject& row) {
    constexpr std::string_view head = "CREATE VIRTUAL ";
    return equal_ignoring_case(std::string_view(row.sql).substr(0, head.size()), head);
}

bool names_columns(const StructureObject& row) {
    return row.type == "table" || row.type == "view";
}

}  // namespace

void StructureImage::read(sqlite3* db) {
    std::vector<Entry> old = std::exchange(entries_, {});
    std::vector<bool> fresh;
    std::set<std::string> moved;  // tables and views that came, went or changed, folded
    bool virtual_moved = false;
    const auto move = [&](const StructureObject& row) {
        if (names_columns(row)) moved.insert(fold(row.name));
        virtual_moved = virtual_moved || is_virtual(row);
    };
    std::size_t next = 0;
    bool changed = false;
    for_each_structure_row(db, [&](const StructureRow& row) {
        const auto same = std::find_if(old.begin() + static_cast<std::ptrdiff_t>(next), old.end(),
                                       [&](const Entry& entry) { return row == entry.row; });
        fresh.push_back(same == old.end());
        if (same == old.end()) {
            entries_.push_back({row.object(), {}, {}});
            entries_.back().references = references_of(entries_.back().row);
            move(entries_.back().row);
            return;
        }
        const std::size_t at = static_cast<std::size_t>(same - old.begin());
        for (; next != at; ++next)
            move(old[next].row), changed = true;
        entries_.push_back(std::move(old[next++]));
    });
    for (; next != old.size(); ++next)
        move(old[next].row), changed = true;
    changed = changed || std::find(fresh.begin(), fresh.end(), true) != fresh.end();
    if (!changed) return;
    if (virtual_moved) fresh.assign(fresh.size(), true);
    renew(fresh, moved);
    sort();
}

/// The lines of what is fresh, of what stands on a table that moved, and of tables whose keys name one.
void StructureImage::renew(const std::vector<bool>& fresh, const std::set<std::string>& moved) {
    std::vector<std::size_t> stale;
    for (std::size_t i = 0; i != entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        const bool named = !moved.empty() &&
                           (moved.count(fold(entry.row.table)) != 0 ||
                            std::any_of(entry.references.begin(), entry.references.end(),
                                        [&](const std::string& table) { return moved.count(table) != 0; }));
        if (fresh[i] || named) stale.push_back(i);
    }
    std::set<std::string> beside;
    for (const std::size_t i : stale) {
        beside.insert(fold(entries_[i].row.table));
        beside.insert(entries_[i].references.begin(), entries_[i].references.end());
    }
    write_lines(stale, beside);
}

/// An object's normal form depends on its own row, on the tables `beside` it, and on the virtual tables whose
/// shadow it may be.
void StructureImage::write_lines(const std::vector<std::size_t>& stale, const std::set<std::string>& beside) {
    std::vector<StructureObject> rows;
    std::vector<bool> taken(entries_.size(), false);
    for (const std::size_t i : stale)
        taken[i] = true;
    for (std::size_t i = 0; i != entries_.size(); ++i) {
        const StructureObject& row = entries_[i].row;
        if (taken[i] || is_virtual(row) || (names_columns(row) && beside.count(fold(row.name)) != 0))
            rows.push_back(row);
    }
    const Structure made = make_structure(std::move(rows));
    for (const std::size_t i : stale) {
        Entry& entry = entries_[i];
        const auto at = std::lower_bound(made.objects.begin(), made.objects.end(), entry.row,
                                         [](const StructureObject& a, const StructureObject& b) {
                                             return std::tie(a.type, a.name) < std::tie(b.type, b.name);
                                         });
        const bool stands =
            at != made.objects.end() && at->type == entry.row.type && at->name == entry.row.name;
        entry.line = stands ? to_text({{*at}}) : std::string();
    }
}

/// No two objects share type and name, so that these are the whole order.
void StructureImage::sort() {
    sorted_.clear();
    for (std::size_t i = 0; i != entries_.size(); ++i)
        if (!entries_[i].line.empty()) sorted_.push_back(i);
    std::sort(sorted_.begin(), sorted_.end(), [&](std::size_t a, std::size_t b) {
        const StructureObject& one = entries_[a].row;
        const StructureObject& other = entries_[b].row;
        return std::tie(one.type, one.name) < std::tie(other.type, other.name);
    });
}

std::string StructureImage::fingerprint(const ForeignObjects& foreign) const {
    std::string text;
    for (const std::size_t i : sorted_) {
        const StructureObject& row = entries_[i].row;
        if (foreign.empty() || foreign.count({row.type, row.name}) == 0) text += entries_[i].line;
    }
    return fingerprint_of_text(text);
}

bool StructureImage::has(std::string_view type, std::string_view name) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        return !entry.line.empty() && entry.row.type == type && entry.row.name == name;
    });
}

}  // namespace varve::detail
