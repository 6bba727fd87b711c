#include "runtime/src/structure_image.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "runtime/src/catalog.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/sql_chars.hpp"
#include "runtime/src/sql_tokens.hpp"
#include "runtime/src/structure_names.hpp"
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

/// Names of one in which another does not share, letter by letter.
void add_missing(const std::vector<std::string>& names, const std::vector<std::string>& others,
                 std::set<std::string>& missing) {
    for (const std::string& name : names)
        if (std::find(others.begin(), others.end(), name) == others.end()) missing.insert(fold(name));
}

bool mentions(const std::string& sql, const std::set<std::string>& names) {
    const std::string folded = fold(sql);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const bool doubles = name.find('"') != std::string::npos || name.find('\'') != std::string::npos ||
                             name.find('`') != std::string::npos;
        return doubles || folded.find(name) != std::string::npos;
    });
}

bool declares(const StructureObject& row) {
    return row.type == "table" || row.type == "view";
}

}  // namespace

void StructureImage::read(sqlite3* db) {
    const std::vector<Entry> gone = take_rows(db);
    const auto is_new = [](const Entry& entry) { return entry.stale; };
    if (gone.empty() && std::none_of(entries_.begin(), entries_.end(), is_new)) return;
    const auto is_virtual = [](const Entry& entry) { return is_virtual_table(entry.row); };
    // Whose shadow a table is, is decided by the virtual tables that stand.
    const bool shadows_move = std::any_of(gone.begin(), gone.end(), is_virtual) ||
                              std::any_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
                                  return is_new(entry) && is_virtual(entry);
                              });
    if (shadows_move)
        for (Entry& entry : entries_)
            entry.stale = true;
    mark(find_moved(gone, entries_));
    write_lines();
    sort();
}

/// Takes what stands over into `entries_`, what is new as stale; gives back what stands no more.
std::vector<StructureImage::Entry> StructureImage::take_rows(sqlite3* db) {
    std::vector<Entry> old = std::exchange(entries_, {});
    entries_.reserve(old.size() + 1);
    std::vector<Entry> gone;
    auto next = old.begin();
    const auto leave_until = [&](auto end) {
        for (; next != end; ++next)
            gone.push_back(std::move(*next));
    };
    for_each_structure_row(db, [&](const StructureRow& row) {
        const auto same = std::find_if(next, old.end(), [&](const Entry& entry) { return row == entry.row; });
        if (same == old.end()) {
            StructureObject object = row.object();
            std::vector<std::string> names = declared_names(object);
            std::vector<std::string> references = references_of(object);
            entries_.push_back({std::move(object), std::move(names), std::move(references), {}, true});
            return;
        }
        leave_until(same);
        entries_.push_back(std::move(*next++));
    });
    leave_until(old.end());
    return gone;
}

StructureImage::Moved StructureImage::find_moved(const std::vector<Entry>& gone,
                                                 const std::vector<Entry>& now) {
    Moved moved;
    std::map<std::string, const Entry*> before;
    for (const Entry& entry : gone)
        if (declares(entry.row)) before.emplace(fold(entry.row.name), &entry);
    for (const Entry& entry : now) {
        if (!entry.stale || !declares(entry.row)) continue;
        const std::string name = fold(entry.row.name);
        const auto at = before.find(name);
        const std::vector<std::string> none;
        const std::vector<std::string>& names = at == before.end() ? none : at->second->names;
        add_missing(entry.names, names, moved[name]);
        add_missing(names, entry.names, moved[name]);
        if (at != before.end()) before.erase(at);
    }
    for (const auto& [name, entry] : before)
        add_missing(entry->names, {}, moved[name]);
    return moved;
}

/// A name that comes or goes changes the normal form of what stands on its table or refers to it, and writes
/// that name.
void StructureImage::mark(const Moved& moved) {
    for (Entry& entry : entries_) {
        if (entry.stale) continue;
        const auto touches = [&](const std::string& table) {
            const auto at = moved.find(table);
            return at != moved.end() && !at->second.empty() && mentions(entry.row.sql, at->second);
        };
        entry.stale = touches(fold(entry.row.table)) ||
                      std::any_of(entry.references.begin(), entry.references.end(), touches);
    }
}

void StructureImage::write_lines() {
    std::set<std::string> beside;
    std::set<std::pair<std::string_view, std::string_view>> stale;
    for (const Entry& entry : entries_) {
        if (!entry.stale) continue;
        stale.emplace(entry.row.type, entry.row.name);
        beside.insert(fold(entry.row.table));
        beside.insert(entry.references.begin(), entry.references.end());
    }
    std::vector<StructureObject> rows;
    for (const Entry& entry : entries_)
        if (entry.stale || is_virtual_table(entry.row) ||
            (declares(entry.row) && beside.count(fold(entry.row.name)) != 0))
            rows.push_back(entry.row);
    const Structure made = make_structure(std::move(rows), [&](const StructureObject& object) {
        return stale.count({object.type, object.name}) != 0;
    });
    for (Entry& entry : entries_) {
        if (!entry.stale) continue;
        const StructureObject* object = find_object(made, entry.row.type, entry.row.name);
        entry.line = object == nullptr ? std::string() : to_text({{*object}});
        entry.stale = false;
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
