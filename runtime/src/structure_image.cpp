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
    if (reach.makes) for_each_structure_row_behind(db, last_rowid_, take_row);
    if (wider != 0) take_structure_row(db, wider, take_row);
    return renew();
}

/// What has another text is another: nothing of it but its name is kept.
void StructureImage::take(const StructureRow& row) {
    last_rowid_ = std::max(last_rowid_, row.rowid);
    const auto [at, is_new] = entries_.try_emplace({std::string(row.type), std::string(row.name)});
    Entry& entry = at->second;
    entry.seen = looks_;
    entry.rowid = row.rowid;
    if (!is_new && row == entry.row) return;
    changed_ = true;
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
    if (declares(entry.row)) declaring_[fold(row.name)] = &entry;
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
    for (auto at = entries_.begin(); at != entries_.end();) {
        if (at->second.seen == looks_) {
            ++at;
            continue;
        }
        changed_ = true;
        move(at->second, {});
        const auto declared = declaring_.find(fold(at->second.row.name));
        if (declared != declaring_.end() && declared->second == &at->second) declaring_.erase(declared);
        at = entries_.erase(at);
    }
}

bool StructureImage::renew() {
    if (!std::exchange(changed_, false)) return false;
    mark_stale();
    write_lines();
    moved_.clear();
    shadows_move_ = false;
    return true;
}

/// A name that comes or goes changes the normal form of what stands on its table or refers to it, and writes
/// that name.
void StructureImage::mark_stale() {
    if (moved_.empty() && !shadows_move_) return;
    for (auto& [key, entry] : entries_) {
        const std::string& sql = entry.row.sql;
        const auto touches = [&](const std::string& table) {
            const auto at = moved_.find(table);
            return at != moved_.end() && mentions(sql, at->second);
        };
        entry.stale = entry.stale || shadows_move_ || touches(entry.table) ||
                      std::any_of(entry.names.references.begin(), entry.names.references.end(), touches);
    }
}

void StructureImage::write_lines() {
    std::vector<Entry*> stale;
    std::set<const Entry*> beside;
    const auto stand_beside = [&](const std::string& table) {
        const auto at = declaring_.find(table);
        if (at != declaring_.end() && !at->second->stale) beside.insert(at->second);
    };
    for (auto& [key, entry] : entries_) {
        if (!entry.stale && entry.is_virtual) beside.insert(&entry);
        if (!entry.stale) continue;
        stale.push_back(&entry);
        stand_beside(entry.table);
        for (const std::string& table : entry.names.references)
            stand_beside(table);
    }
    std::vector<StructureObject> rows;
    for (const Entry* entry : stale)
        rows.push_back(entry->row);
    for (const Entry* entry : beside)
        rows.push_back(entry->row);
    const auto find = [&](const StructureObject& object) {
        const auto at = entries_.find({object.type, object.name});
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
        entries_.at({object.type, object.name}).line = to_text({{object}});
    for (Entry* entry : stale)
        entry->stale = false;
}

std::string StructureImage::fingerprint(const ForeignObjects& foreign) const {
    std::vector<std::string_view> lines;
    lines.reserve(entries_.size());
    for (const auto& [key, entry] : entries_)
        if (foreign.empty() || foreign.count(key) == 0) lines.emplace_back(entry.line);
    return fingerprint_of_text(lines);
}

std::vector<FoldedObject> StructureImage::views_and_triggers() const {
    std::vector<FoldedObject> found;
    for (auto at = entries_.lower_bound({"trigger", ""}); at != entries_.end(); ++at)
        found.push_back({&at->second.row, &at->second.folded});
    return found;
}

bool StructureImage::has(const std::string& type, const std::string& name) const {
    const auto at = entries_.find({type, name});
    return at != entries_.end() && !at->second.line.empty();
}

}  // namespace varve::detail
