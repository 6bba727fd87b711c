#include "runtime/src/structure_image.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "runtime/src/catalog.hpp"
#include "runtime/src/digest.hpp"
#include "runtime/src/structure_names.hpp"
#include "runtime/src/structure_rows.hpp"

namespace varve::detail {

namespace {

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

bool depends(const StructureObject& row) {
    return row.type == "view" || row.type == "trigger";
}

}  // namespace

bool StructureImage::read(sqlite3* db) {
    const bool knows = looks_++ != 0;
    last_rowid_ = 0;
    for_each_structure_row(db, [&](const StructureRow& row) { take(row); });
    drop_unseen();
    return renew() && knows;
}

bool StructureImage::read(sqlite3* db, const Reach& reach) {
    if (looks_ == 0 || reach.far || reach.wider.size() > 1) return read(db);
    std::int64_t wider = 0;
    if (!reach.wider.empty()) {
        const auto at = declaring_.find(*reach.wider.begin());
        if (at != declaring_.end()) wider = at->second->rowid;
    }
    const auto take_row = [&](const StructureRow& row) { take(row); };
    if (!reach.gone.empty()) drop(reach.gone);
    if (reach.makes) for_each_structure_row_behind(db, last_rowid_, take_row);
    if (wider != 0) take_structure_row(db, wider, take_row);
    return renew();
}

/// What has another text is another: nothing of it but its name is kept.
void StructureImage::take(const StructureRow& row) {
    last_rowid_ = std::max(last_rowid_, row.rowid);
    auto at = entries_.find(KeyView(row.type, row.name));
    const bool is_new = at == entries_.end();
    if (is_new) at = entries_.try_emplace(Key(row.type, row.name)).first;
    Entry& entry = at->second;
    entry.seen = looks_;
    entry.rowid = row.rowid;
    if (!is_new && row == entry.row) return;
    changed_ = true;
    if (!is_new) delist(entry);
    const Entry before = std::exchange(entry, {});
    entry.row = row.object();
    entry.rowid = row.rowid;
    entry.table = fold(row.table);
    entry.names = declared_names(entry.row);
    entry.is_virtual = is_virtual_table(entry.row);
    if (depends(entry.row)) entry.folded = fold(entry.row.sql);
    entry.seen = looks_;
    if (!is_new) move(before, entry.names);
    move(entry, before.names);
    enlist(entry);
    entry.stale = before.stale;
    make_stale(entry);
}

void StructureImage::enlist(Entry& entry) {
    near_[entry.table].push_back(&entry);
    for (const std::string& table : entry.names.references)
        near_[table].push_back(&entry);
    if (declares(entry.row)) declaring_[fold(entry.row.name)] = &entry;
    if (entry.is_virtual) virtual_.insert(&entry);
}

void StructureImage::delist(Entry& entry) {
    std::erase(near_[entry.table], &entry);
    for (const std::string& table : entry.names.references)
        std::erase(near_[table], &entry);
    const auto declared = declaring_.find(fold(entry.row.name));
    if (declared != declaring_.end() && declared->second == &entry) declaring_.erase(declared);
    virtual_.erase(&entry);
}

void StructureImage::make_stale(Entry& entry) {
    if (!std::exchange(entry.stale, true)) stale_.push_back(&entry);
}

/// Notes which names of the one entry are not among the others.
void StructureImage::move(const Entry& entry, const DeclaredNames& names) {
    shadows_move_ = shadows_move_ || entry.is_virtual;
    if (!declares(entry.row)) return;
    std::set<std::string> moved;
    if (!names.has(entry.names.name)) moved.insert(fold(entry.names.name));
    for (const auto& [folded, name] : entry.names.columns)
        if (!names.has(name)) moved.insert(folded);
    if (!moved.empty()) moved_[fold(entry.row.name)].merge(moved);
}

void StructureImage::drop_unseen() {
    drop_if([&](const Entry& entry) { return entry.seen != looks_; });
}

/// A view goes with its triggers. What comes after may have the rowid of what was last.
void StructureImage::drop(const std::set<std::string>& gone) {
    drop_if([&](const Entry& entry) {
        if (entry.row.type == "table") return false;
        const bool of_view = entry.row.type == "trigger" && gone.count(entry.table) != 0;
        return of_view || gone.count(fold(entry.row.name)) != 0;
    });
    last_rowid_ = 0;
    for (const auto& [key, entry] : entries_)
        last_rowid_ = std::max(last_rowid_, entry.rowid);
}

void StructureImage::drop_if(const std::function<bool(const Entry&)>& gone) {
    for (auto at = entries_.begin(); at != entries_.end();) {
        if (!gone(at->second)) {
            ++at;
            continue;
        }
        changed_ = true;
        move(at->second, {});
        delist(at->second);
        at = entries_.erase(at);
    }
}

bool StructureImage::renew() {
    if (!std::exchange(changed_, false)) return false;
    fingerprint_.clear();
    mark_stale();
    write_lines();
    moved_.clear();
    shadows_move_ = false;
    return true;
}

/// A name that comes or goes changes the normal form of what stands on its table or refers to it, and writes
/// that name.
void StructureImage::mark_stale() {
    if (shadows_move_)
        for (auto& [key, entry] : entries_)
            make_stale(entry);
    for (const auto& [table, names] : moved_) {
        const auto near = near_.find(table);
        if (near == near_.end()) continue;
        for (Entry* entry : near->second)
            if (!entry->stale && mentions(entry->row.sql, names)) make_stale(*entry);
    }
}

/// What those that are written again stand on and refer to, and whose shadow they may be.
std::set<const StructureImage::Entry*> StructureImage::beside_stale() const {
    std::set<const Entry*> beside;
    for (const Entry* entry : virtual_)
        if (!entry->stale) beside.insert(entry);
    const auto stand_beside = [&](const std::string& table) {
        const auto at = declaring_.find(table);
        if (at != declaring_.end() && !at->second->stale) beside.insert(at->second);
    };
    for (const Entry* entry : stale_) {
        stand_beside(entry->table);
        for (const std::string& table : entry->names.references)
            stand_beside(table);
    }
    return beside;
}

void StructureImage::write_lines() {
    const std::set<const Entry*> beside = beside_stale();
    const std::vector<Entry*> stale = std::exchange(stale_, {});
    std::vector<StructureObject> rows;
    for (const Entry* entry : stale)
        rows.push_back(entry->row);
    for (const Entry* entry : beside)
        rows.push_back(entry->row);
    const auto find = [&](const StructureObject& object) {
        const auto at = entries_.find(KeyView(object.type, object.name));
        return at == entries_.end() ? nullptr : &at->second;
    };
    const Structure made = make_structure(
        std::move(rows),
        [&](const StructureObject& object) {
            const Entry* entry = find(object);
            return entry != nullptr && entry->stale;
        },
        [&](const StructureObject& object) {
            const Entry* entry = find(object);
            return entry == nullptr ? nullptr : &entry->names;
        });
    for (Entry* entry : stale)
        entry->line.clear();
    for (const StructureObject& object : made.objects)
        entries_.find(KeyView(object.type, object.name))->second.line = to_text({{object}});
    for (Entry* entry : stale)
        entry->stale = false;
}

std::string StructureImage::fingerprint(const ForeignObjects& foreign) const {
    if (foreign.empty() && !fingerprint_.empty()) return fingerprint_;
    std::vector<std::string_view> lines;
    lines.reserve(entries_.size());
    for (const auto& [key, entry] : entries_)
        if (foreign.empty() || foreign.count(key) == 0) lines.emplace_back(entry.line);
    std::string fingerprint = fingerprint_of_text(lines);
    if (foreign.empty()) fingerprint_ = fingerprint;
    return fingerprint;
}

std::vector<std::string> StructureImage::referring(const std::set<std::string>& tables) const {
    std::vector<std::string> found;
    for (auto at = entries_.lower_bound(KeyView("table", ""));
         at != entries_.end() && at->first.first == "table"; ++at) {
        const std::vector<std::string>& references = at->second.names.references;
        const auto concerned = [&](const std::string& name) { return tables.count(name) != 0; };
        if (references.empty() || at->second.is_virtual) continue;
        if (concerned(at->second.table) || std::any_of(references.begin(), references.end(), concerned))
            found.push_back(at->second.row.name);
    }
    return found;
}

std::vector<FoldedObject> StructureImage::views_and_triggers() const {
    std::vector<FoldedObject> found;
    for (auto at = entries_.lower_bound(KeyView("trigger", "")); at != entries_.end(); ++at)
        found.push_back({&at->second.row, &at->second.folded});
    return found;
}

bool StructureImage::has(const std::string& type, const std::string& name) const {
    const auto at = entries_.find(KeyView(type, name));
    return at != entries_.end() && !at->second.line.empty();
}

}  // namespace varve::detail
